// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/avg_pool2d.hpp>
#include <eponym/ops/avg_pool2d.hpp>

namespace eponym::inline EPONYM_ABI {

template<class Element>
AnyTensor detail::avg_pool2d_for(AnyTensor const& x, avg_pool2d_options const& options) {
    detail::require([&](sentence* why) { return rules::avg_pool2d(detail::operand_for(x), options, why); });
    int const rank = x.rank();
    kernels::pool2d_extents const extents{
        .planes = (rank == 4 ? x.shape()[0] : 1) * x.shape()[rank - 3],
        .in_size = {x.shape()[rank - 2], x.shape()[rank - 1]},
        .kernel = {options.kernel.height, options.kernel.width},
        .stride = {options.stride.height, options.stride.width},
        .padding = {options.padding.height, options.padding.width},
        .ceil_mode = options.ceil_mode,
    };
    AnyTensor const packed = x.contiguous();
    AnyTensor const y = AnyTensor::empty(x.type(), rules::avg_pool2d_shape(x.shape(), options));
    detail::visit_computed<Element>(x.type(), [&]<class T>() {
        kernels::avg_pool2d(extents, options.count_include_pad, options.divisor_override, packed.data<T>(),
                            y.mutable_data<T>());
    });
    return y;
}

#if defined(EPONYM_COMPILED)
template AnyTensor detail::avg_pool2d_for<detail::any_element>(AnyTensor const&, avg_pool2d_options const&);
template AnyTensor detail::avg_pool2d_for<float>(AnyTensor const&, avg_pool2d_options const&);
template AnyTensor detail::avg_pool2d_for<double>(AnyTensor const&, avg_pool2d_options const&);
#endif

}  // namespace eponym::inline EPONYM_ABI
