// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/squeeze.hpp>

namespace eponym::inline EPONYM_ABI {

EPONYM_ON_DEMAND_INLINE AnyTensor squeeze(AnyTensor const& x, dim dimension) {
    detail::require([&](sentence* why) { return rules::has_dimension("squeeze(x)", x.shape(), dimension, why); });
    int const position = position_of(dimension, x.rank());
    return x.shape()[position] == 1 ? x.reshape(rules::squeezed_shape(x.shape(), position)) : x;
}

EPONYM_ON_DEMAND_INLINE AnyTensor detail::squeeze_one(AnyTensor const& x, dim dimension) {
    require([&](sentence* why) { return rules::squeeze(x.shape(), dimension, why); });
    return squeeze(x, dimension);
}

EPONYM_ON_DEMAND_INLINE AnyTensor squeeze(AnyTensor const& x) {
    Shape shape;
    for (dim size : x.shape())
        if (size != 1) shape.push_back(size);
    return x.reshape(shape);
}

EPONYM_ON_DEMAND_INLINE AnyTensor unsqueeze(AnyTensor const& x, dim dimension) {
    detail::require([&](sentence* why) { return rules::unsqueeze(x.shape(), dimension, why); });
    return x.reshape(rules::unsqueezed_shape(x.shape(), dimension));
}

}  // namespace eponym::inline EPONYM_ABI
