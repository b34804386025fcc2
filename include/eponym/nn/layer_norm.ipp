// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/layer_norm.hpp>
#include <eponym/nn/number_text.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

EPONYM_INLINE std::string layer_norm_repr(Shape const& sizes, double eps, bool weight, bool bias) {
    return to_string(sizes) + ", eps=" + number_text(eps) + ", elementwise_affine=" + (weight ? "True" : "False") +
           ", bias=" + (bias ? "True" : "False");
}

}  // namespace eponym::inline EPONYM_ABI::nn::detail
