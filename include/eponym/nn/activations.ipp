// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/activations.hpp>
#include <eponym/nn/number_text.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

EPONYM_INLINE std::string number_option_repr(std::string_view name, double value, std::string_view second,
                                             double other) {
    std::string text = std::string(name) + "=" + number_text(value);
    if (!second.empty()) text += ", " + std::string(second) + "=" + number_text(other);
    return text;
}

EPONYM_INLINE std::string gelu_repr(approximate form) {
    return form == approximate::tanh ? "approximate='tanh'" : "approximate='none'";
}

EPONYM_INLINE std::string dim_repr(dim dimension) { return "dim=" + std::to_string(dimension); }

}  // namespace eponym::inline EPONYM_ABI::nn::detail
