// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

#include <eponym/kernels/host/instruction_set.hpp>
#include <eponym/tensor/dimension.hpp>
#include <eponym/tensor/dtype.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// Converts n elements; both are contiguous and do not overlap. Floating to integer truncates, integers wrap, to bool
/// is "not zero"; what an integer cannot hold becomes some value of its type. False where tensors cannot hold one of
/// the types: then nothing is written.
EPONYM_KERNEL_ENTRY bool convert(void const* source, dtype source_type, void* target, dtype target_type, dim n);

/// Copies a strided view to contiguous memory that does not overlap it; strides count elements.
EPONYM_KERNEL_ENTRY void copy_strided(void* target, void const* source, dim const* shape, dim const* strides, int rank,
                                      std::size_t element_size);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/convert.ipp>
#endif
