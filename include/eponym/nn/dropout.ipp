// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/dropout.hpp>
#include <eponym/nn/number_text.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

EPONYM_INLINE std::string dropout_repr(double probability) {
    return "p=" + number_text(probability) + ", inplace=False";
}

}  // namespace eponym::inline EPONYM_ABI::nn::detail
