// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cstddef>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI {

/// A container of members that have positions instead of names; child `I` has the key "I". It gives
///
///     static constexpr std::size_t positional_size;
///     template<std::size_t I> auto&       positional_get();
///     template<std::size_t I> auto const& positional_get() const;
template<class T>
concept positional = requires {
    { T::positional_size } -> std::convertible_to<std::size_t>;
};

/// A child that owns nothing and stands for the child at `T::same_position` of the same container.
template<class T>
concept repeats_position = requires {
    { T::same_position } -> std::convertible_to<std::size_t>;
};

}  // namespace eponym::inline EPONYM_ABI
