// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/adaptive_pool.hpp>

namespace eponym::inline EPONYM_ABI {

/// The mean of each of `output` windows that cover x evenly: the i-th of n reaches from floor(i size / n) to
/// ceil((i + 1) size / n). A size of the output may be `same_size`, that of x.
/// x: (B, C, H, W) or (C, H, W)  ->  (B, C, output...) or (C, output...). Throws `shape_error`.
inline AnyTensor adaptive_avg_pool2d(AnyTensor const& x, size2 output) {
    return detail::adaptive_pool_for<detail::any_element>(x, output, detail::adaptive_pooling::avg2d);
}

/// The same with shapes checked by the compiler as far as it knows them: `adaptive_avg_pool2d<1>(x)`.
template<size2 Output, tensor_argument X>
auto adaptive_avg_pool2d(X const& x) {
    return detail::adaptive_pool_checked<detail::adaptive_pooling::avg2d, Output>(x);
}

/// The largest element of each of these windows; NaN where the window holds one.
inline AnyTensor adaptive_max_pool2d(AnyTensor const& x, size2 output) {
    return detail::adaptive_pool_for<detail::any_element>(x, output, detail::adaptive_pooling::max2d);
}

/// The same with shapes checked by the compiler as far as it knows them.
template<size2 Output, tensor_argument X>
auto adaptive_max_pool2d(X const& x) {
    return detail::adaptive_pool_checked<detail::adaptive_pooling::max2d, Output>(x);
}

}  // namespace eponym::inline EPONYM_ABI
