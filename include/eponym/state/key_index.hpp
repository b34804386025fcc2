// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI::detail {

/// No entry.
inline constexpr std::uint32_t absent = 0xFFFFFFFFu;

/// How many slots a table for `count` entries has: a power of two, at most half full.
constexpr std::size_t slots_for(std::size_t count) { return std::bit_ceil(2 * count + 1); }

constexpr bool same_text(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
#if defined(__clang__)
    return __builtin_memcmp(a.data(), b.data(), a.size()) == 0;  // one step of constant evaluation, not one each
#else
    if (!std::is_constant_evaluated()) return a == b;
    char const* const left = a.data();  // without a call for each character, which g++ would remember
    char const* const right = b.data();
    std::size_t const size = a.size();
    for (std::size_t i = 0; i != size; ++i)
        if (left[i] != right[i]) return false;
    return true;
#endif
}

/// The slot of `key` in a table with linear probing that holds numbers of `entries`, or the free one where it belongs.
/// Entries have a key and its hash.
template<class Entries>
constexpr std::size_t find_slot(std::span<std::uint32_t const> table, Entries const& entries, std::string_view key,
                                std::uint64_t hash) {
    std::size_t const mask = table.size() - 1;
    std::size_t slot = std::size_t(hash ^ (hash >> 32)) & mask;
    while (table[slot] != absent && !(entries[table[slot]].hash == hash && same_text(entries[table[slot]].key, key)))
        slot = (slot + 1) & mask;
    return slot;
}

/// Fills `table`, of `slots_for(count)` slots, with the entries. Returns the first one whose key is there already.
template<class Entries>
constexpr std::uint32_t index_keys(std::span<std::uint32_t> table, Entries const& entries, std::size_t count) {
    std::uint32_t repeated = absent;
    for (std::uint32_t& slot : table) slot = absent;
    for (std::uint32_t i = 0; i != count; ++i) {
        std::size_t const slot =
            find_slot(std::span<std::uint32_t const>(table), entries, entries[i].key, entries[i].hash);
        if (table[slot] == absent)
            table[slot] = i;
        else if (repeated == absent)
            repeated = i;
    }
    return repeated;
}

}  // namespace eponym::inline EPONYM_ABI::detail
