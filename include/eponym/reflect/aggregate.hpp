// SPDX-License-Identifier: BSL-1.0
// Aggregates: their members counted and reached by Boost.PFR, which is included here and nowhere else. What PFR cannot
// take is found first, so that its own errors never show. Names are read from the addresses of the members that PFR
// gives, the way PFR does it, in a quarter of the instantiations.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <eponym/meta/diagnostic.hpp>
#include <eponym/reflect/names.hpp>

// nvcc does not compile PFR's names. Everything that needs no reflection still works there.
#if !defined(__CUDACC__)
#include <boost/pfr/core.hpp>
#endif

namespace eponym::inline EPONYM_ABI::detail {

/// PFR's structured bindings are generated up to this number of members.
inline constexpr std::size_t most_members = 200;

struct any_lvalue {
    std::size_t index;
    template<class T>
    operator T&() const&& noexcept;
    template<class T>
    operator T&() const& noexcept;
};
struct any_rvalue {
    std::size_t index;
    template<class T>
    operator T() const&& noexcept;
};
struct nothing {};

template<class Derived>
struct any_base {
    template<class Base>
        requires(std::is_base_of_v<Base, Derived> && !std::is_same_v<Base, Derived>)
    operator Base&() const noexcept;
    template<class Base>
        requires(std::is_base_of_v<Base, Derived> && !std::is_same_v<Base, Derived>)
    operator Base&&() const noexcept;
};

template<class T>
concept starts_with_base = requires { T{any_base<T>{}}; } && !requires { T{nothing{}}; };

#if !defined(__CUDACC__)

/// PFR counts the elements of a C array as members, because braces may be left out around them. Parentheses do not
/// allow that, so as many initialisers as PFR counts fit in them only when there is no array.
template<class T, std::size_t... I>
constexpr bool fits_in_parentheses(std::index_sequence<I...>) {
#if defined(__cpp_aggregate_paren_init)
    if constexpr (std::is_copy_constructible_v<T>)
        return requires { T(any_lvalue{I}...); };
    else
        return requires { T(any_rvalue{I}...); };
#else
    return true;
#endif
}

#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-var-template"
#pragma clang diagnostic ignored "-Wundefined-internal"
#endif

template<class T>
struct exemplar_holder {
    T value;
};

/// An object that does not exist: only the addresses of its members are asked for, by the compiler.
template<class T>
extern exemplar_holder<T> exemplar;

template<class T, std::size_t I>
using aggregate_member = std::remove_reference_t<decltype(boost::pfr::get<I>(std::declval<T&>()))>;

template<class T, std::size_t... I>
constexpr std::array<std::string_view, sizeof...(I)> aggregate_names(std::index_sequence<I...>) {
    return {member_name<&boost::pfr::get<I>(exemplar<T>.value)>()...};
}

template<auto Address>
struct is_constant_address {};

/// The address of a reference member is not known to the compiler; that of any other member of a static object is.
/// Asked only of classes that cannot be assigned, as one with a reference cannot.
template<class T, std::size_t I>
concept refers = !requires { typename is_constant_address<&boost::pfr::get<I>(exemplar<T>.value)>; };

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

template<class T, std::size_t... I>
constexpr bool has_array(std::index_sequence<I...>) {
    return (std::is_array_v<aggregate_member<T, I>> || ...);
}

template<class T, std::size_t... I>
constexpr bool has_reference(std::index_sequence<I...>) {
    return (refers<T, I> || ...);
}

#endif

enum class obstacle {
    none,
    nvcc,
    union_,
    pointer,
    not_aggregate,
    base,
    array,
    reference,
    too_many_members,
};

template<class T>
constexpr obstacle find_obstacle() {
    if constexpr (std::is_union_v<T>) {
        return obstacle::union_;
    } else if constexpr (requires(T& object) {
                             typename T::element_type;
                             object.operator->();
                         }) {
        return obstacle::pointer;
    } else if constexpr (!std::is_class_v<T> || !std::is_aggregate_v<T>) {
        return obstacle::not_aggregate;
    } else {
#if defined(__CUDACC__)
        return obstacle::nvcc;
#else
        if constexpr (starts_with_base<T>) {
            return obstacle::base;
        } else {
            constexpr std::size_t count = boost::pfr::tuple_size_v<T>;
            using indices = std::make_index_sequence<count>;
            if constexpr (!fits_in_parentheses<T>(indices{})) {
                return obstacle::array;
            } else if constexpr (count > most_members) {
                return obstacle::too_many_members;
            } else if constexpr (has_array<T>(indices{})) {
                return obstacle::array;
            } else if constexpr (!std::is_move_assignable_v<T>) {
                return has_reference<T>(indices{}) ? obstacle::reference : obstacle::none;
            } else {
                return obstacle::none;
            }
        }
#endif
    }
}

template<class T>
inline constexpr obstacle obstacle_of = find_obstacle<T>();

template<class T>
constexpr sentence explain_obstacle() {
    sentence text;
    text + std::string_view("eponym cannot see the members of '") + type_name<T>() + std::string_view("': ");
    constexpr std::string_view list = "; list the members inside the class: using members = ep::members<&";
    switch (obstacle_of<T>) {
        case obstacle::nvcc:
            text + std::string_view(
                       "nvcc cannot name members. Move the model to a .cpp file; tensors and operations "
                       "work in a .cu file");
            break;
        case obstacle::union_:
            text + std::string_view("it is a union. Write a struct, or std::optional for a member that may be absent");
            break;
        case obstacle::pointer:
            text + std::string_view(
                       "it is a pointer. Write the member by value, std::optional for one that may be "
                       "absent, std::vector for a number known at run time");
            break;
        case obstacle::not_aggregate:
            text + std::string_view("it has a constructor, private members or virtual functions") + list +
                class_name<T>() +
                std::string_view(
                    "::first, ...>; or, if it holds no parameters, specialise "
                    "ep::is_plain for it");
            break;
        case obstacle::base:
            text + std::string_view("it has a base class. Make the base a member, or") + list.substr(1) +
                class_name<T>() + std::string_view("::first, ...>;");
            break;
        case obstacle::array:
            text + std::string_view("it has a C array. Write std::array<T, N> instead of T[N]");
            break;
        case obstacle::reference:
            text + std::string_view(
                       "it has a reference as a member. Write a value; a layer that is used twice is "
                       "called twice");
            break;
        case obstacle::too_many_members:
            text + std::string_view("it has more than 200 members. Group them in structs or std::array") +
                std::string_view(", or") + list.substr(1) + class_name<T>() + std::string_view("::first, ...>;");
            break;
        case obstacle::none: break;
    }
    return text;
}

template<class T, obstacle Found = obstacle_of<T>>
struct reflectable {
    using why = violation<exact<[] { return explain_obstacle<T>(); }>>;
    static constexpr bool ok = false;
};
template<class T>
struct reflectable<T, obstacle::none> {
    using why = fine;
    static constexpr bool ok = true;
};

template<class T>
constexpr auto report_obstacle() {
#if defined(__CUDACC__)
    // nvcc prints the text of an assertion alone, never the violation's.
    static_assert(reflectable<T>::ok,
                  "reflection: nvcc cannot name the members of a struct; move the model to a .cpp file (tensors and "
                  "operations work in a .cu file)");
#else
    static_assert(holds<typename reflectable<T>::why>, "reflection: a model is a struct of members that it can name");
#endif
    return poison{};
}

/// The members of an aggregate; none where it has an obstacle, which has then been reported.
template<class T, bool = reflectable<T>::ok>
struct aggregate_members {
    using reported = decltype(report_obstacle<T>());
    static constexpr std::size_t count = 0;
    static constexpr std::array<std::string_view, 0> names{};

    template<std::size_t>
    using type = poison;

    template<std::size_t, class U>
    static constexpr auto& get(U& object) {
        return object;
    }
};

#if !defined(__CUDACC__)
template<class T>
struct aggregate_members<T, true> {
    static constexpr std::size_t count = boost::pfr::tuple_size_v<T>;
    static constexpr auto names = aggregate_names<T>(std::make_index_sequence<count>{});

    template<std::size_t I>
    using type = aggregate_member<T, I>;

    // One instantiation serves const objects as well.
    template<std::size_t I, class U>
    static constexpr auto& get(U& object) {
        auto& member = boost::pfr::get<I>(const_cast<T&>(object));
        if constexpr (std::is_const_v<U>)
            return std::as_const(member);
        else
            return member;
    }
};
#endif

}  // namespace eponym::inline EPONYM_ABI::detail
