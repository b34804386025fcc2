// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// One operand of a product: element (i, j) is at `data[i * row_stride + j * column_stride]`. A transposed matrix is
/// the same data with the strides exchanged.
template<class T>
struct matrix {
    T const* data;
    dim row_stride;
    dim column_stride;
};

}  // namespace eponym::inline EPONYM_ABI::kernels
