// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/meta/exception.hpp>
#include <eponym/state/find.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::detail {

// "eponym::nn::Linear<3, 4>" as "Linear<3, 4>".
EPONYM_INLINE std::string unqualified(std::string_view type) {
    std::string text;
    for (std::size_t i = 0; i < type.size(); ++i) {
        if (type[i] != ':') {
            text += type[i];
            continue;
        }
        ++i;
        while (!text.empty() && (is_identifier(text.back()) || text.back() == '}' || text.back() == ')'))
            text.pop_back();
    }
    return text;
}

EPONYM_INLINE void place_finder::consider(place const& here) {
    std::string key = here.key();
    std::size_t const distance = name_distance(key, path_);
    if (key.empty() || distance >= distance_ || distance >= path_.size() / 3 + 2) return;
    distance_ = distance;
    nearest_ = std::move(key);
}

EPONYM_INLINE void place_finder::throw_absent(std::string_view model) const {
    throw error(std::string(model) + " has no '" + std::string(path_) + "'" +
                (nearest_.empty() ? std::string() : "; did you mean '" + nearest_ + "'?"));
}

EPONYM_INLINE void place_finder::throw_other(std::string_view model, std::string_view is,
                                             std::string_view wanted) const {
    throw error("'" + std::string(path_) + "' of " + std::string(model) + " is a " + unqualified(is) + ", not a " +
                unqualified(wanted));
}

}  // namespace eponym::inline EPONYM_ABI::detail

EPONYM_END_COLD
