// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/unary.hpp>

namespace eponym::inline EPONYM_ABI {

/// max(x, 0), element by element; NaN stays NaN. A tensor that nobody else holds gives its memory to the result.
/// x: any shape  ->  the same shape
template<detail::any_argument X>
auto relu(X&& x) {
    return detail::apply_unary<kernels::unary::relu>(std::forward<X>(x));
}

}  // namespace eponym::inline EPONYM_ABI
