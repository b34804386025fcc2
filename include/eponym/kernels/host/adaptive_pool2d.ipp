// SPDX-License-Identifier: BSL-1.0
// One output for the whole plane is a reduction of a row; others are made one by one.
#pragma once

#include <eponym/kernels/host/adaptive_pool2d.hpp>
#include <eponym/kernels/host/pool_windows.hpp>
#include <eponym/kernels/host/reduce.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

EPONYM_KERNEL_BODY dim adaptive_begin(dim output, dim in, dim out) { return output * in / out; }
EPONYM_KERNEL_BODY dim adaptive_end(dim output, dim in, dim out) { return ((output + 1) * in + out - 1) / out; }

template<class Operation, bool Mean, class T>
EPONYM_KERNEL_ENTRY void adaptive_windows(adaptive_pool2d_extents const& e, T const* x, T* y) {
    dim const height = e.in_size[0], width = e.in_size[1];
    for (dim plane = 0; plane < e.planes; ++plane, x += height * width)
        for (dim i = 0; i < e.out_size[0]; ++i) {
            dim const top = adaptive_begin(i, height, e.out_size[0]), bottom = adaptive_end(i, height, e.out_size[0]);
            for (dim j = 0; j < e.out_size[1]; ++j) {
                dim const left = adaptive_begin(j, width, e.out_size[1]);
                dim const right = adaptive_end(j, width, e.out_size[1]);
                T best = Operation::template identity<T>();
                for (dim r = top; r < bottom; ++r)
                    for (dim c = left; c < right; ++c) Operation::template combine<T>(best, x[r * width + c]);
                *y++ = Mean ? best / T((bottom - top) * (right - left)) : best;
            }
        }
}

EPONYM_KERNEL_BODY bool is_whole(adaptive_pool2d_extents const& e) { return e.out_size[0] == 1 && e.out_size[1] == 1; }

template<class T>
EPONYM_KERNEL_ENTRY void run_adaptive_avg(adaptive_pool2d_extents const& e, T const* x, T* y) {
    if (is_whole(e))
        mean(x, y, e.planes, e.in_size[0] * e.in_size[1], 1);
    else
        adaptive_windows<sum_of_window, true, T>(e, x, y);
}

template<class T>
EPONYM_KERNEL_ENTRY void run_adaptive_max(adaptive_pool2d_extents const& e, T const* x, T* y) {
    if (is_whole(e))
        max(x, y, e.planes, e.in_size[0] * e.in_size[1], 1);
    else
        adaptive_windows<largest_of_window, false, T>(e, x, y);
}

}  // namespace detail

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void adaptive_avg_pool2d(adaptive_pool2d_extents const& extents,
                                                                     float const* x, float* y) {
    detail::run_adaptive_avg(extents, x, y);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void adaptive_avg_pool2d(adaptive_pool2d_extents const& extents,
                                                                     double const* x, double* y) {
    detail::run_adaptive_avg(extents, x, y);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void adaptive_max_pool2d(adaptive_pool2d_extents const& extents,
                                                                     float const* x, float* y) {
    detail::run_adaptive_max(extents, x, y);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void adaptive_max_pool2d(adaptive_pool2d_extents const& extents,
                                                                     double const* x, double* y) {
    detail::run_adaptive_max(extents, x, y);
}

}  // namespace eponym::inline EPONYM_ABI::kernels
