// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/instruction_set.hpp>
#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// y[i] = f(x[i]) for n values; y may be x.
/// relu: max(x, 0), NaN stays NaN. exp: within 2 units in the last place for float.
EPONYM_KERNEL_ENTRY void relu(float const* x, float* y, dim n);
EPONYM_KERNEL_ENTRY void relu(double const* x, double* y, dim n);
EPONYM_KERNEL_ENTRY void neg(float const* x, float* y, dim n);
EPONYM_KERNEL_ENTRY void neg(double const* x, double* y, dim n);
EPONYM_KERNEL_ENTRY void exp(float const* x, float* y, dim n);
EPONYM_KERNEL_ENTRY void exp(double const* x, double* y, dim n);
EPONYM_KERNEL_ENTRY void log(float const* x, float* y, dim n);
EPONYM_KERNEL_ENTRY void log(double const* x, double* y, dim n);
EPONYM_KERNEL_ENTRY void tanh(float const* x, float* y, dim n);
EPONYM_KERNEL_ENTRY void tanh(double const* x, double* y, dim n);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/unary.ipp>
#endif
