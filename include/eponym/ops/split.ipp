// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/split.hpp>

namespace eponym::inline EPONYM_ABI {

EPONYM_ON_DEMAND_INLINE void detail::require_split(AnyTensor const& x, dim dimension, Shape const& sizes) {
    detail::require([&](sentence* why) { return rules::split(x.shape(), dimension, sizes, why); });
}

EPONYM_ON_DEMAND_INLINE void detail::require_chunks(AnyTensor const& x, dim dimension, dim count) {
    detail::require([&](sentence* why) { return rules::chunk(x.shape(), dimension, count, why); });
}

EPONYM_ON_DEMAND_INLINE std::vector<AnyTensor> split(AnyTensor const& x, dim size, dim dimension) {
    detail::require([&](sentence* why) { return rules::has_dimension("split(x)", x.shape(), dimension, why); });
    dim const whole = x.shape()[position_of(dimension, x.rank())];
    if (size < 0 || (size == 0 && whole != 0))
        throw shape_error("split(x): a part of " + std::to_string(size) + " does not divide x of shape " +
                          to_string(x.shape()));
    std::vector<AnyTensor> parts;
    dim start = 0;
    do {
        parts.push_back(x.slice(dimension, start, start + size));
        start += size;
    } while (start < whole);
    return parts;
}

EPONYM_ON_DEMAND_INLINE std::vector<AnyTensor> chunk(AnyTensor const& x, dim count, dim dimension) {
    detail::require([&](sentence* why) { return rules::has_dimension("chunk(x)", x.shape(), dimension, why); });
    if (count < 1) throw shape_error("chunk(x): there must be at least one chunk, not " + std::to_string(count));
    dim const whole = x.shape()[position_of(dimension, x.rank())];
    if (whole != 0) return split(x, (whole + count - 1) / count, dimension);
    return std::vector<AnyTensor>(std::size_t(count), x);
}

}  // namespace eponym::inline EPONYM_ABI
