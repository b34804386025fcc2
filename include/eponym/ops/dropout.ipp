// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/random.hpp>
#include <eponym/ops/dropout.hpp>

namespace eponym::inline EPONYM_ABI {

EPONYM_INLINE AnyTensor dropout(AnyTensor const& x, double probability, bool training) {
    if (!(probability >= 0 && probability <= 1))
        throw error("dropout(x, p): p must be from 0 to 1, and is " + std::to_string(probability));
    detail::require([&](sentence* why) { return rules::computes("dropout(x)", x.type(), why); });
    if (!training) return x;
    AnyTensor const packed = x.contiguous();
    AnyTensor const y = AnyTensor::empty(x.type(), x.shape());
    detail::visit_computed<detail::any_element>(x.type(), [&]<class T>() {
        default_generator_lock const lock;
        kernels::dropout(y.mutable_data<T>(), packed.data<T>(), std::size_t(x.numel()), probability, *lock);
    });
    return y;
}

}  // namespace eponym::inline EPONYM_ABI
