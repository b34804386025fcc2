// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

#include <eponym/kernels/host/activation.hpp>
#include <eponym/kernels/host/conv2d_extents.hpp>
#include <eponym/kernels/host/instruction_set.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// Bytes of workspace that `conv2d` needs for these extents.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY std::size_t conv2d_workspace(conv2d_extents const& extents,
                                                                  std::size_t element_size);

/// y = then(conv(x, weight) + bias), the cross-correlation that PyTorch computes, with zero padding.
/// x: (N, C, H, W)  weight: (O, C / groups, KH, KW)  bias: (O) or null  ->  y: (N, O, OH, OW), which overlaps no input.
/// `workspace` is aligned to 64 bytes.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void conv2d(conv2d_extents const& extents, float const* x, float const* weight,
                                                 float const* bias, activation then, float* y, void* workspace);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void conv2d(conv2d_extents const& extents, double const* x, double const* weight,
                                                 double const* bias, activation then, double* y, void* workspace);

/// The same, then the largest value of each 2 x 2 window, two apart, of which none is padded: conv2d and max_pool2d
/// with kernel 2, without writing what lies between them.
/// ->  y: (N, O, OH / 2, OW / 2)
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY std::size_t conv2d_max_pool2d_workspace(conv2d_extents const& extents,
                                                                             std::size_t element_size);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void conv2d_max_pool2d(conv2d_extents const& extents, float const* x,
                                                            float const* weight, float const* bias, activation then,
                                                            float* y, void* workspace);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void conv2d_max_pool2d(conv2d_extents const& extents, double const* x,
                                                            double const* weight, double const* bias, activation then,
                                                            double* y, void* workspace);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/conv2d.ipp>
#endif
