// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/conv1d.hpp>

namespace eponym::inline EPONYM_ABI {
namespace detail {

// (..., C, L) as (..., C, 1, L).
inline Shape with_height(Shape shape) {
    shape.push_back(shape.back());
    shape[shape.rank() - 2] = 1;
    return shape;
}

}  // namespace detail

// A signal is an image of height 1, the padding of which is along its width only.
template<class Element>
AnyTensor detail::conv1d_for(AnyTensor const& x, AnyTensor const& weight, AnyTensor const* bias,
                             conv1d_options const& options, activation then) {
    detail::require([&](sentence* why) {
        return rules::conv1d(detail::operand_for(x), detail::operand_for(weight), detail::operand_for(bias), options,
                             why);
    });
    conv2d_options const flat{
        .stride = {1, options.stride},
        .padding = {0, options.padding},
        .dilation = {1, options.dilation},
        .groups = options.groups,
    };
    return detail::conv2d_for<Element>(x.reshape(detail::with_height(x.shape())),
                                       weight.reshape(detail::with_height(weight.shape())), bias, flat, then)
        .reshape(rules::conv1d_shape(x.shape(), weight.shape(), options));
}

#if defined(EPONYM_COMPILED)
template AnyTensor detail::conv1d_for<detail::any_element>(AnyTensor const&, AnyTensor const&, AnyTensor const*,
                                                           conv1d_options const&, activation);
template AnyTensor detail::conv1d_for<float>(AnyTensor const&, AnyTensor const&, AnyTensor const*,
                                             conv1d_options const&, activation);
template AnyTensor detail::conv1d_for<double>(AnyTensor const&, AnyTensor const&, AnyTensor const*,
                                              conv1d_options const&, activation);
#endif

}  // namespace eponym::inline EPONYM_ABI
