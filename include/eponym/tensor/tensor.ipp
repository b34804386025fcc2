// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/tensor/tensor.hpp>

namespace eponym::inline EPONYM_ABI::detail {

EPONYM_INLINE void require_layout(AnyTensor const& tensor, dtype type, Shape const& shape) {
    if (tensor.type() != type)
        throw shape_error("a tensor of " + std::string(name_of(tensor.type())) + " where one of " +
                          std::string(name_of(type)) + " is expected");
    if (!agree(tensor.shape(), shape))
        throw shape_error("a tensor of shape " + to_string(tensor.shape()) + " where shape " + to_string(shape) +
                          " is expected");
}

EPONYM_INLINE dim size_of(Shape const& shape, dim dimension) {
    int const position = position_of(dimension, shape.rank());
    if (position < 0)
        throw shape_error("size(dimension): dimension " + std::to_string(dimension) + " is out of range for shape " +
                          to_string(shape));
    return shape[position];
}

EPONYM_INLINE void require_index(bool inside) {
    if (!inside) throw shape_error("at(i, j, ...): an index is outside its dimension");
}

}  // namespace eponym::inline EPONYM_ABI::detail
