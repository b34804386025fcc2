// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/pool2d_extents.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// The largest value of each window; the padding never wins, a NaN in the window does.
/// x: (planes, H, W)  ->  y: (planes, OH, OW)
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void max_pool2d(pool2d_extents const& extents, float const* x, float* y);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void max_pool2d(pool2d_extents const& extents, double const* x, double* y);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/max_pool2d.ipp>
#endif
