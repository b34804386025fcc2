// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/shaping.hpp>

namespace eponym::inline EPONYM_ABI {

EPONYM_INLINE AnyTensor flatten(AnyTensor const& x, dim first, dim last) {
    detail::require([&](sentence* why) { return rules::flatten(x.shape(), first, last, why); });
    return x.reshape(rules::flattened_shape(x.shape(), first, last));
}

}  // namespace eponym::inline EPONYM_ABI
