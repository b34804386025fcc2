// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/activation.hpp>
#include <eponym/kernels/host/instruction_set.hpp>
#include <eponym/kernels/host/vector.hpp>

namespace eponym::inline EPONYM_ABI::kernels::detail {

/// One tile of c = a * b: a's values are read one at a time and repeated, b's as vectors, c's stay in registers.
template<class T>
struct product_tile_task {
    T const* a;  // element (i, k) at a[i * a_row_stride + k * a_step]
    dim a_row_stride, a_step;
    T const* b;  // row k at b + offsets[k]
    dim const* offsets;
    dim depth;
    T* c;
    dim c_row_stride;
    T const* bias;  // one per row of c, or null
    bool adds;      // to what c holds
    activation then;
};

/// `rows` (at most Rows) x (Vectors * width) values; rows past the end are computed from the last one and dropped.
template<class T, int Bytes, int Rows, int Vectors>
EPONYM_KERNEL_BODY void product_tile(product_tile_task<T> const& task, dim rows) {
    constexpr int width = lanes<T, Bytes>;
    vector<T, Bytes> acc[Rows][Vectors];
    T const* a[Rows];
#pragma GCC unroll 16
    for (int r = 0; r < Rows; ++r) {
        dim const row = r < rows ? r : rows - 1;
        a[r] = task.a + row * task.a_row_stride;
        T const bias = task.bias != nullptr ? task.bias[row] : T(0);
#pragma GCC unroll 16
        for (int v = 0; v < Vectors; ++v) {
            fill<T, Bytes>(acc[r][v], bias);
            if (task.adds) {
                vector<T, Bytes> before;
                load<T, Bytes>(before, task.c + row * task.c_row_stride + v * width);
                acc[r][v] += before;
            }
        }
    }
    dim const step = task.a_step;
    for (dim k = 0, at = 0; k < task.depth; ++k, at += step) {
        T const* const b = task.b + task.offsets[k];
        vector<T, Bytes> column[Vectors];
#pragma GCC unroll 16
        for (int v = 0; v < Vectors; ++v) load<T, Bytes>(column[v], b + v * width);
#pragma GCC unroll 16
        for (int r = 0; r < Rows; ++r) {
            T const value = a[r][at];
#pragma GCC unroll 16
            for (int v = 0; v < Vectors; ++v) acc[r][v] += column[v] * value;
        }
    }
#pragma GCC unroll 16
    for (int r = 0; r < Rows; ++r)
        if (r < rows)
#pragma GCC unroll 16
            for (int v = 0; v < Vectors; ++v) {
                if (task.then == activation::relu) rectify<T, Bytes>(acc[r][v]);
                store<T, Bytes>(task.c + r * task.c_row_stride + v * width, acc[r][v]);
            }
}

template<class T, int Rows, int Vectors>
struct product_tile_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(product_tile_task<T> const* task, dim rows) {
        product_tile<T, Bytes, Rows, Vectors>(*task, rows);
    }
};

/// The most rows of a tile: the accumulators and their operands fill the registers.
template<int Bytes>
inline constexpr int tile_rows = Bytes == 64 ? 8 : 6;

/// As `product_tile`, for any number of rows from 1 to tile_rows: the smallest tile that holds them.
template<class T, int Bytes, int Vectors>
EPONYM_KERNEL_BODY void product_tile_of(product_tile_task<T> const* task, dim rows) {
    if constexpr (tile_rows<Bytes> > 6)
        if (rows > 6) return run_part<Bytes, product_tile_kernel<T, 8, Vectors>>(task, rows);
    if (rows > 4) return run_part<Bytes, product_tile_kernel<T, 6, Vectors>>(task, rows);
    if (rows > 2) return run_part<Bytes, product_tile_kernel<T, 4, Vectors>>(task, rows);
    run_part<Bytes, product_tile_kernel<T, 2, Vectors>>(task, rows);
}

}  // namespace eponym::inline EPONYM_ABI::kernels::detail
