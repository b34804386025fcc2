// SPDX-License-Identifier: BSL-1.0
// Rules that turn the keys of a source into those of a model, choose among them, and cut, split or join the tensors.
// One vocabulary: on a typed source they run in the compiler, `load(dst, src | ep::only<"features.*">)`, on a state
// dict or a file while it is loaded.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include <eponym/meta/diagnostic.hpp>
#include <eponym/meta/fixed_string.hpp>
#include <eponym/tensor/shape.hpp>

namespace eponym::inline EPONYM_ABI {

/// One step, as data. The texts live as long as the program.
struct key_rule {
    enum class action : std::uint8_t {
        strip_prefix,
        add_prefix,
        rename_key,
        only,
        except,
        slice_key,
        split_key,
        concat_keys
    };

    action what = action::only;
    std::span<std::string_view const> texts{};
    dim first = 0;  // of a slice
    dim last = 0;
    dim dimension = 0;
};

namespace detail {

template<fixed_string... Texts>
inline constexpr std::array<std::string_view, sizeof...(Texts)> texts_of{Texts.view()...};

template<key_rule::action Action, fixed_string... Texts>
struct key_step {
    static constexpr key_rule rule{Action, texts_of<Texts...>};
};

template<fixed_string Pattern, dim First, dim Last, dim Dimension>
struct slice_step {
    static constexpr key_rule rule{key_rule::action::slice_key, texts_of<Pattern>, First, Last, Dimension};
};

constexpr std::size_t stars_in(std::string_view pattern) {
    std::size_t count = 0;
    for (char character : pattern) count += character == '*' ? 1 : 0;
    return count;
}

/// The most tensors that one is split into or joined from.
inline constexpr std::size_t most_parts = 16;

template<key_rule::action Action, fixed_string Whole, fixed_string... Parts>
struct division_step : key_step<Action, Whole, Parts...> {};

template<dim First, dim Last, dim Dimension>
using slice_verdict = std::conditional_t<
    First >= 0 && Last >= First && Dimension >= 0, fine,
    violation<fixed_string(
        "slice_key<pattern, first, last, dimension>: 0 <= first <= last, and dimensions count from 0")>>;

template<fixed_string Whole, fixed_string... Parts>
using division_verdict = std::conditional_t<
    sizeof...(Parts) >= 2 && sizeof...(Parts) <= most_parts && stars_in(Whole.view()) <= 1 &&
        ((stars_in(Parts.view()) == stars_in(Whole.view())) && ...),
    fine,
    violation<fixed_string("split_key<whole, parts...> and concat_keys<whole, parts...>: 2 to 16 parts, and one "
                           "'*' in the whole and in each part, or in none")>>;

}  // namespace detail

/// Steps that are applied to each key of a source, from left to right.
template<class... Steps>
struct key_pipeline {
    static constexpr std::array<key_rule, sizeof...(Steps)> rules{Steps::rule...};
};

template<class... First, class... Second>
constexpr key_pipeline<First..., Second...> operator|(key_pipeline<First...>, key_pipeline<Second...>) {
    return {};
}

/// "module.fc.weight" becomes "fc.weight"; keys without the prefix stay as they are.
template<fixed_string Prefix>
inline constexpr key_pipeline<detail::key_step<key_rule::action::strip_prefix, Prefix>> strip_prefix{};

/// "fc.weight" becomes "module.fc.weight".
template<fixed_string Prefix>
inline constexpr key_pipeline<detail::key_step<key_rule::action::add_prefix, Prefix>> add_prefix{};

/// The place `From` and all below it is called `To`: with <"fc", "head">, "fc.weight" becomes "head.weight".
template<fixed_string From, fixed_string To>
inline constexpr key_pipeline<detail::key_step<key_rule::action::rename_key, From, To>> rename_key{};

/// Loads the keys that match one of the patterns and leaves everything else of the model as it is. "*" stands for any
/// characters, dots included. The pattern is compared with the key as the steps to its left have made it.
template<fixed_string... Patterns>
inline constexpr key_pipeline<detail::key_step<key_rule::action::only, Patterns...>> only{};

/// Loads the keys that match none of the patterns and leaves everything else of the model as it is.
template<fixed_string... Patterns>
inline constexpr key_pipeline<detail::key_step<key_rule::action::except, Patterns...>> except{};

/// Of the tensors whose keys match the pattern, the elements `First` to `Last`, excluded, of a dimension: the first 200
/// of 256 kernels with `slice_key<"conv1.*", 0, 200>`, weights and biases alike. As in Python, what is not there is
/// left out.
template<fixed_string Pattern, dim First, dim Last, dim Dimension = 0>
    requires holds<detail::slice_verdict<First, Last, Dimension>>
inline constexpr key_pipeline<detail::slice_step<Pattern, First, Last, Dimension>> slice_key{};

/// The tensor `Whole` becomes equal parts of its first dimension: a fused projection the three that it is made of, with
/// `split_key<"*.in_proj_weight", "*.q.weight", "*.k.weight", "*.v.weight">`. The one "*" stands for the same text in
/// each.
template<fixed_string Whole, fixed_string... Parts>
    requires holds<detail::division_verdict<Whole, Parts...>>
inline constexpr key_pipeline<detail::division_step<key_rule::action::split_key, Whole, Parts...>> split_key{};

/// The reverse: the tensors `Parts` become `Whole`, one after the other in the first dimension.
template<fixed_string Whole, fixed_string... Parts>
    requires holds<detail::division_verdict<Whole, Parts...>>
inline constexpr key_pipeline<detail::division_step<key_rule::action::concat_keys, Whole, Parts...>> concat_keys{};

/// Whether a key matches a pattern in which "*" stands for any characters.
constexpr bool matches(std::string_view pattern, std::string_view key) {
    std::size_t p = 0;
    std::size_t k = 0;
    std::size_t star = std::string_view::npos;
    std::size_t retry = 0;
    while (k != key.size()) {
        if (p != pattern.size() && pattern[p] == '*') {
            star = p++;
            retry = k;
        } else if (p != pattern.size() && pattern[p] == key[k]) {
            ++p;
            ++k;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            k = ++retry;
        } else {
            return false;
        }
    }
    while (p != pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

/// The pipeline as it is written: `strip_prefix<"module."> | only<"features.*">`.
std::string to_string(std::span<key_rule const> rules);

/// The key that a source's key becomes; empty where it is not chosen.
std::string apply(std::span<key_rule const> rules, std::string_view key);

/// Whether the rules let a source fill the key of a model.
bool is_asked(std::span<key_rule const> rules, std::string_view key);

namespace detail {

/// What a pattern with at most one "*" found in a key.
struct captured_text {
    bool matched = false;
    std::string_view text{};  // in the place of the "*"
};

/// Where the "*" of a pattern is; its size where there is none. Not by `find`, which g++ refuses of a template
/// argument's text in a constant where it also looks for undefined behaviour.
constexpr std::size_t star_of(std::string_view pattern) {
    std::size_t at = 0;
    while (at != pattern.size() && pattern[at] != '*') ++at;
    return at;
}

constexpr captured_text capture(std::string_view pattern, std::string_view key) {
    std::size_t const star = star_of(pattern);
    if (star == pattern.size()) return {pattern == key, {}};
    std::string_view const tail = pattern.substr(star + 1);
    if (key.size() + 1 < pattern.size() || key.substr(0, star) != pattern.substr(0, star) ||
        key.substr(key.size() - tail.size()) != tail)
        return {};
    return {true, key.substr(star, key.size() + 1 - pattern.size())};
}

/// A key that changes at its front, or as a whole, within memory of the caller with room in front of it.
class changing_key {
public:
    constexpr changing_key(char* memory, std::size_t room, std::string_view key)
        : memory_(memory), begin_(room), end_(room + key.size()), capacity_(room + key.size()) {
        for (std::size_t i = 0; i != key.size(); ++i) memory_[room + i] = key[i];
    }

    constexpr std::string_view view() const { return {memory_ + begin_, end_ - begin_}; }
    constexpr bool starts_with(std::string_view text) const { return view().substr(0, text.size()) == text; }
    constexpr bool is_below(std::string_view place) const {
        return starts_with(place) && (view().size() == place.size() || view()[place.size()] == '.');
    }
    constexpr void replace_front(std::size_t dropped, std::string_view added) {
        begin_ = begin_ + dropped - added.size();
        for (std::size_t i = 0; i != added.size(); ++i) memory_[begin_ + i] = added[i];
    }

    /// Becomes the pattern with a part of the key in the place of its "*".
    constexpr void replace_whole(std::string_view pattern, std::string_view text) {
        std::size_t const star = star_of(pattern);
        std::string_view const tail = pattern.substr(star == pattern.size() ? star : star + 1);
        std::size_t const from = text.empty() ? 0 : std::size_t(text.data() - memory_);
        std::size_t const to = capacity_ - tail.size() - text.size();
        for (std::size_t i = 0; i != text.size(); ++i) {
            std::size_t const at = to > from ? text.size() - 1 - i : i;
            memory_[to + at] = memory_[from + at];
        }
        begin_ = to - star;
        end_ = capacity_;
        for (std::size_t i = 0; i != star; ++i) memory_[begin_ + i] = pattern[i];
        for (std::size_t i = 0; i != tail.size(); ++i) memory_[end_ - tail.size() + i] = tail[i];
    }

private:
    char* memory_;
    std::size_t begin_;
    std::size_t end_;
    std::size_t capacity_;
};

constexpr bool divides(key_rule const& rule) {
    return rule.what == key_rule::action::split_key || rule.what == key_rule::action::concat_keys;
}

/// Whether some of the rules cut, split or join tensors.
constexpr bool reshapes(std::span<key_rule const> rules) {
    for (key_rule const& rule : rules)
        if (rule.what >= key_rule::action::slice_key) return true;
    return false;
}

/// A size after a slice: clipped as Python does.
constexpr dim sliced_size(key_rule const& rule, dim size) {
    if (size == dyn) return dyn;
    dim const last = rule.last < size ? rule.last : size;
    return rule.first < last ? last - rule.first : 0;
}

constexpr void slice_shape(key_rule const& rule, Shape& shape) {
    int const dimension = int(rule.dimension);
    if (dimension < shape.rank()) shape[dimension] = sliced_size(rule, shape[dimension]);
}

/// The room that a key may need at its front, in either direction.
constexpr std::size_t room_for(std::span<key_rule const> rules) {
    std::size_t room = 0;
    for (key_rule const& rule : rules)
        if (rule.what < key_rule::action::only || divides(rule))
            for (std::string_view text : rule.texts) room += text.size();
    return room;
}

constexpr bool is_chosen(key_rule const& rule, std::string_view key) {
    bool matched = false;
    for (std::string_view pattern : rule.texts) matched = matched || matches(pattern, key);
    return matched == (rule.what == key_rule::action::only);
}

/// From the source's key to the model's, and from its shape, which may be null; false where it is not chosen. A tensor
/// that is split or joined is another one, see restructure.hpp.
constexpr bool apply_rules(std::span<key_rule const> rules, changing_key& key, Shape* shape = nullptr) {
    for (key_rule const& rule : rules) {
        switch (rule.what) {
            case key_rule::action::strip_prefix:
                if (key.starts_with(rule.texts[0])) key.replace_front(rule.texts[0].size(), {});
                break;
            case key_rule::action::add_prefix: key.replace_front(0, rule.texts[0]); break;
            case key_rule::action::rename_key:
                if (key.is_below(rule.texts[0])) key.replace_front(rule.texts[0].size(), rule.texts[1]);
                break;
            case key_rule::action::only:
            case key_rule::action::except:
                if (!is_chosen(rule, key.view())) return false;
                break;
            case key_rule::action::slice_key:
                if (shape != nullptr && matches(rule.texts[0], key.view())) slice_shape(rule, *shape);
                break;
            case key_rule::action::split_key:
            case key_rule::action::concat_keys: break;
        }
    }
    return true;
}

/// Backwards through split_key or concat_keys: to the whole that a part is of, or to the first part of a whole.
constexpr void follow_division(key_rule const& rule, changing_key& key) {
    bool const is_split = rule.what == key_rule::action::split_key;
    std::size_t const end = is_split ? rule.texts.size() : 1;
    for (std::size_t i = is_split ? 1 : 0; i != end; ++i)
        if (captured_text const found = capture(rule.texts[i], key.view()); found.matched)
            return key.replace_whole(rule.texts[is_split ? 0 : 1], found.text);
}

/// Whether the rules let a key of the model be loaded: they are followed backwards to the key that a source would need.
constexpr bool is_asked_for(std::span<key_rule const> rules, changing_key& key) {
    for (std::size_t i = rules.size(); i-- != 0;) {
        key_rule const& rule = rules[i];
        switch (rule.what) {
            case key_rule::action::strip_prefix: key.replace_front(0, rule.texts[0]); break;
            case key_rule::action::add_prefix:
                if (!key.starts_with(rule.texts[0])) return true;
                key.replace_front(rule.texts[0].size(), {});
                break;
            case key_rule::action::rename_key:
                if (key.is_below(rule.texts[1])) key.replace_front(rule.texts[1].size(), rule.texts[0]);
                break;
            case key_rule::action::only:
            case key_rule::action::except:
                if (!is_chosen(rule, key.view())) return false;
                break;
            case key_rule::action::slice_key: break;
            case key_rule::action::split_key:
            case key_rule::action::concat_keys: follow_division(rule, key); break;
        }
    }
    return true;
}

}  // namespace detail

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/state/rules.ipp>
#endif
