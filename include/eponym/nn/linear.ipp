// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/linear.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

EPONYM_INLINE std::string linear_repr(dim in, dim out, bool bias) {
    return "in_features=" + std::to_string(in) + ", out_features=" + std::to_string(out) +
           (bias ? ", bias=True" : ", bias=False");
}

}  // namespace eponym::inline EPONYM_ABI::nn::detail
