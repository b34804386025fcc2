// SPDX-License-Identifier: BSL-1.0
// Sources whose tensors are cut, split or joined on their way into a model: by the compiler as entries of a schema, at
// run time as tensors of a state dict.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>

#include <eponym/state/model_leaves.hpp>
#include <eponym/state/rules.hpp>
#include <eponym/state/schema.hpp>
#include <eponym/state/state_dict.hpp>

namespace eponym::inline EPONYM_ABI::detail {

/// Whether a key is the pattern with `text` in the place of its "*".
constexpr bool is_spelt(std::string_view key, std::string_view pattern, std::string_view text) {
    captured_text const found = capture(pattern, key);
    return found.matched && found.text == text;
}

using part_positions = std::array<std::size_t, most_parts>;

/// Where the parts of a concat_keys are in a list; false where one is not there.
template<class List>
constexpr bool find_parts(key_rule const& rule, List const& list, std::string_view text, part_positions& found) {
    for (std::size_t part = 1; part != rule.texts.size(); ++part) {
        std::size_t at = 0;
        while (at != list.size() && !is_spelt(list.key(at), rule.texts[part], text)) ++at;
        if (at == list.size()) return false;
        found[part - 1] = at;
    }
    return true;
}

/// Goes through a list under one split_key or concat_keys and tells `result` what is to become of it: `same(position)`,
/// `part(position, index, count, pattern, text)` and `whole(positions, pattern, text)`. `list` has a `size`, the `key`
/// at a position, and says whether a tensor `divides` into so many parts and whether some are `joinable`.
template<class List, class Result>
constexpr void restructure(key_rule const& rule, List const& list, Result& result) {
    std::size_t const count = rule.texts.size() - 1;
    for (std::size_t i = 0; i != list.size(); ++i) {
        if (rule.what == key_rule::action::split_key) {
            captured_text const found = capture(rule.texts[0], list.key(i));
            if (!found.matched || !list.divides(i, count)) {
                result.same(i);
                continue;
            }
            for (std::size_t part = 0; part != count; ++part)
                result.part(i, part, count, rule.texts[part + 1], found.text);
            continue;
        }
        bool joined = false;
        for (std::size_t part = 1; part <= count && !joined; ++part) {
            captured_text const found = capture(rule.texts[part], list.key(i));
            part_positions positions{};
            if (!found.matched || !find_parts(rule, list, found.text, positions)) continue;
            std::span<std::size_t const> const parts(positions.data(), count);
            joined = positions[part - 1] == i && list.joinable(parts);
            if (joined && part == 1) result.whole(parts, rule.texts[0], found.text);
        }
        if (!joined) result.same(i);
    }
}

/// The schema of a source as a list.
struct schema_list {
    std::span<schema_entry const> entries;

    constexpr std::size_t size() const { return entries.size(); }
    constexpr std::string_view key(std::size_t at) const { return entries[at].key; }
    constexpr bool divides(std::size_t at, std::size_t count) const {
        Shape const& shape = entries[at].shape;
        return shape.rank() != 0 && (shape[0] == dyn || shape[0] % dim(count) == 0);
    }
    constexpr bool joinable(std::span<std::size_t const> parts) const {
        for (std::size_t at : parts) {
            Shape shape = entries[at].shape;
            if (shape.rank() == 0 || entries[at].type != entries[parts[0]].type) return false;
            shape[0] = entries[parts[0]].shape[0];
            if (!agree(shape, entries[parts[0]].shape)) return false;
        }
        return true;
    }
};

/// Counts entries on the first pass, writes the characters of their keys on the second, the entries on the third.
struct schema_rewriter {
    std::span<schema_entry const> from;
    char* text = nullptr;
    char const* written_text = nullptr;
    schema_entry* entries = nullptr;
    std::size_t count = 0;
    std::size_t characters = 0;

    constexpr void same(std::size_t at) { write(from[at], from[at].key, "*"); }
    constexpr void part(std::size_t at, std::size_t, std::size_t parts, std::string_view pattern,
                        std::string_view captured) {
        schema_entry entry = from[at];
        if (entry.shape[0] != dyn) entry.shape[0] /= dim(parts);
        write(entry, pattern, captured);
    }
    constexpr void whole(std::span<std::size_t const> parts, std::string_view pattern, std::string_view captured) {
        schema_entry entry = from[parts[0]];
        for (std::size_t i = 1; i != parts.size(); ++i) {
            dim const size = from[parts[i]].shape[0];
            entry.shape[0] = entry.shape[0] == dyn || size == dyn ? dyn : entry.shape[0] + size;
        }
        write(entry, pattern, captured);
    }

private:
    constexpr void write(schema_entry const& entry, std::string_view pattern, std::string_view captured) {
        std::size_t const start = characters;
        for (char character : pattern) {
            if (character != '*')
                put(character);
            else
                for (char captured_character : captured) put(captured_character);
        }
        if (entries != nullptr) {
            std::string_view const key(written_text + start, characters - start);
            entries[count] = entry;
            entries[count].key = key;
            entries[count].hash = hash_of(key);
        }
        ++count;
    }
    constexpr void put(char character) {
        if (text != nullptr) text[characters] = character;
        ++characters;
    }
};

/// The tensors of a source with the names that the rules give them, cut, split and joined.
StateDict restructured(StateDict const& source, std::span<key_rule const> rules);

/// The versions under the names that a rule gives the modules: those that it gives their members.
list<module_version> renamed_versions(list<module_version> const& versions, key_rule const& rule);

/// The leaves of a model that the rules let a source fill.
model_leaves asked_among(model_leaves const& model, std::span<key_rule const> rules);

}  // namespace eponym::inline EPONYM_ABI::detail

#if EPONYM_WITH_DEFINITIONS
#include <eponym/state/restructure.ipp>
#endif
