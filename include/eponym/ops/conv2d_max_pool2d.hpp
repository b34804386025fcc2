// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/conv2d.hpp>
#include <eponym/ops/max_pool2d.hpp>

namespace eponym::inline EPONYM_ABI {
namespace rules {

/// The pooling that can be done while the convolution's result is still in the cache.
inline constexpr max_pool2d_options pool_of_two{.kernel = 2};

constexpr bool conv2d_max_pool2d(operand const& x, operand const& weight, optional_operand const& bias,
                                 conv2d_options const& options, sentence* why) {
    return conv2d(x, weight, bias, options, why) &&
           max_pool2d({x.type, conv2d_shape(x.shape, weight.shape, options)}, pool_of_two, why);
}

constexpr Shape conv2d_max_pool2d_shape(Shape const& x, Shape const& weight, conv2d_options const& options) {
    return max_pool2d_shape(conv2d_shape(x, weight, options), pool_of_two);
}

}  // namespace rules

namespace detail {
template<class Element>
AnyTensor conv2d_max_pool2d_for(AnyTensor const& x, AnyTensor const& weight, AnyTensor const* bias,
                                conv2d_options const& options, activation then);
}

/// conv2d, the activation, and max_pool2d with kernel and stride 2, without writing what lies between them.
/// x: (B, C, H, W) or (C, H, W)  weight: (O, C / groups, h, w)  bias: a tensor (O), or null for none
/// ->  (B, O, H' / 2, W' / 2) or without B, H' and W' as in conv2d. Throws `shape_error`.
template<conv2d_options Options, activation Then, class X, class Weight, class Bias>
auto conv2d_max_pool2d(X const& x, Weight const& weight, Bias const* bias) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) {
            return rules::conv2d_max_pool2d(operand_of<X>, operand_of<Weight>, nullptr, Options, text);
        }>;
        static_assert(holds<why>,
                      "conv2d and max_pool2d: channels of x must equal in_channels, and the kernels must fit");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>,
                             rules::conv2d_max_pool2d_shape(static_shape_of<X>, static_shape_of<Weight>, Options)>(
                detail::conv2d_max_pool2d_for<element_of<X>>(x.any(), weight.any(),
                                                             bias != nullptr ? &bias->any() : nullptr, Options, Then));
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/conv2d_max_pool2d.ipp>
#endif
