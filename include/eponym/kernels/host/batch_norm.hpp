// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/activation.hpp>
#include <eponym/kernels/host/instruction_set.hpp>
#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// y = then(x scale[c] + shift[c]) for each channel c. x, y: (outer, channels, inner)  scale, shift: (channels)
/// y may be x.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void scale_channels(float const* x, float const* scale, float const* shift,
                                                         activation then, float* y, dim outer, dim channels, dim inner);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void scale_channels(double const* x, double const* scale, double const* shift,
                                                         activation then, double* y, dim outer, dim channels,
                                                         dim inner);

/// The mean of each channel and the mean square of its distance from it. x: (outer, channels, inner), of which neither
/// outer nor inner is 0  ->  mean, variance: (channels)
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void channel_moments(float const* x, double* mean, double* variance, dim outer,
                                                          dim channels, dim inner);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void channel_moments(double const* x, double* mean, double* variance, dim outer,
                                                          dim channels, dim inner);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/batch_norm.ipp>
#endif
