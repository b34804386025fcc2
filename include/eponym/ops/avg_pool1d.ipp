// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/avg_pool2d.hpp>
#include <eponym/ops/avg_pool1d.hpp>

namespace eponym::inline EPONYM_ABI {

// A signal is an image of height 1.
template<class Element>
AnyTensor detail::avg_pool1d_for(AnyTensor const& x, avg_pool1d_options const& options) {
    detail::require([&](sentence* why) { return rules::avg_pool1d(detail::operand_for(x), options, why); });
    int const rank = x.rank();
    kernels::pool2d_extents const extents{
        .planes = (rank == 3 ? x.shape()[0] : 1) * x.shape()[rank - 2],
        .in_size = {1, x.shape()[rank - 1]},
        .kernel = {1, options.kernel},
        .stride = {1, options.stride},
        .padding = {0, options.padding},
        .ceil_mode = options.ceil_mode,
    };
    AnyTensor const packed = x.contiguous();
    AnyTensor const y = AnyTensor::empty(x.type(), rules::avg_pool1d_shape(x.shape(), options));
    detail::visit_computed<Element>(x.type(), [&]<class T>() {
        kernels::avg_pool2d(extents, options.count_include_pad, 0, packed.data<T>(), y.mutable_data<T>());
    });
    return y;
}

#if defined(EPONYM_COMPILED)
template AnyTensor detail::avg_pool1d_for<detail::any_element>(AnyTensor const&, avg_pool1d_options const&);
template AnyTensor detail::avg_pool1d_for<float>(AnyTensor const&, avg_pool1d_options const&);
template AnyTensor detail::avg_pool1d_for<double>(AnyTensor const&, avg_pool1d_options const&);
#endif

}  // namespace eponym::inline EPONYM_ABI
