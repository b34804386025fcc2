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
template<class Policy, class T, class Function>
void map(Policy const& policy, broadcast_extents const& extents, T const* a, T const* b, T* y, Function f) {
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

template<class Policy, class T>
void relu(Policy const& policy, T const* x, T* y, dim n) {
    map(policy, x, y, n, function::relu{});
}
template<class Policy, class T>
void neg(Policy const& policy, T const* x, T* y, dim n) {
    map(policy, x, y, n, function::neg{});
}
template<class Policy, class T>
void exp(Policy const& policy, T const* x, T* y, dim n) {
    map(policy, x, y, n, function::exp{});
}
template<class Policy, class T>
void log(Policy const& policy, T const* x, T* y, dim n) {
    map(policy, x, y, n, function::log{});
}
template<class Policy, class T>
void tanh(Policy const& policy, T const* x, T* y, dim n) {
    map(policy, x, y, n, function::tanh{});
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

}  // namespace eponym::inline EPONYM_ABI::kernels::device
