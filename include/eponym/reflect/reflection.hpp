// SPDX-License-Identifier: BSL-1.0
// What are the members of a class, and under which keys? The one seam through which everything else asks.
#pragma once

#include <span>

#include <eponym/reflect/aggregate.hpp>
#include <eponym/reflect/attributes.hpp>
#include <eponym/reflect/members.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

template<class T>
struct find_members {
    using type = aggregate_members<T>;
};
template<lists_members T>
struct find_members<T> {
    using type = typename T::members;
};
template<has_foreign_members T>
    requires(!lists_members<T>)
struct find_members<T> {
    using type = foreign_members<T>;
};

template<class T>
using members_of = typename find_members<T>::type;

template<class T>
inline constexpr auto plain_keys = [] {
    auto keys = members_of<T>::names;
    for (auto& key : keys) key = key_of_member(key);
    return keys;
}();

constexpr bool respells(std::span<std::string_view const> names) {
    for (std::string_view name : names)
        if (key_of_member(name).size() != name.size()) return true;
    return false;
}

/// The member that a rename names: by its own name or by its key. `size` where there is none.
template<class T>
constexpr std::size_t index_of_member(std::string_view name) {
    std::size_t i = 0;
    while (i != members_of<T>::count && members_of<T>::names[i] != name && plain_keys<T>[i] != name) ++i;
    return i;
}

template<class T>
constexpr auto renamed_keys() {
    auto keys = plain_keys<T>;
    if constexpr (has_attributes<T>)
        for (rename const& r : T::eponym.renames)
            if (std::size_t const i = index_of_member<T>(r.member); i != keys.size()) keys[i] = r.key;
    return keys;
}

/// "did you mean", with the spelling out of `shown` of the member whose name or key is nearest.
template<class T, class Names>
constexpr void suggest_member(sentence& text, std::string_view wrong, Names const& shown) {
    std::size_t nearest = shown.size();
    std::size_t best = wrong.size() / 3 + 2;
    for (std::size_t i = 0; i != shown.size(); ++i)
        for (std::string_view candidate : {members_of<T>::names[i], shown[i]})
            if (std::size_t const distance = name_distance(candidate, wrong); distance < best) {
                nearest = i;
                best = distance;
            }
    if (nearest != shown.size()) text + std::string_view("; did you mean '") + shown[nearest] + std::string_view("'?");
}

template<class T>
constexpr void complain(sentence& text, std::string_view kind, std::string_view first, std::string_view second,
                        std::string_view rule, std::string_view wrong) {
    text + kind + std::string_view("{\"") + first + std::string_view("\", \"") + second + std::string_view("\"} of '") +
        class_name<T>() + std::string_view("': ") + rule + std::string_view("'") + wrong + std::string_view("'");
}

template<class T>
constexpr void check_renames(sentence& text) {
    for (rename const& r : T::eponym.renames) {
        if (index_of_member<T>(r.member) == members_of<T>::count) {
            complain<T>(text, "rename", r.member, r.key, "there is no member ", r.member);
            return suggest_member<T>(text, r.member, members_of<T>::names);
        }
        if (r.key.empty() || r.key.front() == '.' || r.key.back() == '.')
            return complain<T>(text, "rename", r.member, r.key, "a key neither begins nor ends with a dot, unlike ",
                               r.key);
    }
}

template<class T>
constexpr void check_unique_keys(sentence& text) {
    auto const keys = renamed_keys<T>();
    for (std::size_t i = 0; i != keys.size(); ++i)
        for (std::size_t j = 0; j != i; ++j)
            if (keys[i] == keys[j])
                return complain<T>(text, "members", members_of<T>::names[j], members_of<T>::names[i],
                                   "both have the key ", keys[i]);
}

template<class T>
constexpr bool begins_with_member(std::string_view path) {
    for (std::string_view key : renamed_keys<T>())
        if (path == key || (path.size() > key.size() && path[key.size()] == '.' && path.substr(0, key.size()) == key))
            return true;
    return false;
}

template<class T>
constexpr void check_ties(sentence& text) {
    for (tie const& t : T::eponym.ties)
        for (std::string_view path : {t.key, t.same_as})
            if (!begins_with_member<T>(path)) {
                std::string_view const first = path.substr(0, path.find('.'));
                complain<T>(text, "tie", t.key, t.same_as, "there is no member ", first);
                return suggest_member<T>(text, first, renamed_keys<T>());
            }
}

/// What is wrong with the keys of the members; empty where nothing is.
template<class T>
constexpr sentence key_mistake() {
    sentence text;
    if constexpr (has_attributes<T>) check_renames<T>(text);
    if (text.size() == 0) check_unique_keys<T>(text);
    if constexpr (has_attributes<T>)
        if (text.size() == 0) check_ties<T>(text);
    return text;
}

template<class T>
constexpr auto key_verdict() {
    if constexpr (key_mistake<T>().size() == 0)
        return fine{};
    else
        return violation<exact<[] { return key_mistake<T>(); }>>{};
}

/// Whether the keys are the members' names as they are, which then need no check.
template<class T>
inline constexpr bool has_plain_keys = !has_attributes<T> && !respells(members_of<T>::names);

template<class T>
constexpr bool members_are_known() {
    if constexpr (lists_members<T> || has_foreign_members<T>)
        return true;  // without a look at what PFR would say
    else
        return reflectable<T>::ok;
}

/// Why the members of a class cannot be told; `fine` where they can.
template<class T>
constexpr auto find_member_verdict() {
    if constexpr (!members_are_known<T>())
        return typename reflectable<T>::why{};
    else if constexpr (has_plain_keys<T>)
        return fine{};
    else
        return key_verdict<T>();
}
template<class T>
using member_verdict = decltype(find_member_verdict<T>());

template<class T>
constexpr auto find_keys() {
    if constexpr (has_plain_keys<T>) {
        return members_of<T>::names;
    } else {
        using why = decltype(key_verdict<T>());
        static_assert(holds<why>, "attributes: each string names a member, and each member has a key of its own");
        if constexpr (why::ok)
            return renamed_keys<T>();
        else
            return plain_keys<T>;
    }
}

}  // namespace detail

/// The number of members of a class; references to it, bases, C arrays and what else cannot be reflected is one compile
/// error that says what to write instead.
template<class T>
inline constexpr std::size_t member_count = detail::members_of<std::remove_const_t<T>>::count;

/// The keys of the members in order: their names, respelt by `key_of_member` and by the attribute `rename`.
template<class T>
inline constexpr auto member_keys = detail::find_keys<T>();

template<class T, std::size_t I>
using member_type = typename detail::members_of<T>::template type<I>;

/// Member `I` of an object, const if the object is.
template<std::size_t I, class T>
constexpr auto& get_member(T& object) {
    return detail::members_of<std::remove_const_t<T>>::template get<I>(object);
}

}  // namespace eponym::inline EPONYM_ABI
