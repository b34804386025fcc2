// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/unary.hpp>

namespace eponym::inline EPONYM_ABI {

/// How `gelu` computes the normal distribution: by the error function, or by the tangent that resembles it.
enum class approximate : std::uint8_t { none, tanh };

/// x where it is positive, else negative_slope x. x: any shape  ->  the same shape, here and below
template<detail::any_argument X>
auto leaky_relu(X&& x, double negative_slope = 0.01) {
    return detail::apply_unary<kernels::unary::leaky_relu>(std::forward<X>(x), negative_slope);
}

/// x where it is not negative, else alpha (e^x - 1). Clevert et al. 2016.
template<detail::any_argument X>
auto elu(X&& x, double alpha = 1) {
    return detail::apply_unary<kernels::unary::elu>(std::forward<X>(x), alpha);
}

/// x P(N <= x) for N standard normal: x (1 + erf(x / sqrt(2))) / 2, or with `approximate::tanh`
/// x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2. Hendrycks and Gimpel 2016.
template<detail::any_argument X>
auto gelu(X&& x, approximate form = approximate::none) {
    return detail::apply_unary<kernels::unary::gelu>(std::forward<X>(x), form == approximate::tanh ? 1 : 0);
}

/// x sigmoid(x)
template<detail::any_argument X>
auto silu(X&& x) {
    return detail::apply_unary<kernels::unary::silu>(std::forward<X>(x));
}

/// 1 / (1 + e^-x)
template<detail::any_argument X>
auto sigmoid(X&& x) {
    return detail::apply_unary<kernels::unary::sigmoid>(std::forward<X>(x));
}

template<detail::any_argument X>
auto tanh(X&& x) {
    return detail::apply_unary<kernels::unary::tanh>(std::forward<X>(x));
}

/// min(max(x, smallest), largest). Throws `error` where smallest > largest.
template<detail::any_argument X>
auto hardtanh(X&& x, double smallest = -1, double largest = 1) {
    return detail::apply_unary<kernels::unary::hardtanh>(std::forward<X>(x), smallest, largest);
}

/// ln(1 + e^(beta x)) / beta, or x where beta x is above the threshold, since there the two are the same
template<detail::any_argument X>
auto softplus(X&& x, double beta = 1, double threshold = 20) {
    return detail::apply_unary<kernels::unary::softplus>(std::forward<X>(x), beta, threshold);
}

}  // namespace eponym::inline EPONYM_ABI
