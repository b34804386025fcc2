// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/instruction_set.hpp>
#include <eponym/kernels/host/matrix.hpp>
#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// Bytes of workspace that `matmul` needs for these extents.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY std::size_t matmul_workspace(dim m, dim k, dim n, std::size_t element_size);

/// c = a * b.  a: (m, k)  b: (k, n)  ->  c: (m, n), contiguous, which overlaps neither. With k == 0, c is zero.
/// `workspace` is aligned to 64 bytes.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void matmul(matrix<float> a, matrix<float> b, float* c, dim m, dim k, dim n,
                                                 void* workspace);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void matmul(matrix<double> a, matrix<double> b, double* c, dim m, dim k, dim n,
                                                 void* workspace);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/matmul.ipp>
#endif
