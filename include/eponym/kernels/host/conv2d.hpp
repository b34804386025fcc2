// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/activation.hpp>
#include <eponym/kernels/host/instruction_set.hpp>
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

/// Bytes of workspace that `conv2d` needs for these extents.
EPONYM_KERNEL_ENTRY std::size_t conv2d_workspace(conv2d_extents const& extents, std::size_t element_size);

/// y = then(conv(x, weight) + bias), the cross-correlation that PyTorch computes, with zero padding.
/// x: (N, C, H, W)  weight: (O, C / groups, KH, KW)  bias: (O) or null  ->  y: (N, O, OH, OW), which overlaps no input.
/// `workspace` is aligned to 64 bytes.
EPONYM_KERNEL_ENTRY void conv2d(conv2d_extents const& extents, float const* x, float const* weight, float const* bias,
                                activation then, float* y, void* workspace);
EPONYM_KERNEL_ENTRY void conv2d(conv2d_extents const& extents, double const* x, double const* weight,
                                double const* bias, activation then, double* y, void* workspace);

/// The same, then the largest value of each 2 x 2 window, two apart, of which none is padded: conv2d and max_pool2d with
/// kernel 2, without writing what lies between them.
/// ->  y: (N, O, OH / 2, OW / 2)
EPONYM_KERNEL_ENTRY std::size_t conv2d_max_pool2d_workspace(conv2d_extents const& extents, std::size_t element_size);
EPONYM_KERNEL_ENTRY void conv2d_max_pool2d(conv2d_extents const& extents, float const* x, float const* weight,
                                           float const* bias, activation then, float* y, void* workspace);
EPONYM_KERNEL_ENTRY void conv2d_max_pool2d(conv2d_extents const& extents, double const* x, double const* weight,
                                           double const* bias, activation then, double* y, void* workspace);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/conv2d.ipp>
#endif
