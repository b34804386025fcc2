// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/print.hpp>

namespace eponym::inline EPONYM_ABI::detail {

EPONYM_INLINE std::string indented(std::string_view text) {
    std::string lines;
    for (char character : text) {
        lines += character;
        if (character == '\n') lines += "  ";
    }
    return lines;
}

// A list prints equal neighbours once: "(0-3): 4 x Linear(...)".
EPONYM_INLINE std::string printed_module::text() const {
    if (children.empty()) return name + "(" + extra + ")";
    std::string lines = name + "(" + extra;
    for (std::size_t first = 0; first < children.size();) {
        std::size_t last = first;
        if (is_list)
            while (last + 1 < children.size() && children[last + 1].text == children[first].text) ++last;
        lines += "\n  (" + children[first].name;
        if (last != first) lines += "-" + children[last].name;
        lines += "): ";
        if (last != first) lines += std::to_string(last - first + 1) + " x ";
        lines += indented(children[first].text);
        first = last + 1;
    }
    return lines + "\n)";
}

}  // namespace eponym::inline EPONYM_ABI::detail
