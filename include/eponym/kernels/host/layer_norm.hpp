// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/instruction_set.hpp>
#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// y = (x - mean) / sqrt(variance + eps) * weight + bias, mean and variance over each row of n.
/// x: (outer, n)  weight, bias: (n) or null  ->  y: (outer, n). y may be x.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void layer_norm(float const* x, float const* weight, float const* bias, double eps,
                                                     float* y, dim outer, dim n);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void layer_norm(double const* x, double const* weight, double const* bias,
                                                     double eps, double* y, dim outer, dim n);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/layer_norm.ipp>
#endif
