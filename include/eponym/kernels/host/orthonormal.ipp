// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>

#include <eponym/kernels/host/orthonormal.hpp>
#include <eponym/kernels/host/vector.hpp>
#include <eponym/meta/list.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

template<int Bytes>
EPONYM_KERNEL_BODY double inner_product(double const* a, double const* b, dim n) {
    constexpr dim width = lanes<double, Bytes>;
    vector<double, Bytes> part[2] = {}, left, right;
    dim i = 0;
    for (; i + 2 * width <= n; i += 2 * width)
#pragma GCC unroll 2
        for (int j = 0; j < 2; ++j) {
            load<double, Bytes>(left, a + i + j * width);
            load<double, Bytes>(right, b + i + j * width);
            part[j] += left * right;
        }
    part[0] += part[1];
    double sum = total<double, Bytes>(part[0]);
    for (; i < n; ++i) sum += a[i] * b[i];
    return sum;
}

// y += factor x
template<int Bytes>
EPONYM_KERNEL_BODY void add_multiple(double* y, double const* x, double factor, dim n) {
    constexpr dim width = lanes<double, Bytes>;
    vector<double, Bytes> from, to;
    dim i = 0;
    for (; i + width <= n; i += width) {
        load<double, Bytes>(from, x + i);
        load<double, Bytes>(to, y + i);
        to += from * factor;
        store<double, Bytes>(y + i, to);
    }
    for (; i < n; ++i) y[i] += x[i] * factor;
}

struct reflections {
    // H = 1 - scale v v^T with v[0] = 1, whose other elements lie in `v`, on n elements of x.
    template<int Bytes>
    EPONYM_KERNEL_BODY static void reflect(double* x, double const* v, double scale, dim n) {
        double const along = scale * (x[0] + inner_product<Bytes>(v + 1, x + 1, n - 1));
        x[0] -= along;
        add_multiple<Bytes>(x + 1, v + 1, -along, n - 1);
    }

    // `work` has room for two numbers a column.
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(double* a, dim rows, dim columns, double* work) {
        double* const scales = work;
        double* const diagonal = work + columns;
        for (dim j = 0; j < columns; ++j) {
            double* const v = a + j * rows + j;
            dim const n = rows - j;
            double const below = inner_product<Bytes>(v + 1, v + 1, n - 1);
            double const top = v[0];
            if (below == 0) {
                scales[j] = 0;
                diagonal[j] = top;
                continue;
            }
            double const length = __builtin_sqrt(top * top + below);
            double const image = top < 0 ? length : -length;
            scales[j] = (image - top) / image;
            diagonal[j] = image;
            double const divisor = top - image;
            for (dim i = 1; i < n; ++i) v[i] /= divisor;
            for (dim k = j + 1; k < columns; ++k) reflect<Bytes>(a + k * rows + j, v, scales[j], n);
        }
        // Q is the product of the reflections applied to the unit vectors, from the last to the first.
        for (dim j = columns - 1; j >= 0; --j) {
            double* const column = a + j * rows;
            double* const v = column + j;
            dim const n = rows - j;
            for (dim k = j + 1; k < columns; ++k) reflect<Bytes>(a + k * rows + j, v, scales[j], n);
            for (dim i = 0; i < j; ++i) column[i] = 0;
            v[0] = 1 - scales[j];
            for (dim i = 1; i < n; ++i) v[i] *= -scales[j];
        }
        for (dim j = 0; j < columns; ++j)
            if (diagonal[j] < 0)
                for (dim i = 0; i < rows; ++i) a[j * rows + i] = -a[j * rows + i];
    }
};

}  // namespace detail

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void orthonormalize(double* a, dim rows, dim columns) {
    auto work = list<double>(std::size_t(2 * columns));
    dispatch<detail::reflections>(a, rows, columns, work.data());
}

}  // namespace eponym::inline EPONYM_ABI::kernels
