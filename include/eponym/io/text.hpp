// SPDX-License-Identifier: BSL-1.0
// Small text helpers of the readers: sentences, and names that come from files and may hold anything.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI::io::detail {

/// The longest name of a tensor, and of a record in an archive, in bytes.
inline constexpr std::size_t longest_name = 4096;

inline void append(std::string& out, std::string_view text) { out += text; }
void append(std::string& out, std::uint64_t number);
void append(std::string& out, std::int64_t number);

template<class... Parts>
std::string sentence(Parts const&... parts) {
    std::string out;
    auto const add = [&out]<class Part>(Part const& part) {
        if constexpr (std::signed_integral<Part>)
            append(out, std::int64_t(part));
        else if constexpr (std::unsigned_integral<Part>)
            append(out, std::uint64_t(part));
        else
            append(out, std::string_view(part));
    };
    (add(parts), ...);
    return out;
}

/// `text` in quotes, fit for a message: control characters and broken UTF-8 as \xNN, cut after 100 bytes.
std::string in_quotes(std::string_view text);

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
