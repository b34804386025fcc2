// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <eponym/kernels/host/instruction_set.hpp>
#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// The result's shape, and for each operand how many elements lie between neighbours along each dimension: 0 where the
/// operand is broadcast.
struct broadcast_extents {
    int rank = 0;
    dim shape[max_rank] = {};
    dim a_strides[max_rank] = {};
    dim b_strides[max_rank] = {};
};

/// y = a (op) b, element by element; y is contiguous and may be an operand that is contiguous and not broadcast.
/// maximum and minimum: where either is NaN, NaN.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void add(broadcast_extents const& extents, float const* a, float const* b,
                                              float* y);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void add(broadcast_extents const& extents, double const* a, double const* b,
                                              double* y);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void sub(broadcast_extents const& extents, float const* a, float const* b,
                                              float* y);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void sub(broadcast_extents const& extents, double const* a, double const* b,
                                              double* y);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void mul(broadcast_extents const& extents, float const* a, float const* b,
                                              float* y);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void mul(broadcast_extents const& extents, double const* a, double const* b,
                                              double* y);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void div(broadcast_extents const& extents, float const* a, float const* b,
                                              float* y);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void div(broadcast_extents const& extents, double const* a, double const* b,
                                              double* y);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void maximum(broadcast_extents const& extents, float const* a, float const* b,
                                                  float* y);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void maximum(broadcast_extents const& extents, double const* a, double const* b,
                                                  double* y);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void minimum(broadcast_extents const& extents, float const* a, float const* b,
                                                  float* y);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void minimum(broadcast_extents const& extents, double const* a, double const* b,
                                                  double* y);

/// y = a^b, element by element, as the C library computes it.
template<class T>
EPONYM_KERNEL_ENTRY void pow(broadcast_extents const& extents, T const* a, T const* b, T* y);

/// The others are these with a and b exchanged.
enum class comparison : std::uint8_t { equal, not_equal, less, less_equal };

/// y = whether a and b compare so, element by element, for float, double and std::int64_t. A NaN equals nothing and is
/// neither less nor more.
template<comparison Operation, class T>
EPONYM_KERNEL_ENTRY void compare(broadcast_extents const& extents, T const* a, T const* b, bool* y);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/binary.ipp>
#endif
