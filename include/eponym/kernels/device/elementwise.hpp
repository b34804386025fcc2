// SPDX-License-Identifier: BSL-1.0
// The element-wise operations over any of Thrust's systems: `policy` is thrust::cuda::par, thrust::omp::par,
// thrust::cpp::par or one made from them, and the pointers are to memory of its device. They do what
// kernels/host/unary.hpp and binary.hpp do, and allocate nothing.
#pragma once

#include <cstdint>
#include <thrust/tabulate.h>
#include <thrust/transform.h>

#include <eponym/kernels/device/broadcast.hpp>
#include <eponym/kernels/device/functions.hpp>

namespace eponym::inline EPONYM_ABI::kernels::device {

/// y[i] = f(x[i]) for n values; y may be x.
template<class Policy, class T, class Function>
void map(Policy const& policy, T const* x, T* y, dim n, Function f) {
    thrust::transform(policy, x, x + n, y, f);
}

/// y = f(a, b), element by element; y is contiguous and may be an operand that is contiguous and not broadcast.
template<class Policy, class T, class Y, class Function>
void map(Policy const& policy, broadcast_extents const& extents, T const* a, T const* b, Y* y, Function f) {
    broadcast_extents const merged = detail::collapse(extents);
    dim const count = detail::element_count(merged);
    if (count == 0) return;
    if (merged.rank == 1 && merged.a_strides[0] == 1 && merged.b_strides[0] == 1)
        thrust::transform(policy, a, a + count, b, y, f);
    else if (detail::fits_32_bits(merged))
        thrust::tabulate(policy, y, y + count, detail::broadcast_function<std::int32_t, T, Function>(merged, a, b, f));
    else
        thrust::tabulate(policy, y, y + count, detail::broadcast_function<std::int64_t, T, Function>(merged, a, b, f));
}

/// The functions of kernels/host/unary.hpp with their numbers.
template<unary Function, class Policy, class T>
void map(Policy const& policy, T const* x, T* y, dim n, T p = 0, T q = 0) {
    map(policy, x, y, n, function::of<Function, T>{p, q});
}

template<class Policy, class T>
void add(Policy const& policy, broadcast_extents const& extents, T const* a, T const* b, T* y) {
    map(policy, extents, a, b, y, function::add{});
}
template<class Policy, class T>
void sub(Policy const& policy, broadcast_extents const& extents, T const* a, T const* b, T* y) {
    map(policy, extents, a, b, y, function::sub{});
}
template<class Policy, class T>
void mul(Policy const& policy, broadcast_extents const& extents, T const* a, T const* b, T* y) {
    map(policy, extents, a, b, y, function::mul{});
}
template<class Policy, class T>
void div(Policy const& policy, broadcast_extents const& extents, T const* a, T const* b, T* y) {
    map(policy, extents, a, b, y, function::div{});
}
template<class Policy, class T>
void maximum(Policy const& policy, broadcast_extents const& extents, T const* a, T const* b, T* y) {
    map(policy, extents, a, b, y, function::maximum{});
}
template<class Policy, class T>
void minimum(Policy const& policy, broadcast_extents const& extents, T const* a, T const* b, T* y) {
    map(policy, extents, a, b, y, function::minimum{});
}
template<class Policy, class T>
void pow(Policy const& policy, broadcast_extents const& extents, T const* a, T const* b, T* y) {
    map(policy, extents, a, b, y, function::pow{});
}
template<comparison Operation, class Policy, class T>
void compare(Policy const& policy, broadcast_extents const& extents, T const* a, T const* b, bool* y) {
    map(policy, extents, a, b, y, function::compare<Operation>{});
}

}  // namespace eponym::inline EPONYM_ABI::kernels::device
