// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <eponym/meta/fixed_string.hpp>

namespace eponym::inline EPONYM_ABI {

/// Text that is built during compilation with `+` from strings, numbers and shapes. What is beyond the capacity is cut.
class sentence {
public:
    static constexpr std::size_t capacity = 1000;

    constexpr std::string_view view() const { return {characters_, size_}; }
    constexpr std::size_t size() const { return size_; }

    constexpr sentence& operator+(std::string_view text) {
        for (char character : text) {
            if (size_ == capacity) break;
            characters_[size_++] = character;
        }
        return *this;
    }

    /// Decimal; -1, a dimension known only at run time, prints "?".
    constexpr sentence& operator+(std::int64_t number) {
        if (number == -1) return *this + std::string_view("?");
        if (number < 0) return *this + std::string_view("-") + -number;
        char digits[20]{};
        std::size_t count = 0;
        do {
            digits[count++] = char('0' + number % 10);
            number /= 10;
        } while (number != 0);
        while (count != 0) *this + std::string_view(&digits[--count], 1);
        return *this;
    }

    /// A shape as Python prints a tuple: (2, 3), (4,), ().
    template<std::size_t Rank>
    constexpr sentence& operator+(std::array<std::int64_t, Rank> const& shape) {
        *this + std::string_view("(");
        for (std::size_t i = 0; i < Rank; ++i) {
            if (i != 0) *this + std::string_view(", ");
            *this + shape[i];
        }
        return *this + (Rank == 1 ? std::string_view(",)") : std::string_view(")"));
    }

private:
    char characters_[capacity]{};
    std::size_t size_ = 0;
};

/// The sentence that the stateless lambda `Build` returns, as a template argument of exactly its length.
template<auto Build>
inline constexpr auto exact = [] {
    constexpr sentence built = Build();
    fixed_string<built.view().size()> text;
    for (std::size_t i = 0; i < built.view().size(); ++i) text.characters[i] = built.view()[i];
    // clang prints an array as text where its last character was written, be it the zero that was there.
    text.characters[built.view().size()] = '\0';
    return text;
}();

}  // namespace eponym::inline EPONYM_ABI
