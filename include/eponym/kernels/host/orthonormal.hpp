// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/instruction_set.hpp>
#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// Replaces the columns of A by those of Q, where A = Q R is the QR decomposition whose R has a positive diagonal.
/// A: (rows, columns), rows >= columns, each column contiguous behind the one before it. By Householder's reflections
/// (Golub and Van Loan, section 5.2).
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void orthonormalize(double* a, dim rows, dim columns);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/orthonormal.ipp>
#endif
