// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/pool2d_extents.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// The sum of each window, divided by `divisor` or, where that is 0, by the number of its elements, with or without the
/// padding's zeros among them. The dilation is 1.
/// x: (planes, H, W)  ->  y: (planes, OH, OW)
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void avg_pool2d(pool2d_extents const& extents, bool count_include_pad, dim divisor,
                                                     float const* x, float* y);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void avg_pool2d(pool2d_extents const& extents, bool count_include_pad, dim divisor,
                                                     double const* x, double* y);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/avg_pool2d.ipp>
#endif
