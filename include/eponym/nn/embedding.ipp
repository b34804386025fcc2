// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/embedding.hpp>
#include <eponym/tensor/create.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

EPONYM_INLINE void embedding_start::operator()(AnyTensor const& weight) const {
    eponym::detail::fill_normal(weight);
    if (padding_row >= 0) eponym::detail::fill(weight.select(0, padding_row), 0);
}

EPONYM_INLINE std::string embedding_repr(dim rows, dim columns, dim padding_row) {
    std::string text = std::to_string(rows) + ", " + std::to_string(columns);
    if (padding_row >= 0) text += ", padding_idx=" + std::to_string(padding_row);
    return text;
}

}  // namespace eponym::inline EPONYM_ABI::nn::detail
