// SPDX-License-Identifier: BSL-1.0
// Arithmetic whose bits matter. Compilers fuse a product and a sum into one fma where the target has one (g++ in every
// mode but ISO C, clang within an expression), and -ffast-math reorders both, replaces square roots by estimates and
// calls vector versions of the mathematical functions. A value that has passed `rounded` is opaque to the optimiser, so
// that what follows uses exactly the rounded value; it costs a register at most.
#pragma once

#include <math.h>

#include <eponym/kernels/host/target.hpp>

namespace eponym::inline EPONYM_ABI::kernels::detail {

/// `value`, which the compiler can no longer combine with the operation that made it.
template<class Float>
EPONYM_KERNEL_BODY Float rounded(Float value) {
#if defined(__x86_64__)
    __asm__("" : "+x"(value));
#elif defined(__aarch64__)
    __asm__("" : "+w"(value));
#elif defined(__GNUC__)
    __asm__("" : "+m"(value));
#else
    Float volatile kept = value;
    value = kept;
#endif
    return value;
}

#if defined(__aarch64__)

EPONYM_KERNEL_BODY float fused(float a, float b, float c) {
    return rounded(__builtin_fmaf(rounded(a), rounded(b), rounded(c)));
}
EPONYM_KERNEL_BODY double fused(double a, double b, double c) {
    return rounded(__builtin_fma(rounded(a), rounded(b), rounded(c)));
}

#else

/// a * b + c, rounded once. x86-64's baseline has no such instruction: the C library finds out whether the machine has,
/// and is called through a pointer that the compiler cannot see through, because
/// clang takes fma apart under -ffast-math where the target has no such instruction.
EPONYM_KERNEL_BODY float fused(float a, float b, float c) {
    float (*function)(float, float, float) = ::fmaf;
    __asm__("" : "+r"(function));
    return function(a, b, c);
}

EPONYM_KERNEL_BODY double fused(double a, double b, double c) {
    double (*function)(double, double, double) = ::fma;
    __asm__("" : "+r"(function));
    return function(a, b, c);
}

#endif

}  // namespace eponym::inline EPONYM_ABI::kernels::detail
