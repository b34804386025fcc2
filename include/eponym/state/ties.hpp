// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

#include <eponym/state/schema.hpp>

namespace eponym::inline EPONYM_ABI::detail {

/// Whether a key is `place` or below it.
constexpr bool is_at_or_below(std::string_view key, std::string_view place) {
    return key.substr(0, place.size()) == place && (key.size() == place.size() || key[place.size()] == '.');
}

template<class T>
constexpr sentence tie_mistake() {
    sentence text;
    for (tie const& t : T::eponym.ties) {
        bool owned = false;
        bool owner = false;
        for (schema_entry const& entry : pattern_schema<T>) {
            owned = owned || is_at_or_below(entry.key, t.key);
            owner = owner || is_at_or_below(entry.key, t.same_as);
        }
        if (owned)
            complain<T>(text, "tie", t.key, t.same_as, "a tied place has no tensor of its own, unlike ", t.key);
        else if (!owner)
            complain<T>(text, "tie", t.key, t.same_as, "there is no tensor at ", t.same_as);
        if (text.size() != 0) break;
    }
    return text;
}

template<class T>
constexpr auto tie_verdict() {
    if constexpr (!has_attributes<T>) {
        return fine{};
    } else if constexpr (T::eponym.ties.size() == 0 || !decltype(detail::key_verdict<T>())::ok || !is_static_tree<T>) {
        return fine{};  // nothing to check, or something else is wrong
    } else if constexpr (tie_mistake<T>().size() == 0) {
        return fine{};
    } else {
        return violation<exact<[] { return tie_mistake<T>(); }>>{};
    }
}

/// Refuses a tie whose first place has a tensor, or whose second has none.
template<class T>
constexpr void require_ties() {
    using why = decltype(tie_verdict<T>());
    static_assert(holds<why>, "tie{key, same_as}: key is a place without a tensor, same_as one with");
}

}  // namespace eponym::inline EPONYM_ABI::detail
