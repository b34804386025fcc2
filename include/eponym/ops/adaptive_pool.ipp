// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/adaptive_pool2d.hpp>
#include <eponym/ops/adaptive_pool.hpp>

namespace eponym::inline EPONYM_ABI {

// A signal is an image of height 1.
template<class Element>
AnyTensor detail::adaptive_pool_for(AnyTensor const& x, size2 output, adaptive_pooling which) {
    int const axes = detail::axes_of(which);
    detail::require([&](sentence* why) {
        return rules::adaptive_pool(detail::name_of(which), detail::operand_for(x), output, axes, why);
    });
    AnyTensor const packed = x.contiguous();
    AnyTensor const y = AnyTensor::empty(x.type(), rules::adaptive_pool_shape(x.shape(), output, axes));
    if (y.numel() == 0) return y;
    int const rank = x.rank();
    kernels::adaptive_pool2d_extents extents{
        .planes = 1,
        .in_size = {axes == 2 ? x.shape()[rank - 2] : 1, x.shape()[rank - 1]},
        .out_size = {axes == 2 ? y.shape()[rank - 2] : 1, y.shape()[rank - 1]},
    };
    for (int i = 0; i < rank - axes; ++i) extents.planes *= x.shape()[i];
    bool const averages = which == adaptive_pooling::avg1d || which == adaptive_pooling::avg2d;
    detail::visit_computed<Element>(x.type(), [&]<class T>() {
        if (averages)
            kernels::adaptive_avg_pool2d(extents, packed.data<T>(), y.mutable_data<T>());
        else
            kernels::adaptive_max_pool2d(extents, packed.data<T>(), y.mutable_data<T>());
    });
    return y;
}

#if defined(EPONYM_COMPILED)
template AnyTensor detail::adaptive_pool_for<detail::any_element>(AnyTensor const&, size2, adaptive_pooling);
template AnyTensor detail::adaptive_pool_for<float>(AnyTensor const&, size2, adaptive_pooling);
template AnyTensor detail::adaptive_pool_for<double>(AnyTensor const&, size2, adaptive_pooling);
#endif

}  // namespace eponym::inline EPONYM_ABI
