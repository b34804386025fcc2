// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/vector.hpp>

namespace eponym::inline EPONYM_ABI::kernels::detail {

/// x = e^x for floats: x = n ln 2 + r with |r| <= ln 2 / 2, e^r by its Taylor polynomial of degree 7 (remainder below
/// 2^-27.9 relative), then times 2^n in two steps, so that subnormal results and infinity come out right.
template<int Bytes>
EPONYM_KERNEL_BODY void exponential(vector<float, Bytes>& x) {
    using integers = vector<std::int32_t, Bytes>;
    using floats = vector<float, Bytes>;
    floats bounded = x < -104.0f ? floats{} - 104.0f : x;
    bounded = bounded > 89.0f ? floats{} + 89.0f : bounded;
    floats const scaled = bounded * 1.44269504f;
    floats const toward = scaled < 0 ? scaled - 0.5f : scaled + 0.5f;
    integers n;
    if constexpr (Bytes == 16 && !EPONYM_KERNELS_X86_64) {
        for (int i = 0; i < lanes<float, Bytes>; ++i) n[i] = toward[i] == toward[i] ? std::int32_t(toward[i]) : 0;
    } else {
        n = __builtin_convertvector(toward, integers);
    }
    floats const whole = __builtin_convertvector(n, floats);
    // ln 2 in two parts, of which the first has so few bits that its product with n is exact.
    floats r = bounded - whole * 0.693359375f;
    r = r + whole * 2.12194440e-4f;
    floats p = r * (1.0f / 5040) + (1.0f / 720);
    p = p * r + (1.0f / 120);
    p = p * r + (1.0f / 24);
    p = p * r + (1.0f / 6);
    p = p * r + 0.5f;
    p = (p * r) * r + r;
    p = p + 1.0f;
    integers const half = n >> 1;
    integers const first = (half + 127) << 23;
    integers const second = (n - half + 127) << 23;
    floats const result = p * (floats)first * (floats)second;
    x = x == x ? result : x;
}

template<int Bytes>
EPONYM_KERNEL_BODY void exponential(vector<double, Bytes>& x) {
    for (int i = 0; i < lanes<double, Bytes>; ++i) x[i] = __builtin_exp(x[i]);
}

EPONYM_KERNEL_BODY float logarithm(float x) { return __builtin_logf(x); }
EPONYM_KERNEL_BODY double logarithm(double x) { return __builtin_log(x); }
EPONYM_KERNEL_BODY float hyperbolic_tangent(float x) { return __builtin_tanhf(x); }
EPONYM_KERNEL_BODY double hyperbolic_tangent(double x) { return __builtin_tanh(x); }

}  // namespace eponym::inline EPONYM_ABI::kernels::detail
