// SPDX-License-Identifier: BSL-1.0
//   | window                                     | loop                                           |
//   |--------------------------------------------|------------------------------------------------|
//   | 2 x 2, stride 2, no padding, all in bounds | a vector of outputs from two vectors of a row  |
//   | others                                     | one by one, the window cut to the input first  |
#pragma once

#include <eponym/kernels/host/max_pool2d.hpp>
#include <eponym/kernels/host/pool_pairs.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

/// The part [begin, end) of a window of `count` taps from `first` on that lies within [0, size).
EPONYM_KERNEL_BODY void cut_window(dim first, dim dilation, dim count, dim size, dim& begin, dim& end) {
    begin = first < 0 ? (-first + dilation - 1) / dilation : 0;
    end = first + (count - 1) * dilation < size ? count : (size - first + dilation - 1) / dilation;
}

template<class T>
EPONYM_KERNEL_ENTRY __attribute__((noinline)) void pool_plane(pool2d_extents const& e, dim out_height, dim out_width,
                                                              T const* x, T* y) {
    for (dim i = 0; i < out_height; ++i) {
        dim const top = i * e.stride[0] - e.padding[0];
        dim row_begin, row_end;
        cut_window(top, e.dilation[0], e.kernel[0], e.in_size[0], row_begin, row_end);
        for (dim j = 0; j < out_width; ++j) {
            dim const left = j * e.stride[1] - e.padding[1];
            dim begin, end;
            cut_window(left, e.dilation[1], e.kernel[1], e.in_size[1], begin, end);
            T best = -T(__builtin_inf());
            for (dim r = row_begin; r < row_end; ++r) {
                T const* const row = x + (top + r * e.dilation[0]) * e.in_size[1] + left;
                for (dim c = begin; c < end; ++c) larger_value<T>(best, row[c * e.dilation[1]]);
            }
            y[i * out_width + j] = best;
        }
    }
}

template<class T>
struct max_pool2d_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(pool2d_extents const* extents, T const* x, T* y) {
        pool2d_extents const& e = *extents;
        dim const height = e.out_size(0);
        dim const width = e.out_size(1);
        bool const pairs = e.kernel[0] == 2 && e.kernel[1] == 2 && e.stride[0] == 2 && e.stride[1] == 2 &&
                           e.padding[0] == 0 && e.padding[1] == 0 && e.dilation[0] == 1 && e.dilation[1] == 1 &&
                           2 * height <= e.in_size[0] && 2 * width <= e.in_size[1];
        for (dim plane = 0; plane < e.planes; ++plane) {
            if (pairs) {
                for (dim i = 0; i < height; ++i)
                    pool_row<T, Bytes>(x + 2 * i * e.in_size[1], e.in_size[1], y + i * width, width);
            } else {
                pool_plane<T>(e, height, width, x, y);
            }
            x += e.in_size[0] * e.in_size[1];
            y += height * width;
        }
    }
};

}  // namespace detail

EPONYM_KERNEL_ENTRY EPONYM_INLINE void max_pool2d(pool2d_extents const& extents, float const* x, float* y) {
    dispatch<detail::max_pool2d_kernel<float>>(&extents, x, y);
}

EPONYM_KERNEL_ENTRY EPONYM_INLINE void max_pool2d(pool2d_extents const& extents, double const* x, double* y) {
    dispatch<detail::max_pool2d_kernel<double>>(&extents, x, y);
}

}  // namespace eponym::inline EPONYM_ABI::kernels
