// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/text.hpp>
#include <eponym/meta/exception.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io::detail {

EPONYM_INLINE std::size_t utf8_sequence(std::string_view text) {
    if (text.empty()) return 0;
    auto const byte = [&](std::size_t i) { return std::uint32_t(static_cast<unsigned char>(text[i])); };
    std::uint32_t const lead = byte(0);
    if (lead < 0x80) return 1;
    std::size_t const length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80) return 0;
    std::uint32_t const second = byte(1);
    bool const overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    bool const surrogate = lead == 0xED && second > 0x9F;
    bool const beyond = lead == 0xF4 && second > 0x8F;
    return overlong || surrogate || beyond ? 0 : length;
}

EPONYM_INLINE bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        std::size_t const length = utf8_sequence(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

EPONYM_INLINE void append_utf8(std::string& out, std::uint32_t code_point) {
    auto const put = [&out](std::uint32_t byte) { out += char(static_cast<unsigned char>(byte)); };
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xC0 | (code_point >> 6));
        put(0x80 | (code_point & 0x3F));
    } else if (code_point < 0x10000) {
        put(0xE0 | (code_point >> 12));
        put(0x80 | ((code_point >> 6) & 0x3F));
        put(0x80 | (code_point & 0x3F));
    } else {
        put(0xF0 | (code_point >> 18));
        put(0x80 | ((code_point >> 12) & 0x3F));
        put(0x80 | ((code_point >> 6) & 0x3F));
        put(0x80 | (code_point & 0x3F));
    }
}

/// Appends `text` in quotes.
inline void append_quoted(std::string& out, std::string_view text) {
    constexpr std::size_t most = 100;
    constexpr char digits[] = "0123456789abcdef";
    out += '"';
    std::size_t position = 0;
    while (position < text.size() && position < most) {
        auto const byte = static_cast<unsigned char>(text[position]);
        std::size_t const length = utf8_sequence(text.substr(position));
        if (length == 0 || byte < 0x20 || byte == 0x7F) {
            out += "\\x";
            out += digits[byte >> 4];
            out += digits[byte & 15];
            ++position;
        } else {
            out += text.substr(position, length);
            position += length;
        }
    }
    if (position < text.size()) out += "...";
    out += '"';
}

EPONYM_INLINE void append(std::string& out, part const& addition) {
    switch (addition.is) {
        case part::kind::text: out += addition.text; break;
        case part::kind::quoted: append_quoted(out, addition.text); break;
        case part::kind::negative: out += '-'; [[fallthrough]];
        case part::kind::number: out += std::to_string(addition.number); break;
    }
}

EPONYM_INLINE std::string sentence(std::initializer_list<part> parts) {
    std::string out;
    for (part const& p : parts) append(out, p);
    return out;
}

EPONYM_INLINE void refuse(std::string const& file, std::initializer_list<part> parts) {
    throw file_error(file, sentence(parts));
}

EPONYM_INLINE std::string_view fault_of_name(std::string_view name) {
    if (name.size() > longest_name) return "is longer than 4,096 bytes";
    if (!is_utf8(name)) return "is not valid UTF-8";
    for (char const c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return "holds a control character";
    for (std::size_t begin = 0; begin <= name.size();) {
        std::size_t end = name.find_first_of("/\\", begin);
        if (end == std::string_view::npos) end = name.size();
        if (name.substr(begin, end - begin) == "..") return "holds \"..\" as a part of a path";
        begin = end + 1;
    }
    return {};
}

EPONYM_INLINE bool parse_number(std::string_view text, std::uint64_t& number) {
    if (text.empty() || text.size() > 19 || (text.size() > 1 && text[0] == '0')) return false;
    number = 0;
    for (char const c : text) {
        if (c < '0' || c > '9') return false;
        number = number * 10 + std::uint64_t(c - '0');
    }
    return number <= std::uint64_t(INT64_MAX);
}

}  // namespace eponym::inline EPONYM_ABI::io::detail

EPONYM_END_COLD
