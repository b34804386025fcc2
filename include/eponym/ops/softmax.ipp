// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/softmax.hpp>
#include <eponym/ops/along.hpp>
#include <eponym/ops/softmax.hpp>

namespace eponym::inline EPONYM_ABI {

template<class Element>
AnyTensor detail::softmax_for(AnyTensor const& x, dim dimension) {
    detail::require([&](sentence* why) {
        return rules::computes("softmax(x)", x.type(), why) &&
               rules::has_dimension("softmax(x)", x.shape(), dimension, why);
    });
    detail::along const along(x.shape(), position_of(dimension, x.rank()));
    AnyTensor const packed = x.contiguous();
    AnyTensor const y = AnyTensor::empty(x.type(), x.shape());
    detail::visit_computed<Element>(x.type(), [&]<class T>() {
        kernels::softmax(packed.data<T>(), y.mutable_data<T>(), along.outer, along.count, along.inner);
    });
    return y;
}

#if defined(EPONYM_COMPILED)
template AnyTensor detail::softmax_for<detail::any_element>(AnyTensor const&, dim);
template AnyTensor detail::softmax_for<float>(AnyTensor const&, dim);
template AnyTensor detail::softmax_for<double>(AnyTensor const&, dim);
#endif

}  // namespace eponym::inline EPONYM_ABI
