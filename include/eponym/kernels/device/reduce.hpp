// SPDX-License-Identifier: BSL-1.0
// The reductions over any of Thrust's systems, as kernels/host/reduce.hpp defines them. Policies and pointers are those
// of elementwise.hpp; scratch memory is the caller's, so that nothing is allocated.
#pragma once

#include <cstdint>
#include <limits>
#include <thrust/fill.h>
#include <thrust/iterator/transform_output_iterator.h>

#include <eponym/kernels/device/cascade.hpp>
#include <eponym/kernels/device/functions.hpp>

namespace eponym::inline EPONYM_ABI::kernels::device {

/// `workspace` holds workspace_size(outer, n, inner) elements.
/// x: (outer, n, inner)  ->  y: (outer, inner). The sum of nothing is 0.
template<class Policy, class T>
void sum(Policy const& policy, T const* x, T* y, dim outer, dim n, dim inner, T* workspace) {
    if (n == 0)
        thrust::fill(policy, y, y + outer * inner, T(0));
    else
        detail::cascade(policy, detail::fold_stage<T, function::add>{x, n, inner, 1, {}}, y, outer, workspace);
}

/// x: (outer, n, inner)  ->  y: (outer, inner). The mean of nothing is NaN.
template<class Policy, class T>
void mean(Policy const& policy, T const* x, T* y, dim outer, dim n, dim inner, T* workspace) {
    if (n == 0)
        thrust::fill(policy, y, y + outer * inner, std::numeric_limits<T>::quiet_NaN());
    else
        detail::cascade(policy, detail::fold_stage<T, function::add>{x, n, inner, 1, {}},
                        thrust::make_transform_output_iterator(y, function::divided_by<T>{T(n)}), outer, workspace);
}

/// x: (outer, n, inner)  ->  y: (outer, inner). n is at least 1. A NaN is larger than every number.
template<class Policy, class T>
void max(Policy const& policy, T const* x, T* y, dim outer, dim n, dim inner, T* workspace) {
    detail::cascade(policy, detail::fold_stage<T, function::maximum>{x, n, inner, 1, {}}, y, outer, workspace);
}

/// x: (outer, n, inner)  ->  y: (outer, inner), the index of the first of the largest. n is at least 1.
template<class Policy, class T>
void argmax(Policy const& policy, T const* x, std::int64_t* y, dim outer, dim n, dim inner, std::int64_t* workspace) {
    detail::cascade(policy, detail::argmax_stage<T>{x, n, nullptr, n, inner, 1}, y, outer, workspace);
}

}  // namespace eponym::inline EPONYM_ABI::kernels::device
