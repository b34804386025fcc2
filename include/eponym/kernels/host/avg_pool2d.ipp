// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/avg_pool2d.hpp>
#include <eponym/kernels/host/pool_windows.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

/// Elements of the window at `position` along an axis. Of the padding only what lies within its extent counts: a window
/// that is there by ceil_mode can pass that too.
EPONYM_KERNEL_BODY dim elements_along(pool2d_extents const& e, int axis, bool with_padding, dim position) {
    dim const margin = with_padding ? e.padding[axis] : 0;
    dim const first = position * e.stride[axis] - e.padding[axis];
    dim const begin = first < -margin ? -margin : first;
    dim const end =
        first + e.kernel[axis] < e.in_size[axis] + margin ? first + e.kernel[axis] : e.in_size[axis] + margin;
    return end - begin;
}

template<class T, int Bytes>
EPONYM_KERNEL_BODY void divide(T* y, T divisor, dim n) {
    constexpr dim width = lanes<T, Bytes>;
    vector<T, Bytes> value;
    dim j = 0;
    for (; j + width <= n; j += width) {
        load<T, Bytes>(value, y + j);
        value /= divisor;
        store<T, Bytes>(y + j, value);
    }
    for (; j < n; ++j) y[j] /= divisor;
}

/// Divides a row of outputs: those at its ends by what their windows hold, those between by a whole window.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void divide_row(pool2d_extents const& e, bool with_padding, dim rows, T* y, dim n) {
    dim begin = 0, end = n;
    for (; begin < end; ++begin) {
        dim const columns = elements_along(e, 1, with_padding, begin);
        if (columns == e.kernel[1]) break;
        y[begin] /= T(rows * columns);
    }
    for (; end > begin; --end) {
        dim const columns = elements_along(e, 1, with_padding, end - 1);
        if (columns == e.kernel[1]) break;
        y[end - 1] /= T(rows * columns);
    }
    divide<T, Bytes>(y + begin, T(rows * e.kernel[1]), end - begin);
}

template<class T>
struct avg_pool2d_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(pool2d_extents const* extents, bool count_include_pad, dim divisor, T const* x,
                                       T* y) {
        pool2d_extents const& e = *extents;
        dim const height = e.out_size(0);
        dim const width = e.out_size(1);
        for (dim plane = 0; plane < e.planes; ++plane) {
            pool_plane<sum_of_window, T, Bytes>(e, height, width, x, y);
            x += e.in_size[0] * e.in_size[1];
            for (dim i = 0; i < height; ++i, y += width) {
                if (divisor != 0)
                    divide<T, Bytes>(y, T(divisor), width);
                else
                    divide_row<T, Bytes>(e, count_include_pad, elements_along(e, 0, count_include_pad, i), y, width);
            }
        }
    }
};

}  // namespace detail

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void avg_pool2d(pool2d_extents const& extents, bool count_include_pad,
                                                            dim divisor, float const* x, float* y) {
    dispatch<detail::avg_pool2d_kernel<float>>(&extents, count_include_pad, divisor, x, y);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void avg_pool2d(pool2d_extents const& extents, bool count_include_pad,
                                                            dim divisor, double const* x, double* y) {
    dispatch<detail::avg_pool2d_kernel<double>>(&extents, count_include_pad, divisor, x, y);
}

}  // namespace eponym::inline EPONYM_ABI::kernels
