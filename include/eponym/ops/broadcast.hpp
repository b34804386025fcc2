// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/tensor/shape.hpp>

namespace eponym::inline EPONYM_ABI::rules {

/// Whether two shapes broadcast: aligned at their last dimension, each pair of sizes is equal or has a 1.
constexpr bool broadcasts(Shape const& a, Shape const& b) {
    for (int i = 1; i <= a.rank() && i <= b.rank(); ++i) {
        dim const size_a = a[a.rank() - i];
        dim const size_b = b[b.rank() - i];
        if (!agree(size_a, size_b) && size_a != 1 && size_b != 1) return false;
    }
    return true;
}

/// The shape of the result. A size that is unknown stays so unless the other one decides it.
constexpr Shape broadcast_shape(Shape const& a, Shape const& b) {
    int const rank = a.rank() > b.rank() ? a.rank() : b.rank();
    Shape shape;
    shape.resize(rank);
    for (int i = 1; i <= rank; ++i) {
        dim const size_a = i <= a.rank() ? a[a.rank() - i] : 1;
        dim const size_b = i <= b.rank() ? b[b.rank() - i] : 1;
        shape[rank - i] = size_a == 1 ? size_b : size_b == 1 ? size_a : size_a == dyn ? size_b : size_a;
    }
    return shape;
}

}  // namespace eponym::inline EPONYM_ABI::rules
