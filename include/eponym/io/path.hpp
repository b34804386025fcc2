// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI::io {

/// The name of a file, in UTF-8 on every system. Made from a string, or from a std::filesystem::path without including
/// <filesystem>.
struct path {
    std::string utf8;

    path(char const* text) : utf8(text) {}
    path(std::string text) : utf8(std::move(text)) {}
    path(std::string_view text) : utf8(text) {}

    template<class Path>
        requires requires(Path const& other) { other.u8string().data(); }
    path(Path const& other) {
        auto const text = other.u8string();
        utf8.assign(reinterpret_cast<char const*>(text.data()), text.size());
    }
};

}  // namespace eponym::inline EPONYM_ABI::io
