// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/size_text.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

EPONYM_INLINE std::string one_size_text(dim size) { return size == same_size ? "None" : std::to_string(size); }

EPONYM_INLINE std::string pair_text(size2 size) {
    return "(" + one_size_text(size.height) + ", " + one_size_text(size.width) + ")";
}

EPONYM_INLINE std::string tuple_text(dim size) { return "(" + std::to_string(size) + ",)"; }

EPONYM_INLINE std::string size_text(size2 size) { return size.is_pair ? pair_text(size) : one_size_text(size.height); }

}  // namespace eponym::inline EPONYM_ABI::nn::detail
