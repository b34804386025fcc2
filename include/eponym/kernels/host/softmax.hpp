// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/instruction_set.hpp>
#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// Along the middle dimension; the largest value is subtracted first, so nothing overflows. y may be x.
/// x: (outer, n, inner)  ->  y: (outer, n, inner)
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void softmax(float const* x, float* y, dim outer, dim n, dim inner);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void softmax(double const* x, double* y, dim outer, dim n, dim inner);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void log_softmax(float const* x, float* y, dim outer, dim n, dim inner);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void log_softmax(double const* x, double* y, dim outer, dim n, dim inner);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/softmax.ipp>
#endif
