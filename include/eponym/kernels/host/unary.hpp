// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <eponym/kernels/host/instruction_set.hpp>
#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// The functions of one element. In brackets, the numbers p and q of those that have some.
enum class unary : std::uint8_t {
    relu,        // max(x, 0)
    neg,         // -x
    abs,         // |x|
    sqrt,        // NaN of a negative number
    exp,         // e^x
    log,         // the natural one
    tanh,        // the hyperbolic tangent
    sigmoid,     // 1 / (1 + e^-x)
    leaky_relu,  // x, or p x where x is not positive (slope)
    elu,         // x, or p (e^x - 1) where x is negative (alpha)
    gelu,        // x (1 + erf(x / sqrt 2)) / 2; with p = 1, by the tangent that resembles erf
    silu,        // x / (1 + e^-x)
    softplus,    // ln(1 + e^(p x)) / p, or x where p x > q (beta, threshold)
    clamp,       // min(max(x, p), q) (smallest, largest)
    hardtanh,    // the same
    pow,         // x^p (exponent)
};

/// y[i] = f(x[i]) for n values; y may be x. NaN gives NaN, as does a NaN for p or q; x^0 and 1^p are 1.
/// Rounding, in units of the last place: exp, log and sigmoid within 2, tanh, elu, silu and softplus within 4, gelu
/// within 4 of x; pow is the C library's, but for the exponents 2, 3, 0.5 and their negatives; the others are exact.
template<unary Function, class T>
EPONYM_KERNEL_ENTRY void map(T const* x, T* y, dim n, T p = 0, T q = 0);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/unary.ipp>
#endif
