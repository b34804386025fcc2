// SPDX-License-Identifier: BSL-1.0
// Maxima of 2 x 2 windows, two apart.
#pragma once

#include <eponym/kernels/host/vector.hpp>

namespace eponym::inline EPONYM_ABI::kernels::detail {

template<class T, int Bytes>
EPONYM_KERNEL_BODY void even_and_odd(vector<T, Bytes> const& a, vector<T, Bytes> const& b, vector<T, Bytes>& even,
                                     vector<T, Bytes>& odd) {
    if constexpr (lanes<T, Bytes> == 16) {
        even = __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
        odd = __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
    } else if constexpr (lanes<T, Bytes> == 8) {
        even = __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14);
        odd = __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15);
    } else if constexpr (lanes<T, Bytes> == 4) {
        even = __builtin_shufflevector(a, b, 0, 2, 4, 6);
        odd = __builtin_shufflevector(a, b, 1, 3, 5, 7);
    } else {
        even = __builtin_shufflevector(a, b, 0, 2);
        odd = __builtin_shufflevector(a, b, 1, 3);
    }
}

template<class T>
EPONYM_KERNEL_BODY void larger_value(T& best, T value) {
    best = value > best || value != value ? value : best;
}

/// `width` outputs of the 2 x 2 window whose upper left corners begin at x.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void pool_pairs(T const* x, dim row, T* y) {
    constexpr dim width = lanes<T, Bytes>;
    vector<T, Bytes> a, b, c, even, odd;
    load<T, Bytes>(a, x);
    load<T, Bytes>(c, x + row);
    take_larger<T, Bytes>(a, c);
    load<T, Bytes>(b, x + width);
    load<T, Bytes>(c, x + row + width);
    take_larger<T, Bytes>(b, c);
    even_and_odd<T, Bytes>(a, b, even, odd);
    take_larger<T, Bytes>(even, odd);
    store<T, Bytes>(y, even);
}

/// One output row of 2 x 2 windows: vectors, the last of which overlaps the one before, halved until it fits.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void pool_row(T const* x, dim row, T* y, dim n) {
    constexpr dim width = lanes<T, Bytes>;
    if (n >= width) {
        dim i = 0;
        for (; i + width <= n; i += width) pool_pairs<T, Bytes>(x + 2 * i, row, y + i);
        if (i < n) pool_pairs<T, Bytes>(x + 2 * (n - width), row, y + n - width);
    } else if constexpr (Bytes > 16) {
        pool_row<T, Bytes / 2>(x, row, y, n);
    } else {
        for (dim i = 0; i < n; ++i) {
            T best = x[2 * i];
            larger_value<T>(best, x[2 * i + 1]);
            larger_value<T>(best, x[2 * i + row]);
            larger_value<T>(best, x[2 * i + row + 1]);
            y[i] = best;
        }
    }
}

}  // namespace eponym::inline EPONYM_ABI::kernels::detail
