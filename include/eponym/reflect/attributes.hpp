// SPDX-License-Identifier: BSL-1.0
// What a class says about its members beyond their names.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI {

/// The member `member` has the key `key`.
struct rename {
    std::string_view member;
    std::string_view key;
};

/// The place `key`, which owns no tensor, is a second name of `same_as`. Both are keys relative to the class. A state
/// dict that holds the second name too must hold the same values under both.
struct tie {
    std::string_view key;
    std::string_view same_as;
};

/// A class's one static member `eponym`:
///
///     static constexpr ep::attributes eponym{ep::rename{"norm", "LayerNorm"}, ep::tie{"head.weight", "wte.weight"}};
///
/// Public; the strings are checked against the members.
template<class... A>
class attributes {
    static_assert(((std::is_same_v<A, rename> || std::is_same_v<A, tie>) && ...),
                  "attributes{...} takes rename{\"member\", \"key\"} and tie{\"key\", \"same_as\"}");

public:
    std::array<rename, (std::size_t(std::is_same_v<A, rename>) + ... + 0)> renames{};
    std::array<tie, (std::size_t(std::is_same_v<A, tie>) + ... + 0)> ties{};

    constexpr attributes(A... list) {
        std::size_t renamed = 0;
        std::size_t tied = 0;
        auto const add = [&](auto const& attribute) {
            if constexpr (std::is_same_v<decltype(attribute), rename const&>)
                renames[renamed++] = attribute;
            else if constexpr (std::is_same_v<decltype(attribute), tie const&>)
                ties[tied++] = attribute;
        };
        (add(list), ...);
    }
};

template<class T>
concept has_attributes = requires {
    T::eponym.renames;
    T::eponym.ties;
};

}  // namespace eponym::inline EPONYM_ABI
