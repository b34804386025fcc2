// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/instruction_set.hpp>
#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// (sum of |x|^p)^(1/p) of each row; the largest or the smallest |x| for p = +-infinity, of which there must be one;
/// the number of elements that are not zero for p = 0. NaN where there is one.  x: (outer, n)  ->  y: (outer,)
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void norm(float const* x, float* y, dim outer, dim n, double p);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void norm(double const* x, double* y, dim outer, dim n, double p);

/// The mean squared distance from the mean of each row, its sum divided by n - correction; NaN for no elements.
/// x: (outer, n)  ->  y: (outer,)
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void variance(float const* x, float* y, dim outer, dim n, double correction);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void variance(double const* x, double* y, dim outer, dim n, double correction);

/// Its square root.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void standard_deviation(float const* x, float* y, dim outer, dim n,
                                                             double correction);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void standard_deviation(double const* x, double* y, dim outer, dim n,
                                                             double correction);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/norm.ipp>
#endif
