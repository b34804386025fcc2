// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/vector.hpp>

namespace eponym::inline EPONYM_ABI::kernels::detail {

/// A square of 16-byte vectors, four floats or two doubles a side.
EPONYM_KERNEL_BODY void transpose_square(float const* from, dim from_stride, float* to, dim to_stride) {
    vector<float, 16> a, b, c, d;
    load<float, 16>(a, from);
    load<float, 16>(b, from + from_stride);
    load<float, 16>(c, from + 2 * from_stride);
    load<float, 16>(d, from + 3 * from_stride);
    vector<float, 16> const ac_low = __builtin_shufflevector(a, c, 0, 4, 1, 5);
    vector<float, 16> const ac_high = __builtin_shufflevector(a, c, 2, 6, 3, 7);
    vector<float, 16> const bd_low = __builtin_shufflevector(b, d, 0, 4, 1, 5);
    vector<float, 16> const bd_high = __builtin_shufflevector(b, d, 2, 6, 3, 7);
    a = __builtin_shufflevector(ac_low, bd_low, 0, 4, 1, 5);
    b = __builtin_shufflevector(ac_low, bd_low, 2, 6, 3, 7);
    c = __builtin_shufflevector(ac_high, bd_high, 0, 4, 1, 5);
    d = __builtin_shufflevector(ac_high, bd_high, 2, 6, 3, 7);
    store<float, 16>(to, a);
    store<float, 16>(to + to_stride, b);
    store<float, 16>(to + 2 * to_stride, c);
    store<float, 16>(to + 3 * to_stride, d);
}

EPONYM_KERNEL_BODY void transpose_square(double const* from, dim from_stride, double* to, dim to_stride) {
    vector<double, 16> a, b;
    load<double, 16>(a, from);
    load<double, 16>(b, from + from_stride);
    vector<double, 16> const first = __builtin_shufflevector(a, b, 0, 2);
    vector<double, 16> const second = __builtin_shufflevector(a, b, 1, 3);
    store<double, 16>(to, first);
    store<double, 16>(to + to_stride, second);
}

/// to (columns, rows) = the transpose of from (rows, columns); the strides are those of the rows.
template<class T>
EPONYM_KERNEL_BODY void transpose(T const* from, dim from_stride, T* to, dim to_stride, dim rows, dim columns) {
    constexpr dim side = 16 / dim(sizeof(T));
    dim i = 0;
    for (; i + side <= rows; i += side) {
        dim j = 0;
        for (; j + side <= columns; j += side)
            transpose_square(from + i * from_stride + j, from_stride, to + j * to_stride + i, to_stride);
        for (; j < columns; ++j)
            for (dim k = 0; k < side; ++k) to[j * to_stride + i + k] = from[(i + k) * from_stride + j];
    }
    for (; i < rows; ++i)
        for (dim j = 0; j < columns; ++j) to[j * to_stride + i] = from[i * from_stride + j];
}

}  // namespace eponym::inline EPONYM_ABI::kernels::detail
