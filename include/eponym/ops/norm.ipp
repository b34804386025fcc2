// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <limits>

#include <eponym/kernels/host/norm.hpp>
#include <eponym/ops/norm.hpp>
#include <eponym/ops/reduce.hpp>

namespace eponym::inline EPONYM_ABI {

EPONYM_ON_DEMAND_INLINE AnyTensor norm(AnyTensor const& x, unsigned dimensions, bool keep, double p) {
    if (p < 0 || p == std::numeric_limits<double>::infinity())
        detail::require([&](sentence* why) { return rules::has_elements("norm(x)", x.shape(), dimensions, why); });
    AnyTensor const packed = detail::reduced_last("norm(x)", x, dimensions);
    AnyTensor const y = AnyTensor::empty(x.type(), rules::reduced_shape(x.shape(), dimensions, keep));
    dim const count = detail::reduced_count(x.shape(), dimensions);
    detail::visit_computed<detail::any_element>(
        x.type(), [&]<class T>() { kernels::norm(packed.data<T>(), y.mutable_data<T>(), y.numel(), count, p); });
    return y;
}

}  // namespace eponym::inline EPONYM_ABI
