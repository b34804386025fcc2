// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/binary.hpp>
#include <eponym/ops/pow.hpp>

namespace eponym::inline EPONYM_ABI {

template<class Element>
AnyTensor detail::pow_for(AnyTensor const& a, AnyTensor const& b) {
    detail::require(
        [&](sentence* why) { return rules::arithmetic(detail::operand_for(a), detail::operand_for(b), why); });
    detail::require_host("pow(a, b)", a);
    AnyTensor const y = AnyTensor::empty(a.type(), rules::broadcast_shape(a.shape(), b.shape()));
    auto const extents = detail::broadcast_of(a, b, y.shape());
    detail::visit_computed<Element>(
        a.type(), [&]<class T>() { kernels::pow(extents, a.data<T>(), b.data<T>(), y.mutable_data<T>()); });
    return y;
}

#if defined(EPONYM_COMPILED)
template AnyTensor detail::pow_for<detail::any_element>(AnyTensor const&, AnyTensor const&);
template AnyTensor detail::pow_for<float>(AnyTensor const&, AnyTensor const&);
template AnyTensor detail::pow_for<double>(AnyTensor const&, AnyTensor const&);
#endif

}  // namespace eponym::inline EPONYM_ABI
