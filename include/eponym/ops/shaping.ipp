// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/shaping.hpp>

namespace eponym::inline EPONYM_ABI {

EPONYM_ON_DEMAND_INLINE AnyTensor flatten(AnyTensor const& x, dim first, dim last) {
    detail::require([&](sentence* why) { return rules::flatten(x.shape(), first, last, why); });
    return x.reshape(rules::flattened_shape(x.shape(), first, last));
}

EPONYM_ON_DEMAND_INLINE AnyTensor unflatten(AnyTensor const& x, dim dimension, Shape const& sizes) {
    detail::require([&](sentence* why) { return rules::unflatten(x.shape(), dimension, sizes, why); });
    return x.reshape(rules::unflattened_shape(x.shape(), dimension, sizes));
}

}  // namespace eponym::inline EPONYM_ABI
