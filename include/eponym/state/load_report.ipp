// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/meta/list.hpp>
#include <eponym/reflect/names.hpp>
#include <eponym/state/load_report.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI {

namespace detail {

/// How many keys of a list a report shows.
inline constexpr std::size_t most_shown = 10;

EPONYM_INLINE std::string nearest_of(std::string const& wrong, list<std::string> const& names) {
    std::string const* nearest = nullptr;
    std::size_t best = wrong.size() / 3 + 1;
    for (std::string const& name : names)
        if (std::size_t const distance = name_distance(name, wrong); distance < best) {
            best = distance;
            nearest = &name;
        }
    return nearest == nullptr ? std::string() : *nearest;
}

EPONYM_INLINE std::string count_of(std::size_t number, char const* what) {
    return (number == 0 ? std::string("no") : std::to_string(number)) + (number == 1 ? " key " : " keys ") + what;
}

EPONYM_INLINE void add_rest(std::string& text, std::size_t total) {
    if (total > most_shown) text += "\n    ... and " + std::to_string(total - most_shown) + " more";
}

}  // namespace detail

EPONYM_INLINE std::string load_report::text() const {
    using detail::most_shown;
    std::string const source = origin.empty() ? std::string("the state dict") : origin;
    std::string text;
    if (complete()) {
        text = source + " fits " + model;
    } else {
        text = source + " does not fit " + model + ": " + detail::count_of(missing.size(), "missing, ") +
               std::to_string(unexpected.size()) + " unexpected, " + std::to_string(mismatched.size()) + " mismatched";
    }
    text += "; " + std::to_string(matched) + " of " + std::to_string(asked) + " keys match";
    for (std::size_t i = 0; i < missing.size() && i < most_shown; ++i) {
        text += "\n    missing '" + missing[i] + "'";
        if (std::string const near = detail::nearest_of(missing[i], unexpected); !near.empty())
            text += "; did you mean '" + near + "'?";
    }
    detail::add_rest(text, missing.size());
    for (std::size_t i = 0; i < unexpected.size() && i < most_shown; ++i)
        text += "\n    unexpected '" + unexpected[i] + "'";
    detail::add_rest(text, unexpected.size());
    for (std::size_t i = 0; i < mismatched.size() && i < most_shown; ++i)
        text += "\n    mismatched '" + mismatched[i].key + "' " + mismatched[i].reason;
    detail::add_rest(text, mismatched.size());
    if (!suggestion.empty()) text += "\n    " + suggestion;
    return text;
}

}  // namespace eponym::inline EPONYM_ABI

EPONYM_END_COLD
