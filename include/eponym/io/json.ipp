// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/json.hpp>
#include <eponym/io/text.hpp>
#include <eponym/meta/exception.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io::detail {

EPONYM_INLINE void json_reader::fail(std::initializer_list<part> parts) const {
    refuse(file_, {subject_, " is not valid: ", sentence(parts), ", at byte ", position_});
}

EPONYM_INLINE char json_reader::peek() {
    while (position_ < text_.size()) {
        char const c = text_[position_];
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
            if (c == '\0') fail({"there is a NUL character"});
            return c;
        }
        ++position_;
    }
    return '\0';
}

EPONYM_INLINE bool json_reader::accept(char token) {
    if (peek() != token) return false;
    ++position_;
    return true;
}

EPONYM_INLINE bool json_reader::accept_null() {
    if (peek() != 'n' || text_.substr(position_, 4) != "null") return false;
    position_ += 4;
    return true;
}

EPONYM_INLINE void json_reader::expect(char token) {
    if (accept(token)) return;
    if (peek() == '\0') fail({"expected '", std::string_view(&token, 1), "' and found the end"});
    std::size_t const length = utf8_sequence(text_.substr(position_));
    fail({"expected '", std::string_view(&token, 1), "' and found ", in_quotes(text_.substr(position_, length))});
}

EPONYM_INLINE std::uint32_t json_reader::four_digits() {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i, ++position_) {
        char const c = position_ < text_.size() ? text_[position_] : '\0';
        if (c >= '0' && c <= '9')
            value = value * 16 + std::uint32_t(c - '0');
        else if (c >= 'a' && c <= 'f')
            value = value * 16 + std::uint32_t(c - 'a' + 10);
        else if (c >= 'A' && c <= 'F')
            value = value * 16 + std::uint32_t(c - 'A' + 10);
        else
            fail({"\\u needs four hexadecimal digits"});
    }
    return value;
}

EPONYM_INLINE std::string json_reader::string() {
    expect('"');
    std::string out;
    for (;;) {
        std::size_t end = position_;
        while (end < text_.size() && text_[end] != '"' && text_[end] != '\\' &&
               static_cast<unsigned char>(text_[end]) >= 0x20)
            ++end;
        out += text_.substr(position_, end - position_);
        position_ = end;
        if (end == text_.size()) fail({"a string has no end"});
        char const c = text_[position_];
        if (c != '"' && c != '\\') fail({"a string holds a control character that is not escaped"});
        ++position_;
        if (c == '"') return out;
        char const escaped = position_ < text_.size() ? text_[position_++] : '\0';
        switch (escaped) {
            case '"': out += '"'; break;
            case '\\': out += '\\'; break;
            case '/': out += '/'; break;
            case 'b': out += '\b'; break;
            case 'f': out += '\f'; break;
            case 'n': out += '\n'; break;
            case 'r': out += '\r'; break;
            case 't': out += '\t'; break;
            case 'u': {
                std::uint32_t unit = four_digits();
                if (unit >= 0xD800 && unit < 0xDC00 && text_.substr(position_, 2) == "\\u") {
                    position_ += 2;
                    std::uint32_t const low = four_digits();
                    if (low < 0xDC00 || low > 0xDFFF) fail({"a string holds half of a surrogate pair"});
                    unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
                } else if (unit >= 0xD800 && unit < 0xE000) {
                    fail({"a string holds half of a surrogate pair"});
                }
                append_utf8(out, unit);
                break;
            }
            default: fail({"a string holds an unknown escape"});
        }
    }
}

EPONYM_INLINE std::uint64_t json_reader::number() {
    char const first = peek();
    if (first < '0' || first > '9') fail({"expected a whole number from 0 to 2^64 - 1"});
    std::size_t const begin = position_;
    std::uint64_t value = 0;
    for (; position_ < text_.size() && text_[position_] >= '0' && text_[position_] <= '9'; ++position_) {
        std::uint64_t const digit = std::uint64_t(text_[position_] - '0');
        if (value > (UINT64_MAX - digit) / 10) fail({"a number is larger than 2^64 - 1"});
        value = value * 10 + digit;
    }
    if (first == '0' && position_ - begin > 1) fail({"a number begins with 0"});
    char const next = position_ < text_.size() ? text_[position_] : '\0';
    if (next == '.' || next == 'e' || next == 'E')
        fail({"expected a whole number and found a fraction or an exponent"});
    return value;
}

EPONYM_INLINE void json_reader::expect_end() {
    if (peek() != '\0') fail({"something follows the closing brace"});
}

EPONYM_INLINE void append_json_string(std::string& out, std::string_view text) {
    constexpr char digits[] = "0123456789abcdef";
    out += '"';
    for (char const c : text) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\b': out += "\\b"; break;
            case '\f': out += "\\f"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    out += "\\u00";
                    out += digits[c >> 4];
                    out += digits[c & 15];
                } else {
                    out += c;
                }
        }
    }
    out += '"';
}

}  // namespace eponym::inline EPONYM_ABI::io::detail

EPONYM_END_COLD
