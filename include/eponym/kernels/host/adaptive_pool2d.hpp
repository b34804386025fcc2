// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/instruction_set.hpp>
#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// Output i along an axis is made of the inputs from floor(i in / out) up to ceil((i + 1) in / out).
struct adaptive_pool2d_extents {
    dim planes = 0;
    dim in_size[2] = {0, 0};
    dim out_size[2] = {0, 0};
};

/// The mean of each window, or its largest value; a NaN in the window wins.
/// x: (planes, H, W)  ->  y: (planes, OH, OW)
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void adaptive_avg_pool2d(adaptive_pool2d_extents const& extents, float const* x,
                                                              float* y);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void adaptive_avg_pool2d(adaptive_pool2d_extents const& extents, double const* x,
                                                              double* y);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void adaptive_max_pool2d(adaptive_pool2d_extents const& extents, float const* x,
                                                              float* y);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void adaptive_max_pool2d(adaptive_pool2d_extents const& extents, double const* x,
                                                              double* y);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/adaptive_pool2d.ipp>
#endif
