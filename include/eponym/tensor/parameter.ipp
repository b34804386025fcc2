// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstring>

#include <eponym/tensor/parameter.hpp>

namespace eponym::inline EPONYM_ABI::detail {

EPONYM_INLINE AnyTensor create_member(dtype type, Shape const& declared) {
    Shape shape = declared;
    for (int i = 0; i < shape.rank(); ++i)
        if (shape[i] == dyn) shape[i] = 0;
    AnyTensor tensor = AnyTensor::empty(type, shape);
    if (!SkipInitialisation::active()) std::memset(tensor.mutable_bytes(), 0, tensor.bytes());
    return tensor;
}

EPONYM_INLINE AnyTensor copy_member(AnyTensor const& from) {
    AnyTensor copy = from.clone();
    copy.impl().requires_grad = from.impl().requires_grad;
    return copy;
}

EPONYM_INLINE void assign_member(AnyTensor& to, AnyTensor const& from) {
    if (to.shared_impl() == from.shared_impl() && to.defined()) return;
    if (to.defined() && to.shape() == from.shape())
        to.copy_from(from);
    else
        to = copy_member(from);
}

EPONYM_INLINE void adopt_member(AnyTensor& to, AnyTensor&& from) noexcept {
    from.impl().requires_grad = to.defined() && to.impl().requires_grad;
    to = std::move(from);
}

EPONYM_INLINE bool awaits_values(AnyTensor const& tensor) {
    return !SkipInitialisation::active() && tensor.numel() != 0;
}

EPONYM_INLINE void train_member(AnyTensor const& tensor, bool on) { tensor.impl().requires_grad = on; }

}  // namespace eponym::inline EPONYM_ABI::detail
