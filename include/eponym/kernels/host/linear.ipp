// SPDX-License-Identifier: BSL-1.0
// Both operands of x * weight^T are contiguous along the dimension that is summed, so every value is a dot product and
// nothing has to be packed. A tile of rows x columns dot products shares its loads and fills the registers.
//
//   | rows of x   | tile: rows x columns (AVX-512 / else) | limit                              |
//   |-------------|---------------------------------------|------------------------------------|
//   | 1           | 1 x 8 / 1 x 4                         | reading the weight once, from L2   |
//   | a last 1    | 1 x 8 / 1 x 4                         |                                    |
//   | more        | 6 x 4 / 3 x 4; a last part tile       | multiply-add throughput            |
//   |             | computes its last row again           |                                    |
#pragma once

#include <eponym/kernels/host/linear.hpp>
#include <eponym/kernels/host/vector.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

/// As many weight rows as this many bytes hold are used for all rows of x before the next: they stay in the L2 cache.
inline constexpr dim linear_cached_bytes = 256 * 1024;

/// Dot products are cut into parts of this many elements, so that the rows of a tile stay in the L1 cache.
inline constexpr dim linear_part = 1024;

/// The lanes of four vectors are added: sums[i] = total(v[i]).
template<class T, int Bytes>
EPONYM_KERNEL_BODY void four_totals(vector<T, Bytes> const (&v)[4], T* sums) {
    if constexpr (Bytes == 64 && sizeof(T) == 4) {
        vector<T, 64> const ab =
            __builtin_shufflevector(v[0], v[1], 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) +
            __builtin_shufflevector(v[0], v[1], 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
        vector<T, 64> const cd =
            __builtin_shufflevector(v[2], v[3], 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) +
            __builtin_shufflevector(v[2], v[3], 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
        // Four lanes each of a, b, c, d.
        vector<T, 64> s = __builtin_shufflevector(ab, cd, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27) +
                          __builtin_shufflevector(ab, cd, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
        s += __builtin_shufflevector(s, s, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
        s += __builtin_shufflevector(s, s, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
        s = __builtin_shufflevector(s, s, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12);
        vector<T, 16> low;
        load<T, 16>(low, (T const*)&s);
        store<T, 16>(sums, low);
    } else {
        for (int i = 0; i < 4; ++i) sums[i] = total<T, Bytes>(v[i]);
    }
}

/// The vector of n lanes from element 16 - n + i on has all bits set in its last i lanes and none before.
template<class Integer>
inline constexpr Integer last_lanes[32] = {0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
                                           -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};

/// sums[r * Columns + c] = x[r] . w[c] over n elements.
template<class T, int Bytes, int Rows, int Columns>
EPONYM_KERNEL_BODY void dot_tile(T const* const (&x)[Rows], T const* const (&w)[Columns], dim n,
                                 T (&sums)[Rows * Columns]) {
    constexpr int width = lanes<T, Bytes>;
    using integer = typename same_width<T>::integer;
    using mask = vector<integer, Bytes>;
    vector<T, Bytes> acc[Rows][Columns] = {};
    dim k = 0;
    for (; k + width <= n; k += width) {
        vector<T, Bytes> row[Rows], column;
#pragma GCC unroll 16
        for (int r = 0; r < Rows; ++r) load<T, Bytes>(row[r], x[r] + k);
#pragma GCC unroll 16
        for (int c = 0; c < Columns; ++c) {
            load<T, Bytes>(column, w[c] + k);
#pragma GCC unroll 16
            for (int r = 0; r < Rows; ++r) acc[r][c] += row[r] * column;
        }
    }
    if (k < n && n >= width) {
        // The last width elements, of which those already summed are masked away on both sides: 0 * inf is NaN.
        mask keep;
        load<integer, Bytes>(keep, last_lanes<integer> + (16 - width) + (n - k));
        vector<T, Bytes> row[Rows], column;
#pragma GCC unroll 16
        for (int r = 0; r < Rows; ++r) {
            load<T, Bytes>(row[r], x[r] + n - width);
            row[r] = (vector<T, Bytes>)((mask)row[r] & keep);
        }
#pragma GCC unroll 16
        for (int c = 0; c < Columns; ++c) {
            load<T, Bytes>(column, w[c] + n - width);
            column = (vector<T, Bytes>)((mask)column & keep);
#pragma GCC unroll 16
            for (int r = 0; r < Rows; ++r) acc[r][c] += row[r] * column;
        }
        k = n;
    }
#pragma GCC unroll 16
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 16
        for (int c = 0; c < Columns; c += 4) {
            vector<T, Bytes> const four[4] = {acc[r][c], acc[r][c + 1], acc[r][c + 2], acc[r][c + 3]};
            four_totals<T, Bytes>(four, sums + r * Columns + c);
        }
    for (; k < n; ++k)
        for (int i = 0; i < Rows * Columns; ++i) sums[i] += x[i / Columns][k] * w[i % Columns][k];
}

/// The extents of one call, and which part of the sums is being added.
template<class T>
struct linear_task {
    T const* x;
    T const* weight;
    T const* bias;
    T* y;
    dim rows, in, out;
    activation then;
    dim part_begin, part_end;
    dim x_stride;  // between the rows of x
    T* workspace;  // a tile's rows of x
};

/// Rows x columns of y, beginning at (row, column) and cut at the ends. x points to this part of the first of all rows.
template<class T, int Bytes, int Rows, int Columns>
EPONYM_KERNEL_BODY void linear_tile(linear_task<T> const& task, dim row, dim column) {
    T const* x[Rows];
    T const* w[Columns];
    T sums[Rows * Columns];
#pragma GCC unroll 16
    for (int r = 0; r < Rows; ++r) x[r] = task.x + (row + r < task.rows ? row + r : task.rows - 1) * task.x_stride;
#pragma GCC unroll 16
    for (int c = 0; c < Columns; ++c)
        w[c] = task.weight + (column + c < task.out ? column + c : task.out - 1) * task.in + task.part_begin;
    dot_tile<T, Bytes, Rows, Columns>(x, w, task.part_end - task.part_begin, sums);

    bool const first = task.part_begin == 0;
    bool const last = task.part_end == task.in;
    for (int r = 0; r < Rows && row + r < task.rows; ++r) {
        T* const y = task.y + (row + r) * task.out + column;
        T const* added = !first ? y : task.bias != nullptr ? task.bias + column : nullptr;
        for (dim c = 0; c < Columns && column + c < task.out; c += 4) {
            // Four at a time: as many as four_totals gives.
            vector<T, 4 * sizeof(T)> value, addend;
            dim const count = task.out - column - c;
            load<T, 4 * sizeof(T)>(value, sums + r * Columns + c);
            if (added != nullptr) {
                load_some<T, 4 * sizeof(T)>(addend, added + c, count, T(0));
                value += addend;
            }
            if (last && task.then == activation::relu) rectify<T, 4 * sizeof(T)>(value);
            store_some<T, 4 * sizeof(T)>(y + c, value, count);
        }
    }
}

/// A tile's rows of x side by side in the workspace, `task` then says so.
template<class T>
EPONYM_KERNEL_BODY void copy_rows(linear_task<T> const& whole, dim row, dim rows, linear_task<T>& task) {
    dim const n = task.part_end - task.part_begin;
    task.x_stride = linear_part + 64 / dim(sizeof(T));
    for (dim r = 0; r < rows && row + r < task.rows; ++r)
        __builtin_memcpy(task.workspace + r * task.x_stride, whole.x + (row + r) * task.in + task.part_begin,
                         std::size_t(n) * sizeof(T));
    task.x = task.workspace - row * task.x_stride;
}

template<class T>
struct linear_kernel {
#if defined(EPONYM_COMPILED)
    static constexpr int widest = 64;
#else
    // Every user's file would compile it; few compute in double, and many processors no faster with 512 bits.
    static constexpr int widest = sizeof(T) == 8 ? 32 : 64;
#endif

    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(linear_task<T> const* whole) {
        constexpr int rows_at_once = Bytes == 64 ? 6 : 3;
        constexpr int columns_of_one = Bytes == 64 ? 8 : 4;
        linear_task<T> task = *whole;
        dim const part = task.rows == 1 || task.in <= linear_part ? (task.in > 0 ? task.in : 1) : linear_part;
        dim columns_cached = linear_cached_bytes / (part * dim(sizeof(T))) / 4 * 4;
        if (columns_cached < 4) columns_cached = 4;
        // Rows so far apart share few sets of the L1 cache and would push each other out.
        bool const collide = task.in * dim(sizeof(T)) % 4096 == 0;
        do {
            task.part_end = task.part_begin + part < task.in ? task.part_begin + part : task.in;
            task.x = whole->x + task.part_begin;
            for (dim begin = 0; begin < task.out; begin += columns_cached) {
                dim const end = begin + columns_cached < task.out ? begin + columns_cached : task.out;
                dim row = 0;
                for (; row + 1 < task.rows; row += rows_at_once) {
                    if (collide) copy_rows<T>(*whole, row, rows_at_once, task);
                    for (dim column = begin; column < end; column += 4)
                        linear_tile<T, Bytes, rows_at_once, 4>(task, row, column);
                }
                if (collide) {
                    task.x = whole->x + task.part_begin;
                    task.x_stride = task.in;
                }
                if (row < task.rows)
                    for (dim column = begin; column < end; column += columns_of_one)
                        linear_tile<T, Bytes, 1, columns_of_one>(task, row, column);
            }
            task.part_begin = task.part_end;
        } while (task.part_begin < task.in);
    }
};

}  // namespace detail

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY std::size_t linear_workspace(dim rows, dim in, dim,
                                                                         std::size_t element_size) {
    return rows > 1 && in * dim(element_size) % 4096 == 0 ? 6 * (detail::linear_part * element_size + 64) : 0;
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void linear(float const* x, dim rows, dim in, float const* weight,
                                                        float const* bias, dim out, activation then, float* y,
                                                        void* workspace) {
    detail::linear_task<float> const task{x,   weight, bias, y,  rows, in,
                                          out, then,   0,    in, in,   static_cast<float*>(workspace)};
    if (rows > 0 && out > 0) dispatch<detail::linear_kernel<float>>(&task);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void linear(double const* x, dim rows, dim in, double const* weight,
                                                        double const* bias, dim out, activation then, double* y,
                                                        void* workspace) {
    detail::linear_task<double> const task{x,   weight, bias, y,  rows, in,
                                           out, then,   0,    in, in,   static_cast<double*>(workspace)};
    if (rows > 0 && out > 0) dispatch<detail::linear_kernel<double>>(&task);
}

}  // namespace eponym::inline EPONYM_ABI::kernels
