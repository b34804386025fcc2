// SPDX-License-Identifier: BSL-1.0
//   | operands                                            | way                                              |
//   |-----------------------------------------------------|--------------------------------------------------|
//   | rows of a and columns of b contiguous, back to back | dot products, as `linear`                        |
//   | a as above, n up to 4                               | b's columns copied, then the same                |
//   | few rows in a, rows of b contiguous                 | tiles of 8 x 32 values, b read where it is       |
//   | others                                              | the same, parts of b packed into panels first    |
#pragma once

#include <eponym/kernels/host/linear.hpp>
#include <eponym/kernels/host/matmul.hpp>
#include <eponym/kernels/host/product.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

inline constexpr dim matmul_few_columns = 4;

EPONYM_KERNEL_ENTRY inline std::size_t matmul_columns_bytes(dim k, std::size_t element_size) {
    return (std::size_t(k * matmul_few_columns) * element_size + 63) / 64 * 64;
}

template<class T>
EPONYM_KERNEL_ENTRY void multiply(matrix<T> a, matrix<T> b, T* c, dim m, dim k, dim n, void* workspace) {
    if (m == 0 || n == 0) return;
    bool const rows_contiguous = (a.column_stride == 1 || k == 1) && (a.row_stride == k || m == 1);
    bool const columns_contiguous = (b.row_stride == 1 || k == 1) && (b.column_stride == k || n == 1);
    if (rows_contiguous && columns_contiguous)
        return linear(a.data, m, k, b.data, nullptr, n, activation::none, c, workspace);
    if (rows_contiguous && n <= matmul_few_columns) {
        T* const columns = static_cast<T*>(workspace);
        for (dim j = 0; j < n; ++j)
            for (dim i = 0; i < k; ++i) columns[j * k + i] = b.data[i * b.row_stride + j * b.column_stride];
        return linear(a.data, m, k, columns, nullptr, n, activation::none, c,
                      static_cast<char*>(workspace) + matmul_columns_bytes(k, sizeof(T)));
    }
    product_task<T> const task{a, b, c, m, k, n, nullptr, activation::none, workspace};
    dispatch<product_kernel<T>>(&task);
}

}  // namespace detail

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY std::size_t matmul_workspace(dim m, dim k, dim n,
                                                                         std::size_t element_size) {
    std::size_t const product = detail::product_workspace(k, n, element_size);
    std::size_t const columns = detail::matmul_columns_bytes(k, element_size) + linear_workspace(m, k, n, element_size);
    return columns > product ? columns : product;
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void matmul(matrix<float> a, matrix<float> b, float* c, dim m, dim k, dim n,
                                                        void* workspace) {
    detail::multiply(a, b, c, m, k, n, workspace);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void matmul(matrix<double> a, matrix<double> b, double* c, dim m, dim k,
                                                        dim n, void* workspace) {
    detail::multiply(a, b, c, m, k, n, workspace);
}

}  // namespace eponym::inline EPONYM_ABI::kernels
