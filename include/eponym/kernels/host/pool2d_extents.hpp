// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/instruction_set.hpp>
#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// Index 0 is along the height, index 1 along the width. `planes` is batch * channels.
struct pool2d_extents {
    dim planes = 0;
    dim in_size[2] = {0, 0};
    dim kernel[2] = {1, 1};
    dim stride[2] = {1, 1};
    dim padding[2] = {0, 0};
    dim dilation[2] = {1, 1};
    bool ceil_mode = false;

    /// The size of the output along an axis; 0 or less where the window does not fit. With `ceil_mode` the last window
    /// may pass the end of the input, but must start within the input or its left padding.
    EPONYM_KERNEL_ENTRY constexpr dim out_size(int axis) const {
        dim const reach = stride[axis];
        dim const room = in_size[axis] + 2 * padding[axis] - dilation[axis] * (kernel[axis] - 1) - 1;
        if (room < 0 && !(ceil_mode && room + reach > 0)) return 0;
        dim const count = (room + (ceil_mode ? reach - 1 : 0)) / reach + 1;
        return ceil_mode && (count - 1) * reach >= in_size[axis] + padding[axis] ? count - 1 : count;
    }
};

}  // namespace eponym::inline EPONYM_ABI::kernels
