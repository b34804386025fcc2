// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/expand.hpp>

namespace eponym::inline EPONYM_ABI {

EPONYM_ON_DEMAND_INLINE AnyTensor expand(AnyTensor const& x, Shape const& shape) {
    detail::require([&](sentence* why) { return rules::expand(x.shape(), shape, why); });
    dim order[max_rank];
    for (int i = 0; i < x.rank(); ++i) order[i] = i;
    AnyTensor const view = x.permute(std::span<dim const>(order, std::size_t(x.rank())));
    int const added = shape.rank() - x.rank();
    Strides strides;
    for (int i = 0; i < shape.rank(); ++i)
        strides.push_back(i < added || x.shape()[i - added] == 1 ? 0 : x.strides()[i - added]);
    view.impl().shape = rules::expanded_shape(x.shape(), shape);
    view.impl().strides = strides;
    return view;
}

}  // namespace eponym::inline EPONYM_ABI
