// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/target.hpp>
#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// Index 0 is along the height, index 1 along the width.
struct conv2d_extents {
    dim batch = 0;
    dim in_channels = 0;
    dim in_size[2] = {0, 0};
    dim out_channels = 0;
    dim kernel[2] = {1, 1};
    dim stride[2] = {1, 1};
    dim padding[2] = {0, 0};
    dim dilation[2] = {1, 1};
    dim groups = 1;

    /// The size of the output along an axis; 0 or less where the kernel does not fit.
    EPONYM_KERNEL_ENTRY constexpr dim out_size(int axis) const {
        dim const room = in_size[axis] + 2 * padding[axis] - dilation[axis] * (kernel[axis] - 1) - 1;
        return room < 0 ? 0 : room / stride[axis] + 1;
    }
};

}  // namespace eponym::inline EPONYM_ABI::kernels
