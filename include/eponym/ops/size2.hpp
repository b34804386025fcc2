// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI {

/// A height and a width; one number stands for both. Can be a template argument: `size2(3, 5)`, `3`.
struct size2 {
    dim height;
    dim width;

    constexpr size2(dim both) : height(both), width(both) {}
    constexpr size2(dim height_, dim width_) : height(height_), width(width_) {}

    constexpr dim smaller() const { return height < width ? height : width; }
    constexpr bool operator==(size2 const&) const = default;
};

}  // namespace eponym::inline EPONYM_ABI
