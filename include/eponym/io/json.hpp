// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <eponym/io/text.hpp>

namespace eponym::inline EPONYM_ABI::io::detail {

/// Reads the tokens of the JSON that a safetensors header consists of: objects, arrays, strings, numbers from 0 to
/// 2^64 - 1 and null. The caller says what has to come next, so nothing nests and nothing is built. Every fault throws
/// file_error with the byte at which it was met.
class json_reader {
public:
    /// `text` must be valid UTF-8. `subject` begins each sentence, such as "the header".
    json_reader(std::string_view text, std::string const& file, std::string_view subject)
        : text_(text), file_(file), subject_(subject) {}

    /// The next character that is not white space, or '\0' at the end. Does not move.
    char peek();

    /// Moves past `token` if it comes next.
    bool accept(char token);
    bool accept_null();

    /// Moves past `token`, which must come next.
    void expect(char token);

    /// A string, its escapes resolved.
    std::string string();

    std::uint64_t number();

    /// Nothing but white space may be left.
    void expect_end();

    [[noreturn]] void fail(std::initializer_list<part> parts) const;

private:
    std::uint32_t four_digits();

    std::string_view text_;
    std::string const& file_;
    std::string_view subject_;
    std::size_t position_ = 0;
};

/// Appends `text` as a JSON string. Only what must be escaped is: the quote, the backslash, control characters.
void append_json_string(std::string& out, std::string_view text);

}  // namespace eponym::inline EPONYM_ABI::io::detail

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/json.ipp>
#endif
