// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/tensor/shape.hpp>

namespace eponym::inline EPONYM_ABI::detail {

/// A contiguous tensor seen along one dimension: (outer, count, inner).
struct along {
    dim outer = 1;
    dim count = 1;
    dim inner = 1;

    constexpr along(Shape const& shape, int position) {
        for (int i = 0; i < shape.rank(); ++i) (i < position ? outer : i == position ? count : inner) *= shape[i];
    }
};

}  // namespace eponym::inline EPONYM_ABI::detail
