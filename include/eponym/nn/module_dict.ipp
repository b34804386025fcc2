// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/meta/exception.hpp>
#include <eponym/nn/module_dict.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

EPONYM_INLINE void require_name(std::string_view dict, std::string_view name) {
    if (name.empty()) throw error("a name in a " + std::string(dict) + " must not be empty");
    if (name.find('.') != std::string_view::npos)
        throw error("a name in a " + std::string(dict) + " must not contain a dot, as '" + std::string(name) +
                    "' does");
}

EPONYM_INLINE void throw_no_name(std::string_view dict, std::string_view name, std::vector<std::string> const& names) {
    std::string text = "the " + std::string(dict) + " has no '" + std::string(name) + "'";
    constexpr std::size_t most = 8;
    for (std::size_t i = 0; i < names.size() && i < most; ++i) text += (i == 0 ? "; it has '" : ", '") + names[i] + "'";
    if (names.size() > most) text += ", ...";
    throw error(text);
}

}  // namespace eponym::inline EPONYM_ABI::nn::detail
