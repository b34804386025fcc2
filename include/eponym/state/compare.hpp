// SPDX-License-Identifier: BSL-1.0
// Whether a source can fill a model, decided by the compiler. Each variable is one stage, because the steps of one
// constant evaluation are limited, and each key costs a constant number of them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include <eponym/state/convertible.hpp>
#include <eponym/state/key_index.hpp>
#include <eponym/state/source.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

/// How many of each kind of problem are looked at more closely than to count them.
inline constexpr std::size_t most_examined = 32;

struct problem_list {
    std::array<std::uint32_t, most_examined> at{};
    std::array<std::uint32_t, most_examined> other{};
    std::size_t count = 0;

    constexpr void add(std::uint32_t mine, std::uint32_t its) {
        if (count < most_examined) {
            at[count] = mine;
            other[count] = its;
        }
        ++count;
    }
    constexpr std::size_t examined() const { return count < most_examined ? count : most_examined; }
};

struct schema_comparison {
    problem_list missing;     // positions in the model
    problem_list mismatched;  // positions in the model, and in the source
    std::size_t matched = 0;
};

template<class S>
inline constexpr auto key_table = [] {
    std::array<std::uint32_t, slots_for(source<S>::entries.size())> table{};
    index_keys(table, source<S>::entries, source<S>::entries.size());
    return table;
}();

constexpr bool has_choice(std::span<key_rule const> rules) {
    for (key_rule const& rule : rules)
        if (rule.what == key_rule::action::only || rule.what == key_rule::action::except) return true;
    return false;
}

/// Which keys of the model the rules let a source fill.
template<class Dst, class Pipeline>
inline constexpr auto asked_for = [] {
    std::array<bool, pattern_schema<Dst>.size()> asked{};
    std::array<char, longest_key<Dst, Pipeline> + 1> memory{};
    for (std::size_t i = 0; i != asked.size(); ++i) {
        changing_key key(memory.data(), room_for(Pipeline::rules), pattern_schema<Dst>[i].key);
        asked[i] = is_asked_for(Pipeline::rules, key);
    }
    return asked;
}();

constexpr schema_comparison compare_entries(std::span<schema_entry const> model, std::span<schema_entry const> source,
                                            std::span<std::uint32_t const> source_table, std::span<bool const> asked) {
    schema_comparison result;
    for (std::uint32_t i = 0; i != model.size(); ++i) {
        if (!asked.empty() && !asked[i]) continue;
        std::uint32_t const at = source_table[find_slot(source_table, source, model[i].key, model[i].hash)];
        if (at == absent) {
            result.missing.add(i, 0);
            continue;
        }
        ++result.matched;
        if (!loads_into(source[at].shape, model[i].shape) || !loads_into(source[at].type, model[i].type))
            result.mismatched.add(i, at);
    }
    return result;
}

template<class Dst, class Src>
inline constexpr schema_comparison comparison_of = [] {
    using pipeline = typename source<Src>::pipeline;
    std::span<bool const> asked;
    if constexpr (has_choice(pipeline::rules)) asked = asked_for<Dst, pipeline>;
    return compare_entries(pattern_schema<Dst>, source<Src>::entries, key_table<Src>, asked);
}();

/// The keys of the source that the model does not have; looked for only when their number says that there are some.
template<class Dst, class Src>
inline constexpr problem_list unexpected_in = [] {
    problem_list list;
    if constexpr (comparison_of<Dst, Src>.matched != source<Src>::entries.size()) {
        auto const& entries = source<Src>::entries;
        std::span<std::uint32_t const> table = key_table<Dst>;
        for (std::uint32_t i = 0; i != entries.size(); ++i)
            if (table[find_slot(table, pattern_schema<Dst>, entries[i].key, entries[i].hash)] == absent) list.add(i, 0);
    }
    return list;
}();

/// The key among those examined that is nearest to `wrong`; empty where none is near.
constexpr std::string_view nearest_key(std::string_view wrong, std::span<schema_entry const> entries,
                                       problem_list const& among) {
    std::string_view nearest;
    std::size_t best = wrong.size() / 3 + 1;
    for (std::size_t i = 0; i != among.examined(); ++i) {
        std::string_view const candidate = entries[among.at[i]].key;
        if (std::size_t const distance = name_distance(candidate, wrong); distance < best) {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

constexpr void describe_missing(sentence& text, schema_entry const& entry, std::string_view hint) {
    text + std::string_view("src has no key '") + entry.key + std::string_view("' ") + entry.shape;
    if (!hint.empty()) text + std::string_view(" (did you mean its '") + hint + std::string_view("'?)");
}

constexpr void describe_mismatch(sentence& text, schema_entry const& model, schema_entry const& source) {
    text + std::string_view("'") + model.key + std::string_view("' is ");
    if (loads_into(source.shape, model.shape))
        text + name_of(model.type) + std::string_view(" in dst but ") + name_of(source.type);
    else
        text + model.shape + std::string_view(" in dst but ") + source.shape;
    text + std::string_view(" in src");
}

/// Up to three problems in words, and the number of the others.
template<class Dst, class Src>
constexpr sentence explain_problems() {
    constexpr std::size_t most = 3;
    auto const& model = pattern_schema<Dst>;
    auto const& entries = source<Src>::entries;
    schema_comparison const& found = comparison_of<Dst, Src>;
    problem_list const& unexpected = unexpected_in<Dst, Src>;
    sentence text;
    std::size_t told = 0;
    auto const next = [&] { return told++ == 0 ? std::string_view() : std::string_view("; "); };
    for (std::size_t i = 0; i != found.mismatched.examined() && told != most; ++i) {
        text + next();
        describe_mismatch(text, model[found.mismatched.at[i]], entries[found.mismatched.other[i]]);
    }
    for (std::size_t i = 0; i != found.missing.examined() && told != most; ++i) {
        text + next();
        schema_entry const& entry = model[found.missing.at[i]];
        describe_missing(text, entry, nearest_key(entry.key, entries, unexpected));
    }
    if (found.missing.count == 0)  // else they are likely the same mistake
        for (std::size_t i = 0; i != unexpected.examined() && told != most; ++i)
            text + next() + std::string_view("dst has no key '") + entries[unexpected.at[i]].key +
                std::string_view("' for the one in src");
    std::size_t const total = found.mismatched.count + found.missing.count + unexpected.count;
    if (total != told) text + std::string_view("; and ") + std::int64_t(total - told) + std::string_view(" more");
    return text;
}

template<class Dst, class Src>
constexpr auto find_load_verdict() {
    if constexpr (!schema_size<Dst>.refused.empty())
        return visible_tree_verdict<Dst>();
    else if constexpr (!schema_size<typename source<Src>::model>.refused.empty())
        return visible_tree_verdict<typename source<Src>::model>();
    else if constexpr (!is_static_tree<Dst> || !is_static_tree<typename source<Src>::model>)
        return fine{};  // the keys are known at run time, and compared then
    else if constexpr (comparison_of<Dst, Src>.missing.count == 0 && comparison_of<Dst, Src>.mismatched.count == 0 &&
                       unexpected_in<Dst, Src>.count == 0)
        return fine{};
    else
        return violation<exact<[] { return explain_problems<Dst, Src>(); }>>{};
}

}  // namespace detail

/// `fine`, or the `violation` that says why a model of type `Src`, or a view of one, cannot fill one of type `Dst`.
template<class Dst, class Src>
using load_verdict = decltype(detail::find_load_verdict<Dst, Src>());

/// Whether every parameter and buffer of `Dst` that is asked for is in `Src` with a shape and a dtype that fit, and
/// none of `Src` is left over. What a type leaves to run time counts as fitting.
template<class Dst, class Src>
concept loads_from = holds<load_verdict<Dst, Src>>;

}  // namespace eponym::inline EPONYM_ABI
