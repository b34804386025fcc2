// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string_view>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI {

/// A string of `N` characters that can be a template argument. The array is exactly as long as the string, so that
/// compilers print it as text.
template<std::size_t N>
struct fixed_string {
    char characters[N + 1]{};

    constexpr fixed_string() = default;
    constexpr fixed_string(char const (&text)[N + 1]) {
        for (std::size_t i = 0; i < N; ++i) characters[i] = text[i];
    }

    constexpr std::string_view view() const { return {characters, N}; }
    constexpr operator std::string_view() const { return view(); }
};

template<std::size_t N>
fixed_string(char const (&)[N]) -> fixed_string<N - 1>;

}  // namespace eponym::inline EPONYM_ABI
