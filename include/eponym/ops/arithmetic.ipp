// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/binary.hpp>
#include <eponym/ops/arithmetic.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

EPONYM_ON_DEMAND_INLINE void set_strides(AnyTensor const& tensor, Shape const& shape, dim* strides) {
    int const missing = shape.rank() - tensor.rank();
    for (int i = 0; i < shape.rank(); ++i) {
        int const own = i - missing;
        strides[i] = own < 0 || (tensor.shape()[own] == 1 && shape[i] != 1) ? 0 : tensor.strides()[own];
    }
}

EPONYM_ON_DEMAND_INLINE kernels::broadcast_extents broadcast_of(AnyTensor const& a, AnyTensor const& b,
                                                                Shape const& shape) {
    kernels::broadcast_extents extents;
    extents.rank = shape.rank();
    for (int i = 0; i < shape.rank(); ++i) extents.shape[i] = shape[i];
    set_strides(a, shape, extents.a_strides);
    set_strides(b, shape, extents.b_strides);
    return extents;
}

template<element T>
void run_arithmetic(arithmetic operation, kernels::broadcast_extents const& extents, T const* a, T const* b, T* y) {
    switch (operation) {
        case arithmetic::add: return kernels::add(extents, a, b, y);
        case arithmetic::subtract: return kernels::sub(extents, a, b, y);
        case arithmetic::multiply: return kernels::mul(extents, a, b, y);
        case arithmetic::divide: return kernels::div(extents, a, b, y);
        case arithmetic::maximum: return kernels::maximum(extents, a, b, y);
        case arithmetic::minimum: return kernels::minimum(extents, a, b, y);
    }
}

// y is contiguous, and may be a.
EPONYM_ON_DEMAND EPONYM_INLINE void run_arithmetic(arithmetic operation, AnyTensor const& a, AnyTensor const& b,
                                                   AnyTensor const& y) {
    kernels::broadcast_extents const extents = broadcast_of(a, b, y.shape());
    visit_computed<any_element>(y.type(), [&]<class T>() {
        run_arithmetic<T>(operation, extents, a.data<T>(), b.data<T>(), y.mutable_data<T>());
    });
}

EPONYM_ON_DEMAND_INLINE void require_host(std::string_view operation, AnyTensor const& x) {
    if (x.where() == cpu) return;
    throw error(std::string(operation) + ": computes on the host, and a tensor is on " + to_string(x.where()));
}

EPONYM_ON_DEMAND_INLINE AnyTensor number(dtype type, double value) {
    AnyTensor const scalar = AnyTensor::empty(type, {});
    visit_computed<any_element>(type, [&]<class T>() { *scalar.mutable_data<T>() = T(value); });
    if (type == dtype::int64) {
        bool const whole = value >= -0x1p63 && value < 0x1p63 && double(std::int64_t(value)) == value;
        if (!whole) throw error("element-wise (a, b): a number beside int64 elements must be a whole one");
        *scalar.mutable_data<std::int64_t>() = std::int64_t(value);
    }
    return scalar;
}

}  // namespace detail

EPONYM_ON_DEMAND_INLINE AnyTensor apply(arithmetic operation, AnyTensor const& a, AnyTensor const& b) {
    detail::require(
        [&](sentence* why) { return rules::arithmetic(detail::operand_for(a), detail::operand_for(b), why); });
    detail::require_host("element-wise (a, b)", a);
    AnyTensor const y = AnyTensor::empty(a.type(), rules::broadcast_shape(a.shape(), b.shape()));
    detail::run_arithmetic(operation, a, b, y);
    return y;
}

EPONYM_ON_DEMAND_INLINE AnyTensor apply(arithmetic operation, AnyTensor const& a, double b) {
    return apply(operation, a, detail::number(a.type(), b));
}

EPONYM_ON_DEMAND_INLINE AnyTensor apply(arithmetic operation, double a, AnyTensor const& b) {
    return apply(operation, detail::number(b.type(), a), b);
}

EPONYM_ON_DEMAND_INLINE void apply_in_place(arithmetic operation, AnyTensor const& a, AnyTensor const& b) {
    detail::require(
        [&](sentence* why) { return rules::arithmetic_in_place(detail::operand_for(a), detail::operand_for(b), why); });
    detail::require_host("a op= b", a);
    // Where b is another part of a's memory, it must be read before a is written.
    bool const overlaps = a.impl().storage == b.impl().storage && a.shared_impl() != b.shared_impl();
    if (!a.is_contiguous() || !b.is_contiguous() || overlaps) return a.copy_from(apply(operation, a, b));
    detail::run_arithmetic(operation, a, b, a);
}

EPONYM_ON_DEMAND_INLINE void apply_in_place(arithmetic operation, AnyTensor const& a, double b) {
    apply_in_place(operation, a, detail::number(a.type(), b));
}

}  // namespace eponym::inline EPONYM_ABI
