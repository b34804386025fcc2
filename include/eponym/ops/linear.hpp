// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/activation.hpp>
#include <eponym/ops/check.hpp>

namespace eponym::inline EPONYM_ABI {
namespace rules {

constexpr bool linear(operand const& x, operand const& weight, optional_operand const& bias, sentence* why) {
    std::string_view const operation = "linear(x, weight, bias)";
    if (!same_type(operation, x, weight, why)) return false;
    if (bias.given && !same_type(operation, weight, bias.value, why)) return false;
    if (weight.shape.rank() != 2 || x.shape.rank() < 1) {
        if (why != nullptr)
            *why + operation + ": x " + x.shape + " must be (..., in) and weight " + weight.shape +
                " must be (out, in)";
        return false;
    }
    if (!agree(x.shape.back(), weight.shape[1])) {
        if (why != nullptr)
            *why + operation + ": the last dimension of x " + x.shape + " must be " + weight.shape[1] +
                ", the in_features of weight " + weight.shape;
        return false;
    }
    if (bias.given && (bias->shape.rank() != 1 || !agree(bias->shape[0], weight.shape[0]))) {
        if (why != nullptr)
            *why + operation + ": bias " + bias->shape + " must be (" + weight.shape[0] +
                ",), the out_features of weight " + weight.shape;
        return false;
    }
    return true;
}

constexpr Shape linear_shape(Shape x, Shape const& weight) {
    x[x.rank() - 1] = weight[0];
    return x;
}

}  // namespace rules

namespace detail {
template<class Element>
AnyTensor linear_for(AnyTensor const& x, AnyTensor const& weight, AnyTensor const* bias, activation then);
}

/// y = x weight^T + bias, then the activation.
/// x: (..., in)  weight: (out, in)  bias: (out)  ->  (..., out). Throws `shape_error`.
EPONYM_ON_DEMAND inline AnyTensor linear(AnyTensor const& x, AnyTensor const& weight, AnyTensor const* bias,
                                         activation then = activation::none) {
    return detail::linear_for<detail::any_element>(x, weight, bias, then);
}

/// y = x weight^T + bias.  x: (..., in)  weight: (out, in)  bias: (out)  ->  (..., out)
/// Shapes that the compiler knows must fit, or it does not compile; the others are checked here (`shape_error`).
template<activation Then = activation::none, tensor_argument X, tensor_argument Weight, tensor_argument Bias>
auto linear(X const& x, Weight const& weight, Bias const& bias) {
    if constexpr (poisoned<X> || poisoned<Weight> || poisoned<Bias>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) {
            return rules::linear(operand_of<X>, operand_of<Weight>, operand_of<Bias>, text);
        }>;
        static_assert(holds<why>, "linear(x, weight, bias): the last dimension of x must equal in_features");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, rules::linear_shape(static_shape_of<X>, static_shape_of<Weight>)>(
                detail::linear_for<element_of<X>>(x.any(), weight.any(), &bias.any(), Then));
    }
}

/// y = x weight^T.  x: (..., in)  weight: (out, in)  ->  (..., out)
template<activation Then = activation::none, tensor_argument X, tensor_argument Weight>
auto linear(X const& x, Weight const& weight) {
    if constexpr (poisoned<X> || poisoned<Weight>) {
        return poison{};
    } else {
        using why =
            verdict<[](sentence* text) { return rules::linear(operand_of<X>, operand_of<Weight>, nullptr, text); }>;
        static_assert(holds<why>, "linear(x, weight): the last dimension of x must equal in_features");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, rules::linear_shape(static_shape_of<X>, static_shape_of<Weight>)>(
                detail::linear_for<element_of<X>>(x.any(), weight.any(), nullptr, Then));
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/linear.ipp>
#endif
