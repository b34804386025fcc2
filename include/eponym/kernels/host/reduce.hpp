// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <eponym/kernels/host/instruction_set.hpp>
#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// Reduces the middle dimension.  x: (outer, n, inner)  ->  y: (outer, inner)
/// sum and mean add in a cascade, so the rounding error grows with the logarithm of n. sum of nothing is 0, mean is
/// NaN.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void sum(float const* x, float* y, dim outer, dim n, dim inner);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void sum(double const* x, double* y, dim outer, dim n, dim inner);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void mean(float const* x, float* y, dim outer, dim n, dim inner);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void mean(double const* x, double* y, dim outer, dim n, dim inner);

/// The product; that of nothing is 1.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void prod(float const* x, float* y, dim outer, dim n, dim inner);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void prod(double const* x, double* y, dim outer, dim n, dim inner);

/// n is at least 1. A NaN is larger than every number for max, and smaller than every number for min.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void max(float const* x, float* y, dim outer, dim n, dim inner);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void max(double const* x, double* y, dim outer, dim n, dim inner);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void min(float const* x, float* y, dim outer, dim n, dim inner);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void min(double const* x, double* y, dim outer, dim n, dim inner);

/// The index along the middle dimension of the first of the largest, or of the smallest. n is at least 1.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void argmax(float const* x, std::int64_t* y, dim outer, dim n, dim inner);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void argmax(double const* x, std::int64_t* y, dim outer, dim n, dim inner);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void argmin(float const* x, std::int64_t* y, dim outer, dim n, dim inner);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void argmin(double const* x, std::int64_t* y, dim outer, dim n, dim inner);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/reduce.ipp>
#endif
