// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdlib>

#include <eponym/kernels/host/instruction_set.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

EPONYM_KERNEL_ENTRY inline isa best_instruction_set() {
#if EPONYM_KERNELS_X86_64
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        bool const wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                          __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
        return wide ? isa::avx512 : isa::avx2;
    }
#endif
    return isa::baseline;
}

EPONYM_KERNEL_ENTRY inline bool same_word(char const* a, char const* b) {
    for (; *a != '\0' && *a == *b; ++a) ++b;
    return *a == *b;
}

EPONYM_KERNEL_ENTRY inline isa first_instruction_set() {
    isa const best = best_instruction_set();
    char const* const asked = std::getenv("EPONYM_ISA");
    if (asked == nullptr) return best;
    if (same_word(asked, "baseline")) return isa::baseline;
    if (same_word(asked, "avx2") && best == isa::avx512) return isa::avx2;
    return best;
}

/// The choice, kept where one relaxed load finds it: -1 until the first call.
EPONYM_KERNEL_ENTRY inline int* chosen_instruction_set() {
    static int chosen = -1;
    return &chosen;
}

}  // namespace detail

EPONYM_KERNEL_ENTRY EPONYM_INLINE isa instruction_set() {
    int* const chosen = detail::chosen_instruction_set();
    int value = __atomic_load_n(chosen, __ATOMIC_RELAXED);
    if (value < 0) {
        value = int(detail::first_instruction_set());
        __atomic_store_n(chosen, value, __ATOMIC_RELAXED);
    }
    return isa(value);
}

EPONYM_KERNEL_ENTRY EPONYM_INLINE void limit_instruction_set(isa highest) {
    int const best = int(detail::first_instruction_set());
    __atomic_store_n(detail::chosen_instruction_set(), int(highest) < best ? int(highest) : best, __ATOMIC_RELAXED);
}

}  // namespace eponym::inline EPONYM_ABI::kernels
