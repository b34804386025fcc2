// SPDX-License-Identifier: BSL-1.0
// Small text helpers of the readers: sentences, and names that come from files and may hold anything.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI::io::detail {

/// The longest name of a tensor, and of a record in an archive, in bytes.
inline constexpr std::size_t longest_name = 4096;

/// Text that goes into a message in quotes: control characters and broken UTF-8 as \xNN, cut after 100 bytes.
struct in_quotes {
    explicit in_quotes(std::string_view quoted) : text(quoted) {}
    std::string_view text;
};

/// A part of a sentence. Sentences are put together out of line, because every reader is full of them.
struct part {
    enum class kind : unsigned char { text, quoted, number, negative };

    part(std::string_view words) : text(words) {}
    part(std::string const& words) : text(words) {}
    part(char const* words) : text(words) {}
    part(in_quotes quoted) : text(quoted.text), is(kind::quoted) {}
    template<std::integral Number>
    part(Number value)
        : number(value < 0 ? 0 - std::uint64_t(value) : std::uint64_t(value)),
          is(value < 0 ? kind::negative : kind::number) {}

    std::string_view text{};
    std::uint64_t number = 0;
    kind is = kind::text;
};

void append(std::string& out, part const& addition);

std::string sentence(std::initializer_list<part> parts);

/// Throws file_error with these parts as the sentence.
[[noreturn]] void refuse(std::string const& file, std::initializer_list<part> parts);

/// The length of the UTF-8 sequence that begins `text`, or 0 where it is not one (overlong, surrogate, cut short).
std::size_t utf8_sequence(std::string_view text);

bool is_utf8(std::string_view text);

/// Appends a code point below 0x110000 as UTF-8.
void append_utf8(std::string& out, std::uint32_t code_point);

/// What is wrong with the name of a tensor or a record, as the end of a sentence; empty where it is fine. Names are
/// valid UTF-8 without control characters and have no ".." between slashes, because programs turn names into paths.
std::string_view fault_of_name(std::string_view name);

/// A decimal number without sign or leading zeros; false where `text` is none, or is more than 2^63 - 1.
bool parse_number(std::string_view text, std::uint64_t& number);

}  // namespace eponym::inline EPONYM_ABI::io::detail

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/text.ipp>
#endif
