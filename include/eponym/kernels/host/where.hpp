// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/instruction_set.hpp>
#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// The result's shape, and for each operand how many elements lie between neighbours along each dimension: 0 where the
/// operand is broadcast. The operands are the condition, a and b.
struct where_extents {
    int rank = 0;
    dim shape[max_rank] = {};
    dim strides[3][max_rank] = {};
};

/// y = condition ? a : b, element by element, for float, double, std::int32_t and std::int64_t; y is contiguous and
/// overlaps nothing.
template<class T>
EPONYM_KERNEL_ENTRY void where(where_extents const& extents, bool const* condition, T const* a, T const* b, T* y);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/where.ipp>
#endif
