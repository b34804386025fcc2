// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/size2.hpp>

namespace eponym::inline EPONYM_ABI {

/// What a convolution does beside its weight. `padding` is the count of zeros on each side.
struct conv2d_options {
    size2 stride = 1;
    size2 padding = 0;
    size2 dilation = 1;
    dim groups = 1;

    constexpr bool operator==(conv2d_options const&) const = default;
};

}  // namespace eponym::inline EPONYM_ABI
