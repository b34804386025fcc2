// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/flatten.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

EPONYM_INLINE std::string flatten_repr(dim first, dim last) {
    return "start_dim=" + std::to_string(first) + ", end_dim=" + std::to_string(last);
}

// A size of -1 prints as the number that it is.
EPONYM_INLINE std::string unflatten_repr(dim dimension, Shape const& sizes) {
    std::string text = "dim=" + std::to_string(dimension) + ", unflattened_size=(";
    for (int i = 0; i < sizes.rank(); ++i) text += (i != 0 ? ", " : "") + std::to_string(sizes[i]);
    return text + (sizes.rank() == 1 ? ",)" : ")");
}

}  // namespace eponym::inline EPONYM_ABI::nn::detail
