// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/size_text.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

EPONYM_INLINE std::string pair_text(size2 size) {
    return "(" + std::to_string(size.height) + ", " + std::to_string(size.width) + ")";
}

EPONYM_INLINE std::string size_text(size2 size) {
    return size.height == size.width ? std::to_string(size.height) : pair_text(size);
}

}  // namespace eponym::inline EPONYM_ABI::nn::detail
