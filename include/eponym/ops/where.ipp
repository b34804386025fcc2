// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/where.hpp>
#include <eponym/ops/where.hpp>

namespace eponym::inline EPONYM_ABI {

template<class Element>
AnyTensor detail::where_for(AnyTensor const& condition, AnyTensor const& a, AnyTensor const& b) {
    detail::require([&](sentence* why) {
        return rules::where(detail::operand_for(condition), detail::operand_for(a), detail::operand_for(b), why);
    });
    detail::require_host("where(condition, a, b)", a);
    Shape const shape = rules::broadcast_shape(condition.shape(), rules::broadcast_shape(a.shape(), b.shape()));
    AnyTensor const y = AnyTensor::empty(a.type(), shape);
    kernels::where_extents extents;
    extents.rank = shape.rank();
    for (int i = 0; i < shape.rank(); ++i) extents.shape[i] = shape[i];
    detail::set_strides(condition, shape, extents.strides[0]);
    detail::set_strides(a, shape, extents.strides[1]);
    detail::set_strides(b, shape, extents.strides[2]);
    kernels::where(extents, condition.data<bool>(), a.data<Element>(), b.data<Element>(), y.mutable_data<Element>());
    return y;
}

EPONYM_ON_DEMAND_INLINE AnyTensor where(AnyTensor const& condition, AnyTensor const& a, AnyTensor const& b) {
    switch (a.type()) {
        case dtype::float64: return detail::where_for<double>(condition, a, b);
        case dtype::int32: return detail::where_for<std::int32_t>(condition, a, b);
        case dtype::int64: return detail::where_for<std::int64_t>(condition, a, b);
        default: return detail::where_for<float>(condition, a, b);
    }
}

#if defined(EPONYM_COMPILED)
template AnyTensor detail::where_for<float>(AnyTensor const&, AnyTensor const&, AnyTensor const&);
template AnyTensor detail::where_for<double>(AnyTensor const&, AnyTensor const&, AnyTensor const&);
template AnyTensor detail::where_for<std::int32_t>(AnyTensor const&, AnyTensor const&, AnyTensor const&);
template AnyTensor detail::where_for<std::int64_t>(AnyTensor const&, AnyTensor const&, AnyTensor const&);
#endif

}  // namespace eponym::inline EPONYM_ABI
