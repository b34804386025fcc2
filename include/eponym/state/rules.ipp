// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/state/rules.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI {

EPONYM_INLINE std::string to_string(std::span<key_rule const> rules) {
    static constexpr char const* names[] = {"strip_prefix", "add_prefix", "rename_key", "only",
                                            "except",       "slice_key",  "split_key",  "concat_keys"};
    std::string text;
    for (key_rule const& rule : rules) {
        if (!text.empty()) text += " | ";
        text += names[std::size_t(rule.what)];
        text += '<';
        for (std::size_t i = 0; i != rule.texts.size(); ++i) {
            text += i == 0 ? "\"" : ", \"";
            text += rule.texts[i];
            text += '"';
        }
        if (rule.what == key_rule::action::slice_key) {
            text += ", " + std::to_string(rule.first) + ", " + std::to_string(rule.last);
            if (rule.dimension != 0) text += ", " + std::to_string(rule.dimension);
        }
        text += '>';
    }
    return text;
}

EPONYM_INLINE bool is_asked(std::span<key_rule const> rules, std::string_view key) {
    std::string memory(detail::room_for(rules) + key.size(), '\0');
    detail::changing_key changing(memory.data(), detail::room_for(rules), key);
    return detail::is_asked_for(rules, changing);
}

EPONYM_INLINE std::string apply(std::span<key_rule const> rules, std::string_view key) {
    std::string memory(detail::room_for(rules) + key.size(), '\0');
    detail::changing_key changing(memory.data(), detail::room_for(rules), key);
    return detail::apply_rules(rules, changing) ? std::string(changing.view()) : std::string();
}

}  // namespace eponym::inline EPONYM_ABI

EPONYM_END_COLD
