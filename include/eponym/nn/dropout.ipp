// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <charconv>

#include <eponym/nn/dropout.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

// The shortest decimal text that is the same double, as Python prints one.
EPONYM_INLINE std::string dropout_repr(double probability) {
    char text[32];
    auto const [end, failed] = std::to_chars(text, text + sizeof text, probability);
    std::string number(text, failed == std::errc() ? end : text);
    if (number.find_first_of(".e") == std::string::npos) number += ".0";
    return "p=" + number + ", inplace=False";
}

}  // namespace eponym::inline EPONYM_ABI::nn::detail
