// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include <eponym/reflect/names.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

template<class>
struct pointee;
template<class Class, class Member>
struct pointee<Member Class::*> {
    using type = Member;
};

template<std::size_t I, auto First, auto... Rest>
constexpr auto nth_pointer() {
    if constexpr (I == 0)
        return First;
    else
        return nth_pointer<I - 1, Rest...>();
}

}  // namespace detail

/// The members of a class that is not an aggregate (it has a constructor, private members or a base), in the order of
/// their keys. Written inside the class, after the members:
///
///     using members = ep::members<&Net::conv_, &Net::head_>;
///
/// A derived class lists its own and the inherited ones again.
template<auto... Pointers>
struct members {
    static constexpr std::size_t count = sizeof...(Pointers);
    static constexpr std::array<std::string_view, count> names{member_name<Pointers>()...};

    template<std::size_t I>
    static constexpr auto pointer = detail::nth_pointer<I, Pointers...>();

    template<std::size_t I>
    using type = typename detail::pointee<decltype(detail::nth_pointer<I, Pointers...>())>::type;

    template<std::size_t I, class T>
    static constexpr auto& get(T& object) {
        return object.*pointer<I>;
    }
};

namespace detail {
template<class>
inline constexpr bool is_member_list = false;
template<auto... Pointers>
inline constexpr bool is_member_list<members<Pointers...>> = true;
}  // namespace detail

template<class T>
concept lists_members = detail::is_member_list<typename T::members>;

/// Specialised by adaptors of other libraries' reflected classes: `count`, `names`, `type<I>` and `get<I>(object)` as
/// in `members`.
template<class T>
struct foreign_members;

template<class T>
concept has_foreign_members = requires { foreign_members<T>::count; };

}  // namespace eponym::inline EPONYM_ABI
