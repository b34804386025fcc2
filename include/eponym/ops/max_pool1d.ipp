// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/max_pool2d.hpp>
#include <eponym/ops/max_pool1d.hpp>

namespace eponym::inline EPONYM_ABI {

// A signal is an image of height 1.
template<class Element>
AnyTensor detail::max_pool1d_for(AnyTensor const& x, max_pool1d_options const& options) {
    detail::require([&](sentence* why) { return rules::max_pool1d(detail::operand_for(x), options, why); });
    int const rank = x.rank();
    kernels::pool2d_extents const extents{
        .planes = (rank == 3 ? x.shape()[0] : 1) * x.shape()[rank - 2],
        .in_size = {1, x.shape()[rank - 1]},
        .kernel = {1, options.kernel},
        .stride = {1, options.stride},
        .padding = {0, options.padding},
        .dilation = {1, options.dilation},
        .ceil_mode = options.ceil_mode,
    };
    AnyTensor const packed = x.contiguous();
    AnyTensor const y = AnyTensor::empty(x.type(), rules::max_pool1d_shape(x.shape(), options));
    detail::visit_computed<Element>(
        x.type(), [&]<class T>() { kernels::max_pool2d(extents, packed.data<T>(), y.mutable_data<T>()); });
    return y;
}

#if defined(EPONYM_COMPILED)
template AnyTensor detail::max_pool1d_for<detail::any_element>(AnyTensor const&, max_pool1d_options const&);
template AnyTensor detail::max_pool1d_for<float>(AnyTensor const&, max_pool1d_options const&);
template AnyTensor detail::max_pool1d_for<double>(AnyTensor const&, max_pool1d_options const&);
#endif

}  // namespace eponym::inline EPONYM_ABI
