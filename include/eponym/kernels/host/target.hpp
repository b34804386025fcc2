// SPDX-License-Identifier: BSL-1.0
// Which machine instructions a function may use, spelled on the function itself: neither -march nor the other
// translation units of a program have a say. `arch=x86-64` takes back what -march gave; clang keeps the single
// features that -march=native lists, so those are taken back one by one. Of them `evex512` is given again where vectors
// of 512 bits are meant, without which clang 18 to 20 compute them in halves.
#pragma once

#include <eponym/meta/config.hpp>

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define EPONYM_KERNELS_X86_64 1
#if defined(__clang__)
#if __clang_major__ >= 18 && __clang_major__ <= 20
#define EPONYM_KERNEL_WIDE ",evex512"
#define EPONYM_KERNEL_PLAIN "arch=x86-64,no-evex512,no-bmi,no-bmi2,no-lzcnt,no-popcnt,no-movbe,no-adx,no-sse4a,no-f16c"
#else
#define EPONYM_KERNEL_WIDE ""
#define EPONYM_KERNEL_PLAIN "arch=x86-64,no-bmi,no-bmi2,no-lzcnt,no-popcnt,no-movbe,no-adx,no-sse4a,no-f16c"
#endif
#define EPONYM_TARGET_BASELINE __attribute__((target(EPONYM_KERNEL_PLAIN ",no-sse3,no-avx")))
#define EPONYM_TARGET_AVX2 __attribute__((target(EPONYM_KERNEL_PLAIN ",no-avx512f,avx2,fma"), min_vector_width(256)))
#define EPONYM_TARGET_AVX512                                                                                      \
    __attribute__((target(EPONYM_KERNEL_PLAIN ",avx2,fma,avx512f,avx512bw,avx512dq,avx512vl" EPONYM_KERNEL_WIDE), \
                   min_vector_width(512)))
#else
#define EPONYM_TARGET_BASELINE __attribute__((target("arch=x86-64")))
#define EPONYM_TARGET_AVX2 __attribute__((target("arch=x86-64,avx2,fma")))
#define EPONYM_TARGET_AVX512 \
    __attribute__((target("arch=x86-64,avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,prefer-vector-width=512")))
#endif
#else
#define EPONYM_KERNELS_X86_64 0
#define EPONYM_TARGET_BASELINE
#define EPONYM_TARGET_AVX2
#define EPONYM_TARGET_AVX512
#endif

/// A function that callers of the kernels reach: it runs on every machine.
#define EPONYM_KERNEL_ENTRY EPONYM_TARGET_BASELINE

/// The inside of a kernel: compiled for the target of the function that it is inlined into.
#define EPONYM_KERNEL_BODY EPONYM_TARGET_BASELINE __attribute__((always_inline)) inline
