// SPDX-License-Identifier: BSL-1.0
// Three passes, each vectorised along n where inner is 1 and across the columns otherwise: the largest value, the sum
// of the exponentials, the result.
#pragma once

#include <eponym/kernels/host/exponential.hpp>
#include <eponym/kernels/host/row_maximum.hpp>
#include <eponym/kernels/host/softmax.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

/// Where nothing but -inf is in the row, the difference is NaN, as in PyTorch.
template<bool Logarithm, class T, int Bytes>
EPONYM_KERNEL_BODY void softmax_row(T const* x, T* y, dim n) {
    constexpr dim width = lanes<T, Bytes>;
    T const most = row_max<T, Bytes>(x, n);
    T const lowest = -T(__builtin_inf());
    vector<T, Bytes> value, sums = {};
    for (dim i = 0; i < n; i += width) {
        if (n - i >= width)
            load<T, Bytes>(value, x + i);
        else
            load_some<T, Bytes>(value, x + i, n - i, lowest);
        value -= most;
        vector<T, Bytes> const shifted = value;
        exponential<Bytes>(value);
        // A lane past the end of a row whose largest is -inf would count as NaN: only that whole row is NaN anyway.
        sums += value;
        if (Logarithm) value = shifted;
        if (n - i >= width)
            store<T, Bytes>(y + i, value);
        else
            store_some<T, Bytes>(y + i, value, n - i);
    }
    T const sum = total<T, Bytes>(sums);
    T const factor = T(1) / sum;
    T const offset = Logarithm ? logarithm(sum) : T(0);
    dim i = 0;
    for (; i + width <= n; i += width) {
        load<T, Bytes>(value, y + i);
        if constexpr (Logarithm)
            value -= offset;
        else
            value *= factor;
        store<T, Bytes>(y + i, value);
    }
    for (; i < n; ++i) y[i] = Logarithm ? y[i] - offset : y[i] * factor;
}

/// `count` neighbouring columns, at most a vector of them.
template<bool Logarithm, class T, int Bytes>
EPONYM_KERNEL_BODY void softmax_columns(T const* x, T* y, dim n, dim inner, dim count) {
    vector<T, Bytes> most, sums = {}, value;
    load_some<T, Bytes>(most, x, count, T(0));
    for (dim i = 1; i < n; ++i) {
        load_some<T, Bytes>(value, x + i * inner, count, T(0));
        take_larger<T, Bytes>(most, value);
    }
    for (dim i = 0; i < n; ++i) {
        load_some<T, Bytes>(value, x + i * inner, count, T(0));
        value -= most;
        vector<T, Bytes> const shifted = value;
        exponential<Bytes>(value);
        sums += value;
        if (Logarithm) value = shifted;
        store_some<T, Bytes>(y + i * inner, value, count);
    }
    if constexpr (Logarithm)
        for (int j = 0; j < lanes<T, Bytes>; ++j) sums[j] = logarithm(T(sums[j]));
    for (dim i = 0; i < n; ++i) {
        load_some<T, Bytes>(value, y + i * inner, count, T(0));
        if constexpr (Logarithm)
            value -= sums;
        else
            value /= sums;
        store_some<T, Bytes>(y + i * inner, value, count);
    }
}

template<bool Logarithm, class T>
struct softmax_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(T const* x, T* y, dim outer, dim n, dim inner) {
        constexpr dim width = lanes<T, Bytes>;
        for (dim o = 0; o < outer; ++o, x += n * inner, y += n * inner) {
            if (inner == 1) {
                softmax_row<Logarithm, T, Bytes>(x, y, n);
                continue;
            }
            for (dim column = 0; column < inner; column += width)
                softmax_columns<Logarithm, T, Bytes>(x + column, y + column, n, inner,
                                                     inner - column < width ? inner - column : width);
        }
    }
};

}  // namespace detail

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void softmax(float const* x, float* y, dim outer, dim n, dim inner) {
    if (n > 0) dispatch<detail::softmax_kernel<false, float>>(x, y, outer, n, inner);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void softmax(double const* x, double* y, dim outer, dim n, dim inner) {
    if (n > 0) dispatch<detail::softmax_kernel<false, double>>(x, y, outer, n, inner);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void log_softmax(float const* x, float* y, dim outer, dim n, dim inner) {
    if (n > 0) dispatch<detail::softmax_kernel<true, float>>(x, y, outer, n, inner);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void log_softmax(double const* x, double* y, dim outer, dim n, dim inner) {
    if (n > 0) dispatch<detail::softmax_kernel<true, double>>(x, y, outer, n, inner);
}

}  // namespace eponym::inline EPONYM_ABI::kernels
