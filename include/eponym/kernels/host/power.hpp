// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/vector.hpp>

#if defined(__clang__)
#define EPONYM_KERNELS_CLANG_SQRT __has_builtin(__builtin_elementwise_sqrt)
#else
#define EPONYM_KERNELS_CLANG_SQRT 0
#endif

namespace eponym::inline EPONYM_ABI::kernels::detail {

/// x = the square root of x, rounded to nearest. g++ has no operator for it on vectors, and where it must set errno it
/// calls a function lane by lane.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void square_root(vector<T, Bytes>& x) {
#if EPONYM_KERNELS_CLANG_SQRT
    x = __builtin_elementwise_sqrt(x);
#elif EPONYM_KERNELS_X86_64 && !defined(__clang__)
    if constexpr (Bytes == 16 && sizeof(T) == 4)
        __asm__("sqrtps %0, %0" : "+x"(x));
    else if constexpr (Bytes == 16)
        __asm__("sqrtpd %0, %0" : "+x"(x));
    else if constexpr (sizeof(T) == 4)
        __asm__("vsqrtps %0, %0" : "+v"(x));
    else
        __asm__("vsqrtpd %0, %0" : "+v"(x));
#else
    for (int i = 0; i < lanes<T, Bytes>; ++i) x[i] = T(__builtin_sqrt(double(x[i])));
#endif
}

EPONYM_KERNEL_BODY float power(float x, float exponent) { return __builtin_powf(x, exponent); }
EPONYM_KERNEL_BODY double power(double x, double exponent) { return __builtin_pow(x, exponent); }

/// x = x^exponent for one exponent. Those that are products, quotients and roots are computed as such, as PyTorch does.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void power_of(vector<T, Bytes>& x, T exponent) {
    T const magnitude = exponent < 0 ? -exponent : exponent;
    if (magnitude == T(0.5))
        square_root<T, Bytes>(x);
    else if (magnitude == T(2))
        x = x * x;
    else if (exponent == T(3))
        x = x * x * x;
    else if (magnitude != T(1)) {
        for (int i = 0; i < lanes<T, Bytes>; ++i) x[i] = power(x[i], exponent);
        return;
    }
    if (exponent < 0) x = T(1) / x;
}

}  // namespace eponym::inline EPONYM_ABI::kernels::detail

#undef EPONYM_KERNELS_CLANG_SQRT
