// SPDX-License-Identifier: BSL-1.0
// The device kernels as the library eponym::cuda holds them, compiled by nvcc: callers need neither nvcc nor CUDA's
// headers. All pointers are to memory that the stream's device reaches. A call queues work on the stream and returns;
// it allocates nothing. Throws `error` where the work cannot be queued. What the operations compute stands in
// kernels/host/unary.hpp, binary.hpp and reduce.hpp.
#pragma once

#include <cstdint>

#include <eponym/kernels/device/workspace.hpp>
#include <eponym/kernels/host/binary.hpp>
#include <eponym/kernels/host/unary.hpp>

struct CUstream_st;

namespace eponym::inline EPONYM_ABI::kernels::device::cuda {

/// A cudaStream_t; nullptr is the default stream.
using stream = ::CUstream_st*;

/// y[i] = f(x[i]) for n values of float or double; y may be x.
template<unary Function, class T>
void map(stream queue, T const* x, T* y, dim n, T p = 0, T q = 0);

/// y = a (op) b, element by element; y is contiguous and may be an operand that is contiguous and not broadcast.
void add(stream queue, broadcast_extents const& extents, float const* a, float const* b, float* y);
void add(stream queue, broadcast_extents const& extents, double const* a, double const* b, double* y);
void sub(stream queue, broadcast_extents const& extents, float const* a, float const* b, float* y);
void sub(stream queue, broadcast_extents const& extents, double const* a, double const* b, double* y);
void mul(stream queue, broadcast_extents const& extents, float const* a, float const* b, float* y);
void mul(stream queue, broadcast_extents const& extents, double const* a, double const* b, double* y);
void div(stream queue, broadcast_extents const& extents, float const* a, float const* b, float* y);
void div(stream queue, broadcast_extents const& extents, double const* a, double const* b, double* y);
void maximum(stream queue, broadcast_extents const& extents, float const* a, float const* b, float* y);
void maximum(stream queue, broadcast_extents const& extents, double const* a, double const* b, double* y);
void minimum(stream queue, broadcast_extents const& extents, float const* a, float const* b, float* y);
void minimum(stream queue, broadcast_extents const& extents, double const* a, double const* b, double* y);
void pow(stream queue, broadcast_extents const& extents, float const* a, float const* b, float* y);
void pow(stream queue, broadcast_extents const& extents, double const* a, double const* b, double* y);

/// y = whether a and b, of float, double or std::int64_t, compare so.
template<comparison Operation, class T>
void compare(stream queue, broadcast_extents const& extents, T const* a, T const* b, bool* y);

/// x: (outer, n, inner)  ->  y: (outer, inner). `workspace` holds workspace_size(outer, n, inner) elements and must
/// live until the work is done. max and argmax: n is at least 1.
void sum(stream queue, float const* x, float* y, dim outer, dim n, dim inner, float* workspace);
void sum(stream queue, double const* x, double* y, dim outer, dim n, dim inner, double* workspace);
void mean(stream queue, float const* x, float* y, dim outer, dim n, dim inner, float* workspace);
void mean(stream queue, double const* x, double* y, dim outer, dim n, dim inner, double* workspace);
void max(stream queue, float const* x, float* y, dim outer, dim n, dim inner, float* workspace);
void max(stream queue, double const* x, double* y, dim outer, dim n, dim inner, double* workspace);
void argmax(stream queue, float const* x, std::int64_t* y, dim outer, dim n, dim inner, std::int64_t* workspace);
void argmax(stream queue, double const* x, std::int64_t* y, dim outer, dim n, dim inner, std::int64_t* workspace);

}  // namespace eponym::inline EPONYM_ABI::kernels::device::cuda
