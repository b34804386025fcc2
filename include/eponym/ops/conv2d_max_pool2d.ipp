// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/conv2d_extents.hpp>
#include <eponym/ops/conv2d_max_pool2d.hpp>
#include <eponym/ops/workspace.hpp>

namespace eponym::inline EPONYM_ABI {

template<class Element>
AnyTensor detail::conv2d_max_pool2d_for(AnyTensor const& x, AnyTensor const& weight, AnyTensor const* bias,
                                        conv2d_options const& options, activation then) {
    require([&](sentence* why) {
        return rules::conv2d_max_pool2d(operand_for(x), operand_for(weight), operand_for(bias), options, why);
    });
    AnyTensor const packed = x.contiguous();
    AnyTensor const packed_weight = weight.contiguous();
    AnyTensor const packed_bias = bias != nullptr ? bias->contiguous() : AnyTensor();
    kernels::conv2d_extents const extents = conv2d_extents_of(x, weight, options);
    AnyTensor const y = AnyTensor::empty(x.type(), rules::conv2d_max_pool2d_shape(x.shape(), weight.shape(), options));
    visit_computed<Element>(x.type(), [&]<class T>() {
        void* const workspace = thread_workspace(kernels::conv2d_max_pool2d_workspace(extents, sizeof(T)));
        kernels::conv2d_max_pool2d(extents, packed.data<T>(), packed_weight.data<T>(),
                                   bias != nullptr ? packed_bias.data<T>() : nullptr, then, y.mutable_data<T>(),
                                   workspace);
    });
    return y;
}

#if defined(EPONYM_COMPILED)
template AnyTensor detail::conv2d_max_pool2d_for<float>(AnyTensor const&, AnyTensor const&, AnyTensor const*,
                                                        conv2d_options const&, activation);
template AnyTensor detail::conv2d_max_pool2d_for<double>(AnyTensor const&, AnyTensor const&, AnyTensor const*,
                                                         conv2d_options const&, activation);
#endif

}  // namespace eponym::inline EPONYM_ABI
