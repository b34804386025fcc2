// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI {

/// A height and a width; one number stands for both. Can be a template argument: `size2(3, 5)`, `3`.
struct size2 {
    dim height;
    dim width;
    bool is_pair;  // as it was written, for printing: (2, 2) is equal to 2

    constexpr size2(dim both) : height(both), width(both), is_pair(false) {}
    constexpr size2(dim height_, dim width_) : size2(height_, width_, true) {}
    /// nvcc spells a template argument of this class by its members.
    constexpr size2(dim height_, dim width_, bool is_pair_) : height(height_), width(width_), is_pair(is_pair_) {}

    constexpr dim smaller() const { return height < width ? height : width; }
    constexpr bool operator==(size2 const& other) const { return height == other.height && width == other.width; }
};

/// In place of an output size of adaptive pooling: the size that x has. PyTorch's None.
inline constexpr dim same_size = -2;

}  // namespace eponym::inline EPONYM_ABI
