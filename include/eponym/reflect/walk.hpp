// SPDX-License-Identifier: BSL-1.0
// The one walk over the tree of a model, in two shapes: over a type, within the compiler, and over a value.
//
// A visitor is an object with some of these members; `here` gives the name and, on request, the key:
//
//     leaf(place const& here, T& leaf)         required. Over a type, the second argument is std::type_identity<T>.
//     enter(place const& here, T& node)        before the children of a node with children
//     leave(place const& here, T& node)        after them
//     value(place const& here, T& value)       plain values that a record saves; asked for by
//     static constexpr bool visits_values = true;
//     same(place const& here, std::size_t position)   in a positional container: the child at `position` again
//
//     refuse(place const& here, std::string_view why)   over a type: a class whose members cannot be told, instead of
//                                              the compile error that says so
//
// Over a type, the children of a vector or a map have the name "*"; of them and of what an optional holds,
// `here.run_time` is true.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <eponym/reflect/node.hpp>
#include <eponym/reflect/place.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

template<class Visitor>
concept takes_refusals =
    requires(Visitor& visitor, place const& here, std::string_view why) { visitor.refuse(here, why); };

template<class T, std::size_t I>
using positional_type = std::remove_cvref_t<decltype(std::declval<T&>().template positional_get<I>())>;

}  // namespace detail

/// Walks over the tree of a type. Nothing of it is constructed.
template<class T, class Visitor>
constexpr void walk_type(Visitor& visitor, place const& here = {}) {
    constexpr node kind = node_of<T>;
    if constexpr (kind == node::leaf) {
        visitor.leaf(here, std::type_identity<T>{});
    } else if constexpr (detail::is_value_only<T>) {
        return;
    } else if constexpr (kind == node::members || kind == node::opaque) {
        using why = detail::member_verdict<T>;
        if constexpr (!why::ok && detail::takes_refusals<Visitor>)
            visitor.refuse(here, why::text);
        else if constexpr (kind == node::opaque)
            detail::report_obstacle<T>();
        else
            [&]<std::size_t... I>(std::index_sequence<I...>) {
                (walk_type<member_type<T, I>>(visitor, place(here, member_keys<T>[I])), ...);
            }(std::make_index_sequence<member_count<T>>{});
    } else if constexpr (kind == node::positional) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (walk_type<detail::positional_type<T, I>>(visitor, place(here, position_name(I).view())), ...);
        }(std::make_index_sequence<T::positional_size>{});
    } else if constexpr (kind == node::array) {
        for (std::size_t i = 0; i != std::tuple_size_v<T>; ++i) {
            position_name const name(i);
            walk_type<typename T::value_type>(visitor, place(here, name.view()));
        }
    } else if constexpr (kind == node::tuple) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (walk_type<std::tuple_element_t<I, T>>(visitor, place(here, position_name(I).view())), ...);
        }(std::make_index_sequence<std::tuple_size_v<T>>{});
    } else if constexpr (kind == node::vector) {
        walk_type<typename T::value_type>(visitor, place(here, "*").at_run_time());
    } else if constexpr (kind == node::map) {
        walk_type<typename T::mapped_type>(visitor, place(here, "*").at_run_time());
    } else if constexpr (kind == node::optional) {
        walk_type<typename T::value_type>(visitor, here.at_run_time());
    }
}

namespace detail {

template<class Visitor>
concept visits_values = std::remove_cvref_t<Visitor>::visits_values;

template<bool InRecord, class T, class Visitor>
constexpr void walk_node(T& object, Visitor& visitor, place const& here);

/// Values are saved where every struct around them is a record.
template<bool InRecord, class T, class Visitor>
constexpr bool keeps_values() {
    if constexpr (!InRecord || !visits_values<Visitor>)
        return false;
    else if constexpr (node_of<T> == node::members || node_of<T> == node::values || node_of<T> == node::stateless)
        return is_record<T>;
    else
        return true;
}

template<bool InRecord, class T, class Visitor>
constexpr void walk_children(T& object, Visitor& visitor, place const& here) {
    using type = std::remove_const_t<T>;
    constexpr node kind = node_of<type>;
    if constexpr (kind == node::members || kind == node::values) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (walk_node<InRecord>(get_member<I>(object), visitor, place(here, member_keys<type>[I])), ...);
        }(std::make_index_sequence<member_count<type>>{});
    } else if constexpr (kind == node::positional) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (walk_node<InRecord>(object.template positional_get<I>(), visitor, place(here, position_name(I).view())),
             ...);
        }(std::make_index_sequence<type::positional_size>{});
    } else if constexpr (kind == node::tuple) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (walk_node<InRecord>(std::get<I>(object), visitor, place(here, position_name(I).view())), ...);
        }(std::make_index_sequence<std::tuple_size_v<type>>{});
    } else if constexpr (kind == node::array || kind == node::vector) {
        std::size_t position = 0;
        for (auto& element : object) {
            position_name const name(position++);
            walk_node<InRecord>(element, visitor, place(here, name.view()));
        }
    } else if constexpr (kind == node::map) {
        for (auto& element : object) walk_node<InRecord>(element.second, visitor, place(here, element.first));
    }
}

template<bool InRecord, class T, class Visitor>
constexpr void walk_node(T& object, Visitor& visitor, place const& here) {
    using type = std::remove_const_t<T>;
    constexpr node kind = node_of<type>;
    if constexpr (kind == node::leaf) {
        visitor.leaf(here, object);
    } else if constexpr (repeats_position<type>) {
        if constexpr (requires { visitor.same(here, type::same_position); }) visitor.same(here, type::same_position);
    } else if constexpr (is_value_only<type> && !(InRecord && visits_values<Visitor>)) {
        return;
    } else if constexpr (kind == node::optional) {
        if (object.has_value()) walk_node<InRecord>(*object, visitor, here);
    } else if constexpr (kind == node::plain) {
        visitor.value(here, object);
    } else if constexpr (kind == node::opaque) {
        report_obstacle<type>();
    } else {
        if constexpr (requires { visitor.enter(here, object); }) visitor.enter(here, object);
        walk_children<keeps_values<InRecord, type, Visitor>()>(object, visitor, here);
        if constexpr (requires { visitor.leave(here, object); }) visitor.leave(here, object);
    }
}

}  // namespace detail

/// Walks over an object and everything in it, in the order of its keys.
template<class T, class Visitor>
constexpr void walk(T& object, Visitor&& visitor) {
    detail::walk_node<true>(object, visitor, place{});
}

}  // namespace eponym::inline EPONYM_ABI
