// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/activation.hpp>
#include <eponym/ops/check.hpp>
#include <eponym/ops/conv2d_options.hpp>

namespace eponym::inline EPONYM_ABI {

namespace rules {

/// The output size of a window that slides over one dimension; `dyn` where the input size is.
constexpr dim window_positions(dim input, dim kernel, dim stride, dim padding, dim dilation) {
    if (input == dyn || kernel == dyn) return dyn;
    dim const span = dilation * (kernel - 1) + 1;
    return input + 2 * padding < span ? 0 : (input + 2 * padding - span) / stride + 1;
}

/// The channels of a convolution's operands, of which x has `channels`.
constexpr bool convolution_channels(std::string_view operation, operand const& x, dim channels, operand const& weight,
                                    optional_operand const& bias, dim groups, sentence* why) {
    dim const per_group = weight.shape[1];
    if (per_group != dyn && !agree(channels, per_group * groups)) {
        if (why != nullptr)
            *why + operation + ": x " + x.shape + " must have " + per_group* groups +
                " channels, the in_channels of weight " + weight.shape + " in " + groups +
                (groups == 1 ? " group" : " groups");
        return false;
    }
    if (weight.shape[0] != dyn && weight.shape[0] % groups != 0) {
        if (why != nullptr)
            *why + operation + ": the " + weight.shape[0] + " out_channels must be divisible by the " + groups +
                " groups";
        return false;
    }
    if (bias.given && (bias->shape.rank() != 1 || !agree(bias->shape[0], weight.shape[0]))) {
        if (why != nullptr)
            *why + operation + ": bias " + bias->shape + " must be (" + weight.shape[0] +
                ",), the out_channels of weight " + weight.shape;
        return false;
    }
    return true;
}

constexpr bool conv2d(operand const& x, operand const& weight, optional_operand const& bias,
                      conv2d_options const& options, sentence* why) {
    std::string_view const operation = "conv2d(x, weight, bias)";
    if (!same_type(operation, x, weight, why)) return false;
    if (bias.given && !same_type(operation, weight, bias.value, why)) return false;
    int const rank = x.shape.rank();
    if ((rank != 4 && rank != 3) || weight.shape.rank() != 4) {
        if (why != nullptr)
            *why + operation + ": x " + x.shape +
                " must be (batch, channels, height, width) or without batch, and weight " + weight.shape +
                " (out, in / groups, height, width)";
        return false;
    }
    if (options.groups < 1 || options.stride.smaller() < 1 || options.dilation.smaller() < 1 ||
        options.padding.smaller() < 0) {
        if (why != nullptr)
            *why + operation + ": groups, stride and dilation must be at least 1 and padding at least 0";
        return false;
    }
    if (!convolution_channels(operation, x, x.shape[rank - 3], weight, bias, options.groups, why)) return false;
    if (window_positions(x.shape[rank - 2], weight.shape[2], options.stride.height, options.padding.height,
                         options.dilation.height) == 0 ||
        window_positions(x.shape[rank - 1], weight.shape[3], options.stride.width, options.padding.width,
                         options.dilation.width) == 0) {
        if (why != nullptr)
            *why + operation + ": the kernel of weight " + weight.shape + " does not fit into the padded x " + x.shape;
        return false;
    }
    return true;
}

constexpr Shape conv2d_shape(Shape x, Shape const& weight, conv2d_options const& options) {
    int const rank = x.rank();
    x[rank - 3] = weight[0];
    x[rank - 2] = window_positions(x[rank - 2], weight[2], options.stride.height, options.padding.height,
                                   options.dilation.height);
    x[rank - 1] =
        window_positions(x[rank - 1], weight[3], options.stride.width, options.padding.width, options.dilation.width);
    return x;
}

}  // namespace rules

namespace detail {
template<class Element>
AnyTensor conv2d_for(AnyTensor const& x, AnyTensor const& weight, AnyTensor const* bias, conv2d_options const& options,
                     activation then);
}

/// The cross-correlation that PyTorch calls a convolution. x: (B, C, H, W) or (C, H, W)  weight: (O, C / groups, h, w)
/// bias: (O) or null  ->  (B, O, H', W') or (O, H', W'), H' = (H + 2 padding - dilation (h - 1) - 1) / stride + 1.
/// Throws `shape_error`.
EPONYM_ON_DEMAND inline AnyTensor conv2d(AnyTensor const& x, AnyTensor const& weight, AnyTensor const* bias,
                                         conv2d_options const& options = {}, activation then = activation::none) {
    return detail::conv2d_for<detail::any_element>(x, weight, bias, options, then);
}

/// The same with shapes checked by the compiler as far as it knows them.
template<conv2d_options Options = conv2d_options{}, activation Then = activation::none, tensor_argument X,
         tensor_argument Weight, tensor_argument Bias>
auto conv2d(X const& x, Weight const& weight, Bias const& bias) {
    if constexpr (poisoned<X> || poisoned<Weight> || poisoned<Bias>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) {
            return rules::conv2d(operand_of<X>, operand_of<Weight>, operand_of<Bias>, Options, text);
        }>;
        static_assert(holds<why>,
                      "conv2d(x, weight, bias): channels of x must equal in_channels, and the kernel must fit");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, rules::conv2d_shape(static_shape_of<X>, static_shape_of<Weight>, Options)>(
                detail::conv2d_for<element_of<X>>(x.any(), weight.any(), &bias.any(), Options, Then));
    }
}

template<conv2d_options Options = conv2d_options{}, activation Then = activation::none, tensor_argument X,
         tensor_argument Weight>
auto conv2d(X const& x, Weight const& weight) {
    if constexpr (poisoned<X> || poisoned<Weight>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) {
            return rules::conv2d(operand_of<X>, operand_of<Weight>, nullptr, Options, text);
        }>;
        static_assert(holds<why>, "conv2d(x, weight): channels of x must equal in_channels, and the kernel must fit");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, rules::conv2d_shape(static_shape_of<X>, static_shape_of<Weight>, Options)>(
                detail::conv2d_for<element_of<X>>(x.any(), weight.any(), nullptr, Options, Then));
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/conv2d.ipp>
#endif
