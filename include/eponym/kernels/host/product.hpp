// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/matrix.hpp>
#include <eponym/kernels/host/product_tile.hpp>
#include <eponym/kernels/host/transpose.hpp>

namespace eponym::inline EPONYM_ABI::kernels::detail {

/// A product of matrices with what may follow it.
template<class T>
struct product_task {
    matrix<T> a, b;
    T* c;
    dim m, k, n;
    T const* bias;  // one per row of c, or null
    activation then;
    void* workspace;
};

inline constexpr dim product_depth = 256;     // rows of b that are packed at once
inline constexpr dim product_panel = 128;     // bytes of a packed row: two of the widest vectors
inline constexpr dim product_bytes = 524288;  // of packed b: half of an L2 cache
inline constexpr dim product_rows = 8;        // the most rows of a tile

/// Workspace: two tables of offsets, a tile for the last columns, rows of a, the packed part of b.
EPONYM_KERNEL_ENTRY inline std::size_t product_workspace(dim k, dim n, std::size_t element_size) {
    dim const depth = k < product_depth ? k : product_depth;
    dim const panel = product_panel / dim(element_size);
    dim const panels = (n + panel - 1) / panel;
    dim const packed = panels * depth * product_panel;
    return std::size_t(2 * product_depth * dim(sizeof(dim)) + product_rows * product_panel +
                       product_rows * product_depth * dim(element_size) +
                       (packed < product_bytes ? packed : product_bytes));
}

/// Rows [0, depth) x columns [0, columns) of b as panels of two vectors; what is missing in the last is zero.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void pack_panels(matrix<T> const& b, dim depth, dim columns, T* to) {
    constexpr dim width = lanes<T, Bytes>;
    if (b.row_stride == 1 && b.column_stride != 1) {
        for (dim begin = 0; begin < columns; begin += 2 * width, to += depth * 2 * width) {
            dim const count = columns - begin < 2 * width ? columns - begin : 2 * width;
            for (dim i = 0; count < 2 * width && i < depth * 2 * width; ++i) to[i] = T(0);
            transpose<T>(b.data + begin * b.column_stride, b.column_stride, to, 2 * width, count, depth);
        }
        return;
    }
    // Along the rows of b, which the processor then fetches ahead.
    for (dim k = 0; k < depth; ++k) {
        T const* const from = b.data + k * b.row_stride;
        T* row = to + k * 2 * width;
        for (dim begin = 0; begin < columns; begin += 2 * width, row += depth * 2 * width) {
            if (b.column_stride == 1 && begin + 2 * width <= columns) {
                vector<T, Bytes> first, second;
                load<T, Bytes>(first, from + begin);
                load<T, Bytes>(second, from + begin + width);
                store<T, Bytes>(row, first);
                store<T, Bytes>(row + width, second);
                continue;
            }
            for (dim j = 0; j < 2 * width; ++j)
                row[j] = begin + j < columns ? from[(begin + j) * b.column_stride] : T(0);
        }
    }
}

/// Whether rows of a that lie so far apart would share few sets of a cache, or its columns are the contiguous ones.
template<class T>
EPONYM_KERNEL_BODY bool rows_collide(matrix<T> const& a) {
    return a.column_stride != 1 || a.row_stride * dim(sizeof(T)) % 4096 == 0;
}

/// Rows [0, rows) x columns [0, depth) of a, column by column.
template<class T>
EPONYM_KERNEL_BODY void pack_rows(T const* a, dim row_stride, dim column_stride, dim rows, dim depth, T* to) {
    if (column_stride == 1) return transpose<T>(a, row_stride, to, product_rows, rows, depth);
    for (dim k = 0; k < depth; ++k)
        for (dim r = 0; r < rows; ++r) to[k * product_rows + r] = a[r * row_stride + k * column_stride];
}

/// A tile whose columns are cut: by way of `edge`, rows of a whole tile's width.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void product_edge(product_tile_task<T> tile, dim rows, dim columns, T* edge) {
    constexpr dim panel = 2 * lanes<T, Bytes>;
    T* const c = tile.c;
    if (tile.adds)
        for (dim r = 0; r < rows; ++r)
            for (dim j = 0; j < columns; ++j) edge[r * panel + j] = c[r * tile.c_row_stride + j];
    dim const c_row_stride = tile.c_row_stride;
    tile.c = edge;
    tile.c_row_stride = panel;
    product_tile_of<T, Bytes, 2>(&tile, rows);
    for (dim r = 0; r < rows; ++r)
        for (dim j = 0; j < columns; ++j) c[r * c_row_stride + j] = edge[r * panel + j];
}

template<class T>
struct product_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(product_task<T> const* whole) {
        constexpr dim panel = 2 * lanes<T, Bytes>;
        product_task<T> const& task = *whole;
        dim* const packed_offsets = static_cast<dim*>(task.workspace);
        dim* const plain_offsets = packed_offsets + product_depth;
        T* const edge = reinterpret_cast<T*>(plain_offsets + product_depth);
        T* const packed_rows = edge + product_rows * product_panel / dim(sizeof(T));
        T* const packed = packed_rows + product_rows * product_depth;
        // Few rows do not pay for packing b, unless its columns have to be gathered or cut.
        bool const in_place = task.b.column_stride == 1 && task.m <= 2 * tile_rows<Bytes>;
        for (dim k = 0; k < product_depth && k < task.k; ++k) {
            packed_offsets[k] = k * panel;
            plain_offsets[k] = k * task.b.row_stride;
        }
        dim const depth_most = task.k < product_depth ? task.k : product_depth;
        dim const columns_most = product_bytes / (depth_most > 0 ? depth_most * product_panel : product_panel) * panel;
        dim begin = 0;
        do {
            dim const depth = task.k - begin < product_depth ? task.k - begin : product_depth;
            for (dim left = 0; left < task.n; left += columns_most) {
                dim const columns = task.n - left < columns_most ? task.n - left : columns_most;
                dim const whole_columns = in_place ? columns / panel * panel : 0;
                matrix<T> b = task.b;
                b.data += begin * b.row_stride + (left + whole_columns) * b.column_stride;
                pack_panels<T, Bytes>(b, depth, columns - whole_columns, packed);
                b.data -= whole_columns * b.column_stride;
                for (dim i = 0; i < task.m; i += tile_rows<Bytes>) {
                    dim const rows = task.m - i < tile_rows<Bytes> ? task.m - i : tile_rows<Bytes>;
                    product_tile_task<T> tile{};
                    tile.a = task.a.data + i * task.a.row_stride + begin * task.a.column_stride;
                    tile.a_row_stride = task.a.row_stride;
                    tile.a_step = task.a.column_stride;
                    if (columns > panel && rows_collide<T>(task.a)) {
                        pack_rows<T>(tile.a, tile.a_row_stride, tile.a_step, rows, depth, packed_rows);
                        tile.a = packed_rows;
                        tile.a_row_stride = 1;
                        tile.a_step = product_rows;
                    }
                    tile.depth = depth;
                    tile.c_row_stride = task.n;
                    tile.adds = begin > 0;
                    tile.bias = task.bias != nullptr && begin == 0 ? task.bias + i : nullptr;
                    tile.then = begin + depth == task.k ? task.then : activation::none;
                    for (dim j = 0; j < columns; j += panel) {
                        bool const plain = j < whole_columns;
                        tile.c = task.c + i * task.n + left + j;
                        tile.b = plain ? b.data + j : packed + (j - whole_columns) * depth;
                        tile.offsets = plain ? plain_offsets : packed_offsets;
                        if (columns - j < panel)
                            product_edge<T, Bytes>(tile, rows, columns - j, edge);
                        else
                            product_tile_of<T, Bytes, 2>(&tile, rows);
                    }
                }
            }
            begin += depth;
        } while (begin < task.k);
    }
};

}  // namespace eponym::inline EPONYM_ABI::kernels::detail
