// SPDX-License-Identifier: BSL-1.0
// The functions of one element, and what they share: each is a line here or in ops/activations.hpp. They take tensors
// and AnyTensors alike; a tensor that is expiring and that nobody else holds gives its memory to the result.
#pragma once

#include <string_view>
#include <type_traits>

#include <eponym/kernels/host/unary.hpp>
#include <eponym/ops/check.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

using kernels::unary;

constexpr std::string_view call_of(unary function) {
    constexpr std::string_view names[] = {
        "relu(x)",       "neg(x)", "abs(x)",  "sqrt(x)", "exp(x)",      "log(x)",   "tanh(x)",     "sigmoid(x)",
        "leaky_relu(x)", "elu(x)", "gelu(x)", "silu(x)", "softplus(x)", "clamp(x)", "hardtanh(x)", "pow(x, exponent)"};
    return names[int(function)];
}

template<class X>
concept any_argument = tensor_argument<X> || std::is_same_v<std::remove_cvref_t<X>, AnyTensor>;

// The element type to compile for.
template<class X>
struct element_to_compute {
    using type = any_element;
};
template<tensor_like X>
struct element_to_compute<X> {
    using type = element_of<X>;
};

template<unary Function, class Element>
AnyTensor unary_for(AnyTensor x, double p, double q);

template<unary Function, class X>
auto apply_unary(X&& x, double p = 0, double q = 0) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else if constexpr (!tensor_like<X>) {
        return unary_for<Function, any_element>(std::forward<X>(x), p, q);
    } else {
        using why =
            verdict<[](sentence* text) { return rules::computes(call_of(Function), dtype_of<element_of<X>>, text); }>;
        static_assert(holds<why>, "function(x): computes in float and double");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, static_shape_of<X>>(
                unary_for<Function, element_of<X>>(std::forward<X>(x).any(), p, q));
    }
}

}  // namespace detail

/// x: any shape  ->  the same shape. Throws `shape_error` where x is neither float nor double.
template<detail::any_argument X>
auto exp(X&& x) {
    return detail::apply_unary<kernels::unary::exp>(std::forward<X>(x));
}

/// The natural logarithm: -inf of 0, NaN of a negative number.
template<detail::any_argument X>
auto log(X&& x) {
    return detail::apply_unary<kernels::unary::log>(std::forward<X>(x));
}

/// The square root: NaN of a negative number.
template<detail::any_argument X>
auto sqrt(X&& x) {
    return detail::apply_unary<kernels::unary::sqrt>(std::forward<X>(x));
}

template<detail::any_argument X>
auto abs(X&& x) {
    return detail::apply_unary<kernels::unary::abs>(std::forward<X>(x));
}

template<detail::any_argument X>
auto neg(X&& x) {
    return detail::apply_unary<kernels::unary::neg>(std::forward<X>(x));
}

/// min(max(x, smallest), largest), element by element: `largest` where the two are the wrong way round.
template<detail::any_argument X>
auto clamp(X&& x, double smallest, double largest) {
    return detail::apply_unary<kernels::unary::clamp>(std::forward<X>(x), smallest, largest);
}

/// The same without a largest value.
template<detail::any_argument X>
auto clamp_min(X&& x, double smallest) {
    return detail::apply_unary<kernels::unary::clamp>(std::forward<X>(x), smallest, __builtin_inf());
}

/// The same without a smallest value.
template<detail::any_argument X>
auto clamp_max(X&& x, double largest) {
    return detail::apply_unary<kernels::unary::clamp>(std::forward<X>(x), -__builtin_inf(), largest);
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/unary.ipp>
#endif
