// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/check.hpp>
#include <eponym/ops/optional_argument.hpp>

namespace eponym::inline EPONYM_ABI {

namespace rules {

constexpr bool ends_with(Shape const& x, Shape const& sizes) {
    if (sizes.rank() > x.rank()) return false;
    for (int i = 0; i < sizes.rank(); ++i)
        if (!agree(x[x.rank() - sizes.rank() + i], sizes[i])) return false;
    return true;
}

constexpr bool layer_norm(operand const& x, Shape const& sizes, optional_operand const& weight,
                          optional_operand const& bias, sentence* why) {
    std::string_view const operation = "layer_norm(x, sizes)";
    if (!computes(operation, x.type, why)) return false;
    if (sizes.rank() == 0 || !ends_with(x.shape, sizes)) {
        if (why != nullptr)
            *why + operation + ": the last dimensions of x " + x.shape + " must be the normalized sizes " + sizes;
        return false;
    }
    for (int i = 0; i < 2; ++i) {
        optional_operand const& values = i == 0 ? weight : bias;
        if (!values.given) continue;
        if (!same_type(operation, x.type, values->type, why)) return false;
        if (agree(values->shape, sizes)) continue;
        if (why != nullptr)
            *why + operation + ": " + (i == 0 ? "weight " : "bias ") + values->shape +
                " must have the normalized sizes " + sizes;
        return false;
    }
    return true;
}

}  // namespace rules

namespace detail {
template<class Element>
AnyTensor layer_norm_for(AnyTensor const& x, Shape const& sizes, AnyTensor const* weight, AnyTensor const* bias,
                         double eps);
}

/// (x - mean) / sqrt(variance + eps) * weight + bias, with mean and biased variance over the last dimensions of x,
/// those of `sizes`. weight, bias: sizes, or null  x: (..., sizes)  ->  the same shape. Throws `shape_error`. Ba, Kiros
/// and Hinton 2016.
EPONYM_ON_DEMAND inline AnyTensor layer_norm(AnyTensor const& x, Shape const& sizes, AnyTensor const* weight = nullptr,
                                             AnyTensor const* bias = nullptr, double eps = 1e-5) {
    return detail::layer_norm_for<detail::any_element>(x, sizes, weight, bias, eps);
}

/// The same with shapes checked by the compiler as far as it knows them: `layer_norm<Shape{768}>(x, weight, bias)`.
/// weight and bias may be nullptr.
template<Shape Sizes, tensor_argument X, optional_tensor_argument Weight = std::nullptr_t,
         optional_tensor_argument Bias = std::nullptr_t>
auto layer_norm(X const& x, Weight const& weight = nullptr, Bias const& bias = nullptr, double eps = 1e-5) {
    if constexpr (poisoned<X> || poisoned<Weight> || poisoned<Bias>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) {
            return rules::layer_norm(operand_of<X>, Sizes, detail::optional_operand_of<Weight>,
                                     detail::optional_operand_of<Bias>, text);
        }>;
        static_assert(holds<why>, "layer_norm<sizes>(x, weight, bias): the last dimensions of x must be the sizes");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, static_shape_of<X>>(detail::layer_norm_for<element_of<X>>(
                x.any(), Sizes, detail::any_or_null(weight), detail::any_or_null(bias), eps));
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/layer_norm.ipp>
#endif
