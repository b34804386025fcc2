// SPDX-License-Identifier: BSL-1.0
//   | window                                     | loop                                           |
//   |--------------------------------------------|------------------------------------------------|
//   | 2 x 2, stride 2, no padding, all in bounds | a vector of outputs from two vectors of a row  |
//   | others                                     | a vector of columns of a window's rows, then a |
//   |                                            | vector of outputs of these                     |
#pragma once

#include <eponym/kernels/host/max_pool2d.hpp>
#include <eponym/kernels/host/pool_windows.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

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
                pool_plane<largest_of_window, T, Bytes>(e, height, width, x, y);
            }
            x += e.in_size[0] * e.in_size[1];
            y += height * width;
        }
    }
};

}  // namespace detail

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void max_pool2d(pool2d_extents const& extents, float const* x, float* y) {
    dispatch<detail::max_pool2d_kernel<float>>(&extents, x, y);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void max_pool2d(pool2d_extents const& extents, double const* x, double* y) {
    dispatch<detail::max_pool2d_kernel<double>>(&extents, x, y);
}

}  // namespace eponym::inline EPONYM_ABI::kernels
