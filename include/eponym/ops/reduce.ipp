// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/reduce.hpp>
#include <eponym/ops/along.hpp>
#include <eponym/ops/reduce.hpp>
#include <eponym/ops/shaping.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

// Neighbouring dimensions that are reduced together are one longer dimension to the kernel.
EPONYM_ON_DEMAND EPONYM_INLINE AnyTensor reduce_span(reduction operation, AnyTensor const& x, int first, int last) {
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
            case reduction::prod: return kernels::prod(from, to, view.outer, view.count, view.inner);
            case reduction::max: return kernels::max(from, to, view.outer, view.count, view.inner);
            case reduction::min: return kernels::min(from, to, view.outer, view.count, view.inner);
        }
    });
    return y;
}

EPONYM_ON_DEMAND EPONYM_INLINE void require_reducible(std::string_view operation, AnyTensor const& x,
                                                      unsigned dimensions, bool needs_elements) {
    require([&](sentence* why) {
        return rules::computes(operation, x.type(), why) &&
               (!needs_elements || rules::has_elements(operation, x.shape(), dimensions, why));
    });
    if ((dimensions >> x.rank()) != 0)
        throw shape_error(std::string(operation) + ": a dimension is out of range for x of shape " +
                          to_string(x.shape()));
}

}  // namespace detail

EPONYM_ON_DEMAND_INLINE AnyTensor reduce(reduction operation, AnyTensor const& x, unsigned dimensions, bool keep) {
    detail::require_reducible(name_of(operation), x, dimensions,
                              operation == reduction::max || operation == reduction::min);
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

namespace detail {

// The indices of the extreme elements, in the shape that they have with `keep`, and where asked for their values.
EPONYM_ON_DEMAND EPONYM_INLINE AnyTensor find_extremes(extreme operation, AnyTensor const& x, dim dimension, bool keep,
                                                       AnyTensor* values) {
    require([&](sentence* why) { return rules::has_dimension(name_of(operation), x.shape(), dimension, why); });
    int const position = position_of(dimension, x.rank());
    unsigned const bit = 1u << position;
    require_reducible(name_of(operation), x, bit, true);
    along const view(x.shape(), position);
    AnyTensor const packed = x.contiguous();
    AnyTensor const indices = AnyTensor::empty(dtype::int64, rules::reduced_shape(x.shape(), bit, keep));
    bool const smallest = operation == extreme::argmin || operation == extreme::min;
    visit_computed<any_element>(x.type(), [&]<class T>() {
        T const* const from = packed.data<T>();
        auto* const to = indices.mutable_data<std::int64_t>();
        if (smallest)
            kernels::argmin(from, to, view.outer, view.count, view.inner);
        else
            kernels::argmax(from, to, view.outer, view.count, view.inner);
        if (values == nullptr) return;
        *values = AnyTensor::empty(x.type(), indices.shape());
        T* const found = values->mutable_data<T>();
        for (dim i = 0; i < indices.numel(); ++i)
            found[i] = from[(i / view.inner * view.count + to[i]) * view.inner + i % view.inner];
    });
    return indices;
}

EPONYM_ON_DEMAND_INLINE AnyTensor reduced_last(std::string_view operation, AnyTensor const& x, unsigned dimensions) {
    require_reducible(operation, x, dimensions, false);
    dim order[max_rank];
    int next = 0;
    for (unsigned reduced : {0u, 1u})
        for (int i = 0; i < x.rank(); ++i)
            if (((dimensions >> i) & 1u) == reduced) order[next++] = i;
    return x.permute(std::span<dim const>(order, std::size_t(x.rank()))).contiguous();
}

EPONYM_ON_DEMAND_INLINE dim reduced_count(Shape const& x, unsigned dimensions) {
    dim count = 1;
    for (int i = 0; i < x.rank(); ++i)
        if (((dimensions >> i) & 1u) != 0) count *= x[i];
    return count;
}

}  // namespace detail

EPONYM_ON_DEMAND_INLINE AnyTensor argmax(AnyTensor const& x, dim dimension, bool keep) {
    return detail::find_extremes(detail::extreme::argmax, x, dimension, keep, nullptr);
}

EPONYM_ON_DEMAND_INLINE AnyTensor argmin(AnyTensor const& x, dim dimension, bool keep) {
    return detail::find_extremes(detail::extreme::argmin, x, dimension, keep, nullptr);
}

EPONYM_ON_DEMAND_INLINE with_indices<AnyTensor, AnyTensor> max_with_indices(AnyTensor const& x, dim dimension,
                                                                            bool keep) {
    with_indices<AnyTensor, AnyTensor> found;
    found.indices = detail::find_extremes(detail::extreme::max, x, dimension, keep, &found.values);
    return found;
}

EPONYM_ON_DEMAND_INLINE with_indices<AnyTensor, AnyTensor> min_with_indices(AnyTensor const& x, dim dimension,
                                                                            bool keep) {
    with_indices<AnyTensor, AnyTensor> found;
    found.indices = detail::find_extremes(detail::extreme::min, x, dimension, keep, &found.values);
    return found;
}

}  // namespace eponym::inline EPONYM_ABI
