// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/norm.hpp>
#include <eponym/ops/reduce.hpp>
#include <eponym/ops/variance.hpp>

namespace eponym::inline EPONYM_ABI {

EPONYM_ON_DEMAND_INLINE AnyTensor variance(AnyTensor const& x, unsigned dimensions, bool keep, double correction) {
    AnyTensor const packed = detail::reduced_last("variance(x)", x, dimensions);
    AnyTensor const y = AnyTensor::empty(x.type(), rules::reduced_shape(x.shape(), dimensions, keep));
    dim const count = detail::reduced_count(x.shape(), dimensions);
    detail::visit_computed<detail::any_element>(x.type(), [&]<class T>() {
        kernels::variance(packed.data<T>(), y.mutable_data<T>(), y.numel(), count, correction);
    });
    return y;
}

EPONYM_ON_DEMAND_INLINE AnyTensor standard_deviation(AnyTensor const& x, unsigned dimensions, bool keep,
                                                     double correction) {
    AnyTensor const packed = detail::reduced_last("standard_deviation(x)", x, dimensions);
    AnyTensor const y = AnyTensor::empty(x.type(), rules::reduced_shape(x.shape(), dimensions, keep));
    dim const count = detail::reduced_count(x.shape(), dimensions);
    detail::visit_computed<detail::any_element>(x.type(), [&]<class T>() {
        kernels::standard_deviation(packed.data<T>(), y.mutable_data<T>(), y.numel(), count, correction);
    });
    return y;
}

}  // namespace eponym::inline EPONYM_ABI
