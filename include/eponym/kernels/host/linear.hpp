// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/activation.hpp>
#include <eponym/kernels/host/instruction_set.hpp>
#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// Bytes of workspace that `linear` needs for these extents.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY std::size_t linear_workspace(dim rows, dim in, dim out, std::size_t element_size);

/// y = then(x * weight^T + bias).
/// x: (rows, in)  weight: (out, in)  bias: (out) or null  ->  y: (rows, out), which overlaps no input.
/// `workspace` is aligned to 64 bytes.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void linear(float const* x, dim rows, dim in, float const* weight,
                                                 float const* bias, dim out, activation then, float* y,
                                                 void* workspace);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void linear(double const* x, dim rows, dim in, double const* weight,
                                                 double const* bias, dim out, activation then, double* y,
                                                 void* workspace);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/linear.ipp>
#endif
