// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/reduce.hpp>
#include <eponym/ops/along.hpp>
#include <eponym/ops/reduce.hpp>
#include <eponym/ops/shaping.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

// Neighbouring dimensions that are reduced together are one longer dimension to the kernel.
EPONYM_INLINE AnyTensor reduce_span(reduction operation, AnyTensor const& x, int first, int last) {
    Shape const merged = rules::flattened_shape(x.shape(), first, last);
    along const view(merged, first);
    Shape shape = x.shape();
    for (int i = first; i <= last; ++i) shape[i] = 1;
    AnyTensor const y = AnyTensor::empty(x.type(), shape);
    visit_computed<any_element>(x.type(), [&]<class T>() {
        T const* const from = x.data<T>();
        T* const to = y.mutable_data<T>();
        switch (operation) {
            case reduction::sum: return kernels::sum(from, to, view.outer, view.count, view.inner);
            case reduction::mean: return kernels::mean(from, to, view.outer, view.count, view.inner);
            case reduction::max: return kernels::max(from, to, view.outer, view.count, view.inner);
        }
    });
    return y;
}

EPONYM_INLINE void require_reducible(std::string_view operation, AnyTensor const& x, unsigned dimensions,
                                     bool needs_elements) {
    require([&](sentence* why) {
        return rules::computes(operation, x.type(), why) &&
               (!needs_elements || rules::has_largest(operation, x.shape(), dimensions, why));
    });
    if ((dimensions >> x.rank()) != 0)
        throw shape_error(std::string(operation) + ": a dimension is out of range for x of shape " +
                          to_string(x.shape()));
}

}  // namespace detail

EPONYM_INLINE AnyTensor reduce(reduction operation, AnyTensor const& x, unsigned dimensions, bool keep) {
    detail::require_reducible(name_of(operation), x, dimensions, operation == reduction::max);
    AnyTensor result = x.contiguous();
    for (int last = x.rank() - 1; last >= 0; --last) {
        if (((dimensions >> last) & 1u) == 0) continue;
        int first = last;
        while (first > 0 && ((dimensions >> (first - 1)) & 1u) != 0) --first;
        result = detail::reduce_span(operation, result, first, last);
        last = first;
    }
    if (result.shared_impl() == x.shared_impl()) result = x.clone();  // nothing to reduce
    return result.reshape(rules::reduced_shape(x.shape(), dimensions, keep));
}

EPONYM_INLINE AnyTensor argmax(AnyTensor const& x, dim dimension, bool keep) {
    detail::require([&](sentence* why) { return rules::has_dimension("argmax(x)", x.shape(), dimension, why); });
    int const position = position_of(dimension, x.rank());
    unsigned const bit = 1u << position;
    detail::require_reducible("argmax(x)", x, bit, true);
    detail::along const view(x.shape(), position);
    AnyTensor const packed = x.contiguous();
    AnyTensor const y = AnyTensor::empty(dtype::int64, rules::reduced_shape(x.shape(), bit, keep));
    detail::visit_computed<detail::any_element>(x.type(), [&]<class T>() {
        kernels::argmax(packed.data<T>(), y.mutable_data<std::int64_t>(), view.outer, view.count, view.inner);
    });
    return y;
}

}  // namespace eponym::inline EPONYM_ABI
