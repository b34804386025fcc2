// SPDX-License-Identifier: BSL-1.0
// Version, and the two forms of the library: header-only, or with EPONYM_COMPILED the functions come from a library.
#pragma once

#define EPONYM_VERSION_MAJOR 0
#define EPONYM_VERSION_MINOR 1
#define EPONYM_VERSION_PATCH 0

// The inline namespace names form, version and the instruction set that the file is compiled for: the linker keeps one
// copy of an inline function for a whole program, and a copy from a file with -mavx512f would end the program on an
// older machine.
#if defined(__AVX512F__)
#define EPONYM_ABI_WITH_SET(form) form##_avx512
#elif defined(__AVX2__)
#define EPONYM_ABI_WITH_SET(form) form##_avx2
#elif defined(__AVX__)
#define EPONYM_ABI_WITH_SET(form) form##_avx
#elif defined(__SSE4_2__)
#define EPONYM_ABI_WITH_SET(form) form##_sse4
#else
#define EPONYM_ABI_WITH_SET(form) form
#endif
#if defined(EPONYM_COMPILED)
#define EPONYM_ABI compiled_0_1
#define EPONYM_INLINE
#else
#define EPONYM_ABI EPONYM_ABI_WITH_SET(header_only_0_1)
#define EPONYM_INLINE inline
#endif

// Before a function whose body needs templates that are dear to compile, such as a kernel for every instruction set: in
// the header-only form it becomes a template, so that the compiler looks into the body only where it is called. The
// definition of a function that is declared before has EPONYM_ON_DEMAND_INLINE in the place of EPONYM_INLINE. nvcc's
// rewriting of a file repeats the default argument and fails on it.
#if defined(EPONYM_COMPILED) || defined(__CUDACC__)
#define EPONYM_ON_DEMAND
#define EPONYM_ON_DEMAND_INLINE EPONYM_INLINE
#else
#define EPONYM_ON_DEMAND template<int = 0>
#define EPONYM_ON_DEMAND_INLINE \
    template<int>               \
    inline
#endif

// A header ends by including its definitions (.ipp) where this is 1: always in the header-only form, and in the
// library's own sources, which define EPONYM_BUILDING_LIBRARY.
#if !defined(EPONYM_COMPILED) || defined(EPONYM_BUILDING_LIBRARY)
#define EPONYM_WITH_DEFINITIONS 1
#else
#define EPONYM_WITH_DEFINITIONS 0
#endif

// Around code that runs once for each file that is opened: of a program in the header-only form it is the larger part,
// and g++ is through with it in two thirds of the time at -O1. What touches every byte of a file stays outside.
#if defined(__OPTIMIZE__) && defined(__GNUC__) && !defined(__clang__) && !defined(EPONYM_COMPILED)
#define EPONYM_BEGIN_COLD _Pragma("GCC push_options") _Pragma("GCC optimize(\"O1\")")
#define EPONYM_END_COLD _Pragma("GCC pop_options")
#else
#define EPONYM_BEGIN_COLD
#define EPONYM_END_COLD
#endif

namespace eponym {
inline namespace EPONYM_ABI {}
}  // namespace eponym
