// SPDX-License-Identifier: BSL-1.0
// Names of types and members, read from the compiler's own spelling of a template argument.
#pragma once

#include <cstddef>
#include <string_view>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

// g++ and clang end the signature with "T = int]". The return type is spelt `auto`, because g++ would otherwise append
// what the name std::string_view stands for.
template<class T>
constexpr auto signature_of_type() {
    return std::string_view(__PRETTY_FUNCTION__);
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_identifier(char c) {
    return c == '_' || is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<signed char>(c) < 0;
}

}  // namespace detail

/// The whole name of a type as the compiler spells it, template arguments included.
template<class T>
constexpr std::string_view type_name() {
    std::string_view const signature = detail::signature_of_type<T>();
    std::size_t const begin = signature.find("T = ") + 4;
    return signature.substr(begin, signature.size() - 1 - begin);
}

/// The name of a class without its scope and template arguments: "Linear".
template<class T>
constexpr std::string_view class_name() {
    std::string_view const whole = type_name<T>();
    std::size_t end = whole.size();
    if (end != 0 && whole[end - 1] == '>') {
        std::size_t depth = 0;
        do {
            --end;
            if (whole[end] == '>') ++depth;
            if (whole[end] == '<') --depth;
        } while (depth != 0 && end != 0);
    }
    std::size_t begin = end;
    while (begin != 0 && detail::is_identifier(whole[begin - 1])) --begin;
    return whole.substr(begin, end - begin);
}

namespace detail {

/// The last identifier in front of the closing bracket of a function's signature.
constexpr std::string_view last_identifier(char const* signature, std::size_t end) {
    while (end != 0 && !is_identifier(signature[end - 1])) --end;
    std::size_t begin = end;
    while (begin != 0 && is_identifier(signature[begin - 1])) --begin;
    return {signature + begin, end - begin};
}

}  // namespace detail

/// The name of the member that a pointer points to: a pointer to member, or the address of a member of some object.
template<auto Pointer>
constexpr auto member_name() {
    return detail::last_identifier(__PRETTY_FUNCTION__, sizeof __PRETTY_FUNCTION__ - 2);
}

/// The key of a member: one trailing underscore is dropped (`default_` is "default"), and a leading one before a
/// digit (`_0` is "0"), because neither could be a member's name without it.
constexpr std::string_view key_of_member(std::string_view member) {
    if (member.size() > 1 && member.front() == '_' && detail::is_digit(member[1])) member.remove_prefix(1);
    if (member.size() > 1 && member.back() == '_') member.remove_suffix(1);
    return member;
}

namespace detail {

/// How unlike two names are: what is left of the longer one after their common prefix and suffix.
constexpr std::size_t name_distance(std::string_view a, std::string_view b) {
    std::size_t const shorter = a.size() < b.size() ? a.size() : b.size();
    std::size_t const longer = a.size() < b.size() ? b.size() : a.size();
    std::size_t prefix = 0;
    while (prefix < shorter && a[prefix] == b[prefix]) ++prefix;
    std::size_t suffix = 0;
    while (suffix < shorter - prefix && a[a.size() - 1 - suffix] == b[b.size() - 1 - suffix]) ++suffix;
    return longer - prefix - suffix;
}

}  // namespace detail

}  // namespace eponym::inline EPONYM_ABI
