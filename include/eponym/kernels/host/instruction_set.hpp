// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

#include <eponym/kernels/host/target.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// What the kernels are compiled for. `baseline` is x86-64 with SSE2, or any other architecture; `avx2` includes FMA,
/// `avx512` is F, BW, DQ and VL.
enum class isa : int { baseline = 0, avx2 = 1, avx512 = 2 };

/// The one in use: the best that the machine has, unless the environment variable EPONYM_ISA (baseline, avx2, avx512)
/// or `limit_instruction_set` asks for less.
EPONYM_KERNEL_ENTRY isa instruction_set();

/// From now on uses at most `highest` (for tests and measurements; not while other threads compute).
EPONYM_KERNEL_ENTRY void limit_instruction_set(isa highest);

/// The most bytes of a vector that a kernel is compiled for: `Kernel::widest`, or 64 where it says nothing.
template<class Kernel>
inline constexpr int widest_of = 64;
template<class Kernel>
    requires requires { Kernel::widest; }
inline constexpr int widest_of<Kernel> = Kernel::widest;

/// Calls `Kernel::run<bytes of a vector>(arguments...)` inside a function of the chosen instruction set. `run` and all
/// that it calls are EPONYM_KERNEL_BODY.
template<class Kernel, class... Arguments>
EPONYM_TARGET_BASELINE __attribute__((noinline)) void run_baseline(Arguments... arguments) {
    Kernel::template run<16>(arguments...);
}

#if EPONYM_KERNELS_X86_64
template<class Kernel, class... Arguments>
EPONYM_TARGET_AVX2 __attribute__((noinline)) void run_avx2(Arguments... arguments) {
    Kernel::template run<32>(arguments...);
}

template<class Kernel, class... Arguments>
EPONYM_TARGET_AVX512 __attribute__((noinline)) void run_avx512(Arguments... arguments) {
    Kernel::template run<64>(arguments...);
}
#endif

/// From inside a kernel: the same for a part that should be compiled once, not wherever it is used.
template<int Bytes, class Kernel, class... Arguments>
EPONYM_KERNEL_BODY void run_part(Arguments... arguments) {
#if EPONYM_KERNELS_X86_64
    if constexpr (Bytes == 64)
        run_avx512<Kernel>(arguments...);
    else if constexpr (Bytes == 32)
        run_avx2<Kernel>(arguments...);
    else
#endif
        run_baseline<Kernel>(arguments...);
}

template<class Kernel, class... Arguments>
EPONYM_KERNEL_ENTRY void dispatch(Arguments... arguments) {
#if EPONYM_KERNELS_X86_64
    switch (instruction_set()) {
        case isa::avx512:
            if constexpr (widest_of<Kernel> >= 64) return run_avx512<Kernel>(arguments...);
            [[fallthrough]];
        case isa::avx2: return run_avx2<Kernel>(arguments...);
        case isa::baseline: break;
    }
#endif
    run_baseline<Kernel>(arguments...);
}

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/instruction_set.ipp>
#endif
