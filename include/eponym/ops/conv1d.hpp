// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/conv2d.hpp>
#include <eponym/ops/optional_argument.hpp>

namespace eponym::inline EPONYM_ABI {

/// What a convolution does beside its weight. `padding` is the count of zeros on each side.
struct conv1d_options {
    dim stride = 1;
    dim padding = 0;
    dim dilation = 1;
    dim groups = 1;

    constexpr bool operator==(conv1d_options const&) const = default;
};

namespace rules {

constexpr bool conv1d(operand const& x, operand const& weight, optional_operand const& bias,
                      conv1d_options const& options, sentence* why) {
    std::string_view const operation = "conv1d(x, weight, bias)";
    if (!same_type(operation, x, weight, why)) return false;
    if (bias.given && !same_type(operation, weight, bias.value, why)) return false;
    int const rank = x.shape.rank();
    if ((rank != 3 && rank != 2) || weight.shape.rank() != 3) {
        if (why != nullptr)
            *why + operation + ": x " + x.shape + " must be (batch, channels, length) or without batch, and weight " +
                weight.shape + " (out, in / groups, length)";
        return false;
    }
    if (options.groups < 1 || options.stride < 1 || options.dilation < 1 || options.padding < 0) {
        if (why != nullptr)
            *why + operation + ": groups, stride and dilation must be at least 1 and padding at least 0";
        return false;
    }
    if (!convolution_channels(operation, x, x.shape[rank - 2], weight, bias, options.groups, why)) return false;
    if (window_positions(x.shape[rank - 1], weight.shape[2], options.stride, options.padding, options.dilation) == 0) {
        if (why != nullptr)
            *why + operation + ": the kernel of weight " + weight.shape + " does not fit into the padded x " + x.shape;
        return false;
    }
    return true;
}

constexpr Shape conv1d_shape(Shape x, Shape const& weight, conv1d_options const& options) {
    int const rank = x.rank();
    x[rank - 2] = weight[0];
    x[rank - 1] = window_positions(x[rank - 1], weight[2], options.stride, options.padding, options.dilation);
    return x;
}

}  // namespace rules

namespace detail {
template<class Element>
AnyTensor conv1d_for(AnyTensor const& x, AnyTensor const& weight, AnyTensor const* bias, conv1d_options const& options,
                     activation then);
}

/// The cross-correlation that PyTorch calls a convolution. x: (B, C, L) or (C, L)  weight: (O, C / groups, l)
/// bias: (O) or null  ->  (B, O, L') or (O, L'), L' = (L + 2 padding - dilation (l - 1) - 1) / stride + 1.
/// Throws `shape_error`.
EPONYM_ON_DEMAND inline AnyTensor conv1d(AnyTensor const& x, AnyTensor const& weight, AnyTensor const* bias,
                                         conv1d_options const& options = {}, activation then = activation::none) {
    return detail::conv1d_for<detail::any_element>(x, weight, bias, options, then);
}

/// The same with shapes checked by the compiler as far as it knows them. bias may be nullptr.
template<conv1d_options Options = conv1d_options{}, activation Then = activation::none, tensor_argument X,
         tensor_argument Weight, optional_tensor_argument Bias = std::nullptr_t>
auto conv1d(X const& x, Weight const& weight, Bias const& bias = nullptr) {
    if constexpr (poisoned<X> || poisoned<Weight> || poisoned<Bias>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) {
            return rules::conv1d(operand_of<X>, operand_of<Weight>, detail::optional_operand_of<Bias>, Options, text);
        }>;
        static_assert(holds<why>,
                      "conv1d(x, weight, bias): channels of x must equal in_channels, and the kernel must fit");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, rules::conv1d_shape(static_shape_of<X>, static_shape_of<Weight>, Options)>(
                detail::conv1d_for<element_of<X>>(x.any(), weight.any(), detail::any_or_null(bias), Options, Then));
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/conv1d.ipp>
#endif
