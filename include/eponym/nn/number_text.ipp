// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <charconv>

#include <eponym/nn/number_text.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

// Python writes exponents below -4 and from 16 on; std::to_chars by itself takes whichever form is shorter.
EPONYM_INLINE std::string number_text(double number) {
    double const magnitude = number < 0 ? -number : number;
    bool const plain = magnitude == 0 || (magnitude >= 1e-4 && magnitude < 1e16);
    char text[40];
    auto const written = std::to_chars(text, text + sizeof text, number,
                                       plain ? std::chars_format::fixed : std::chars_format::scientific);
    std::string result(text, written.ptr);
    if (plain && result.find('.') == std::string::npos) result += ".0";
    return result;
}

}  // namespace eponym::inline EPONYM_ABI::nn::detail
