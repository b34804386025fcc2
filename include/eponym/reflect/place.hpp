// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI {

/// The hash of `text`, or of what `before` was the hash of followed by `text` (64-bit FNV-1a).
constexpr std::uint64_t hash_of(std::string_view text, std::uint64_t before = 14695981039346656037u) {
    for (char character : text) before = (before ^ static_cast<unsigned char>(character)) * 1099511628211u;
    return before;
}

/// Where the walk stands in the tree: a name, and the place that it is in. Places live on the stack of the walk, so
/// that a key costs its own length and nothing is kept of those that nobody asks for.
struct place {
    place const* outer = nullptr;
    std::string_view name{};
    std::size_t key_size = 0;
    std::uint64_t key_hash = hash_of("");  // continued from the outer place's, not computed from the whole key
    bool run_time = false;  // over a type: in a vector, map or optional, whose size the type does not tell

    constexpr place() = default;
    // Inlined, its loop over the name would be unrolled for each member of each class that is walked over.
    [[gnu::noinline]] constexpr place(place const& parent, std::string_view child)
        : outer(&parent),
          name(child),
          key_size(parent.key_size + (parent.key_size != 0 ? 1 : 0) + child.size()),
          key_hash(hash_of(child, parent.key_size != 0 ? hash_of(".", parent.key_hash) : parent.key_hash)),
          run_time(parent.run_time) {}

    constexpr place at_run_time() const {
        place same = *this;
        same.run_time = true;
        return same;
    }

    /// The names from the root to here, joined by dots, into the `key_size` characters at `text`.
    constexpr void write_key(char* text) const {
        char* end = text + key_size;
        for (place const* at = this; at->outer != nullptr; at = at->outer) {
            end -= at->name.size();
            copy(at->name, end);
            if (end != text) *--end = '.';
        }
    }

    std::string key() const {
        std::string text(key_size, '\0');
        write_key(text.data());
        return text;
    }

private:
    static constexpr void copy(std::string_view from, char* to) {
#if defined(__clang__)
        __builtin_memcpy(to, from.data(), from.size());  // one step of constant evaluation, of which there are few
#else
        char const* const text = from.data();  // without a call for each character, which g++ would remember
        std::size_t const size = from.size();
        for (std::size_t i = 0; i != size; ++i) to[i] = text[i];
#endif
    }
};

/// A position spelt as a name: "0", "1", "12".
class position_name {
public:
    constexpr explicit position_name(std::size_t position) {
        do {
            digits_[--begin_] = char('0' + position % 10);
            position /= 10;
        } while (position != 0);
    }
    constexpr std::string_view view() const { return {digits_ + begin_, sizeof digits_ - begin_}; }

private:
    char digits_[20]{};
    std::size_t begin_ = sizeof digits_;
};

}  // namespace eponym::inline EPONYM_ABI
