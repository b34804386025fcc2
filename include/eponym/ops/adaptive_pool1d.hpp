// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/adaptive_pool.hpp>

namespace eponym::inline EPONYM_ABI {

/// The mean of each of `output` windows that cover x evenly: the i-th of n reaches from floor(i size / n) to
/// ceil((i + 1) size / n). output may be `same_size`.
/// x: (B, C, L) or (C, L)  ->  (B, C, output) or (C, output). Throws `shape_error`.
inline AnyTensor adaptive_avg_pool1d(AnyTensor const& x, dim output) {
    return detail::adaptive_pool_for<detail::any_element>(x, {1, output}, detail::adaptive_pooling::avg1d);
}

/// The same with shapes checked by the compiler as far as it knows them: `adaptive_avg_pool1d<1>(x)`.
template<dim Output, tensor_argument X>
auto adaptive_avg_pool1d(X const& x) {
    return detail::adaptive_pool_checked<detail::adaptive_pooling::avg1d, size2(1, Output)>(x);
}

/// The largest element of each of these windows; NaN where the window holds one.
inline AnyTensor adaptive_max_pool1d(AnyTensor const& x, dim output) {
    return detail::adaptive_pool_for<detail::any_element>(x, {1, output}, detail::adaptive_pooling::max1d);
}

/// The same with shapes checked by the compiler as far as it knows them.
template<dim Output, tensor_argument X>
auto adaptive_max_pool1d(X const& x) {
    return detail::adaptive_pool_checked<detail::adaptive_pooling::max1d, size2(1, Output)>(x);
}

}  // namespace eponym::inline EPONYM_ABI
