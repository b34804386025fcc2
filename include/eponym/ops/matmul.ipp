// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/matmul.hpp>
#include <eponym/ops/matmul.hpp>
#include <eponym/ops/workspace.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

// One operand as a batch of matrices: the strides of its last two dimensions, and those of its batch dimensions,
// aligned with the batch of the result and 0 where it is broadcast.
struct matrix_batch {
    Strides batch;
    dim row_stride = 0;
    dim column_stride = 0;
};

EPONYM_ON_DEMAND EPONYM_INLINE matrix_batch matrices_of(AnyTensor const& tensor, Shape const& batch,
                                                        bool vector_is_column) {
    matrix_batch matrices;
    matrices.batch.resize(batch.rank());
    int const rank = tensor.rank();
    if (rank == 1) {
        (vector_is_column ? matrices.row_stride : matrices.column_stride) = tensor.strides()[0];
        return matrices;
    }
    matrices.row_stride = tensor.strides()[rank - 2];
    matrices.column_stride = tensor.strides()[rank - 1];
    for (int i = 0; i < batch.rank(); ++i) {
        int const own = i - (batch.rank() - (rank - 2));
        matrices.batch[i] = own < 0 || tensor.shape()[own] == 1 ? 0 : tensor.strides()[own];
    }
    return matrices;
}

template<element T>
void run_matmul(AnyTensor const& a, AnyTensor const& b, AnyTensor const& c, Shape const& batch) {
    dim const m = a.rank() == 1 ? 1 : a.shape()[a.rank() - 2];
    dim const k = a.shape().back();
    dim const n = b.rank() == 1 ? 1 : b.shape().back();
    matrix_batch const of_a = matrices_of(a, batch, false);
    matrix_batch const of_b = matrices_of(b, batch, true);
    void* const workspace = thread_workspace(kernels::matmul_workspace(m, k, n, sizeof(T)));
    T* const result = c.mutable_data<T>();
    Shape index;
    index.resize(batch.rank());
    dim const count = batch.numel();
    for (dim item = 0; item < count; ++item) {
        dim offset_a = 0;
        dim offset_b = 0;
        for (int i = 0; i < batch.rank(); ++i) {
            offset_a += index[i] * of_a.batch[i];
            offset_b += index[i] * of_b.batch[i];
        }
        kernels::matmul(kernels::matrix<T>{a.data<T>() + offset_a, of_a.row_stride, of_a.column_stride},
                        kernels::matrix<T>{b.data<T>() + offset_b, of_b.row_stride, of_b.column_stride},
                        result + item * m * n, m, k, n, workspace);
        for (int i = batch.rank() - 1; i >= 0 && ++index[i] == batch[i]; --i) index[i] = 0;
    }
}

}  // namespace detail

template<class Element>
AnyTensor detail::matmul_for(AnyTensor const& a, AnyTensor const& b) {
    detail::require([&](sentence* why) { return rules::matmul(detail::operand_for(a), detail::operand_for(b), why); });
    Shape const batch = rules::broadcast_shape(rules::leading(a.shape(), a.rank() > 2 ? a.rank() - 2 : 0),
                                               rules::leading(b.shape(), b.rank() > 2 ? b.rank() - 2 : 0));
    AnyTensor const c = AnyTensor::empty(a.type(), rules::matmul_shape(a.shape(), b.shape()));
    detail::visit_computed<Element>(a.type(), [&]<class T>() { detail::run_matmul<T>(a, b, c, batch); });
    return c;
}

#if defined(EPONYM_COMPILED)
template AnyTensor detail::matmul_for<detail::any_element>(AnyTensor const&, AnyTensor const&);
template AnyTensor detail::matmul_for<float>(AnyTensor const&, AnyTensor const&);
template AnyTensor detail::matmul_for<double>(AnyTensor const&, AnyTensor const&);
#endif

}  // namespace eponym::inline EPONYM_ABI
