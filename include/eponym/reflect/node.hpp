// SPDX-License-Identifier: BSL-1.0
// Which kind of node a type is, decided once per type; modules and records.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <eponym/reflect/leaf.hpp>
#include <eponym/reflect/positional.hpp>
#include <eponym/reflect/reflection.hpp>

namespace eponym::inline EPONYM_ABI {

enum class node {
    leaf,        // leaf_of says so
    members,     // a struct or a class with a list of members
    stateless,   // a callable struct that can hold no leaf
    values,      // any other struct that can hold no leaf
    positional,  // children by position, see positional.hpp
    array,
    tuple,
    vector,
    map,
    optional,
    plain,   // numbers, strings, enumerations, pointers
    opaque,  // a class that may hold leaves and cannot be seen into: an error
};

namespace detail {

template<class>
inline constexpr bool is_std_array = false;
template<class T, std::size_t N>
inline constexpr bool is_std_array<std::array<T, N>> = true;

template<class>
inline constexpr bool is_std_tuple = false;
template<class... T>
inline constexpr bool is_std_tuple<std::tuple<T...>> = true;
template<class A, class B>
inline constexpr bool is_std_tuple<std::pair<A, B>> = true;

template<class T>
concept string_like = requires { typename T::traits_type; } && std::convertible_to<T const&, std::string_view>;

template<class T>
concept map_like = requires(T& map) {
    typename T::key_type;
    typename T::mapped_type;
    map.begin();
    map.end();
} && std::convertible_to<typename T::key_type const&, std::string_view>;

template<class T>
concept vector_like = requires(T& vector) {
    typename T::value_type;
    typename T::allocator_type;
    vector.data();
    vector.size();
    vector.pop_back();
};

template<class T>
concept optional_like = requires(T& optional) {
    typename T::value_type;
    { optional.has_value() } -> std::same_as<bool>;
    { *optional } -> std::same_as<typename T::value_type&>;
    optional.reset();
};

struct call_operator {
    void operator()();
};
template<class T>
struct with_call_operator : T, call_operator {};

/// Whether a class has a call operator, of any signature and also a template: then the name is ambiguous in a class
/// that inherits a second one.
template<class T>
constexpr bool find_call() {
    if constexpr (!std::is_class_v<T>)
        return false;
    else if constexpr (std::is_final_v<T>)
        return requires { &T::operator(); };
    else
        return !requires { &with_call_operator<T>::operator(); };
}
template<class T>
inline constexpr bool is_callable = find_call<T>();

template<class T>
constexpr node find_node() {
    if constexpr (leaf_of<T> != leaf::none) {
        return node::leaf;
    } else if constexpr (is_plain<T> || !(std::is_class_v<T> || std::is_union_v<T> || std::is_array_v<T>)) {
        return node::plain;
    } else if constexpr (positional<T>) {
        return node::positional;
    } else if constexpr (lists_members<T> || has_foreign_members<T>) {
        return node::members;
    } else if constexpr (is_std_array<T>) {
        return node::array;
    } else if constexpr (is_std_tuple<T>) {
        return node::tuple;
    } else if constexpr (optional_like<T>) {
        return node::optional;
    } else if constexpr (std::is_trivially_copyable_v<T>) {
        // A leaf never is, so neither is anything that holds one.
        if constexpr (is_callable<T>)
            return node::stateless;
        else
            return std::is_aggregate_v<T> && !std::is_array_v<T> ? node::values : node::plain;
    } else if constexpr (string_like<T>) {
        return node::plain;
    } else if constexpr (vector_like<T>) {
        return node::vector;
    } else if constexpr (map_like<T>) {
        return node::map;
    } else {
        return std::is_aggregate_v<T> ? node::members : node::opaque;
    }
}

}  // namespace detail

template<class T>
inline constexpr node node_of = detail::find_node<T>();

namespace detail {
template<class T>
constexpr bool find_module();
}

/// A module: its plain members are configuration, the keys of its leaves are flat and dotted. A library layer, a
/// container of modules, a callable struct, or a struct that has only such members.
template<class T>
inline constexpr bool is_module = detail::find_module<T>();

/// A record: a struct that is no module, such as Run{model, optimizer, epoch}. It is saved as a nested dict of all its
/// members, plain ones included.
template<class T>
inline constexpr bool is_record = (node_of<T> == node::members || node_of<T> == node::values) && !is_module<T>;

namespace detail {

template<class T>
constexpr bool find_value_only();
template<class T, std::size_t... I>
constexpr bool all_elements_are_values(std::index_sequence<I...>) {
    return (find_value_only<std::tuple_element_t<I, T>>() && ...);
}

/// Whether nothing but values can be in there, so that a module's walk need not look.
template<class T>
constexpr bool find_value_only() {
    constexpr node kind = node_of<T>;
    if constexpr (kind == node::plain || kind == node::values)
        return true;
    else if constexpr (kind == node::leaf || kind == node::members || kind == node::stateless)
        return false;
    else if constexpr (kind == node::tuple)
        return all_elements_are_values<T>(std::make_index_sequence<std::tuple_size_v<T>>{});
    else if constexpr (kind == node::map)
        return find_value_only<typename T::mapped_type>();
    else if constexpr (kind == node::array || kind == node::vector || kind == node::optional)
        return find_value_only<typename T::value_type>();
    else
        return false;
}
template<class T>
inline constexpr bool is_value_only = find_value_only<T>();

template<class T, std::size_t... I>
constexpr bool all_members_are_modules(std::index_sequence<I...>) {
    return (is_module<member_type<T, I>> && ...);
}
template<class T, std::size_t... I>
constexpr bool all_elements_are_modules(std::index_sequence<I...>) {
    return (is_module<std::tuple_element_t<I, T>> && ...);
}

template<class T>
constexpr bool find_module() {
    constexpr node kind = node_of<T>;
    if constexpr (kind == node::leaf || kind == node::stateless || kind == node::positional) {
        return true;
    } else if constexpr (kind == node::members || kind == node::values) {
        if constexpr (is_callable<T>)
            return true;
        else
            return all_members_are_modules<T>(std::make_index_sequence<member_count<T>>{});
    } else if constexpr (kind == node::tuple) {
        return all_elements_are_modules<T>(std::make_index_sequence<std::tuple_size_v<T>>{});
    } else if constexpr (kind == node::map) {
        return is_module<typename T::mapped_type>;
    } else if constexpr (kind == node::array || kind == node::vector || kind == node::optional) {
        return is_module<typename T::value_type>;
    } else {
        return false;
    }
}

}  // namespace detail

}  // namespace eponym::inline EPONYM_ABI
