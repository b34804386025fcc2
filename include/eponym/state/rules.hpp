// SPDX-License-Identifier: BSL-1.0
// Rules that turn the keys of a source into those of a model, and choose among them. One vocabulary: on a typed source
// they run in the compiler, `load(dst, src | ep::only<"features.*">)`, on a state dict or a file while it is loaded.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <eponym/meta/fixed_string.hpp>

namespace eponym::inline EPONYM_ABI {

/// One step, as data. The texts live as long as the program.
struct key_rule {
    enum class action : std::uint8_t { strip_prefix, add_prefix, rename_key, only, except };

    action what = action::only;
    std::span<std::string_view const> texts{};
};

namespace detail {

template<fixed_string... Texts>
inline constexpr std::array<std::string_view, sizeof...(Texts)> texts_of{Texts.view()...};

template<key_rule::action Action, fixed_string... Texts>
struct key_step {
    static constexpr key_rule rule{Action, texts_of<Texts...>};
};

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

namespace detail {

/// A key that changes only at its front, within memory of the caller with room there.
class changing_key {
public:
    constexpr changing_key(char* memory, std::size_t room, std::string_view key)
        : memory_(memory), begin_(room), end_(room + key.size()) {
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

private:
    char* memory_;
    std::size_t begin_;
    std::size_t end_;
};

/// The room that a key may need at its front, in either direction.
constexpr std::size_t room_for(std::span<key_rule const> rules) {
    std::size_t room = 0;
    for (key_rule const& rule : rules)
        if (rule.what < key_rule::action::only)
            for (std::string_view text : rule.texts) room += text.size();
    return room;
}

constexpr bool is_chosen(key_rule const& rule, std::string_view key) {
    bool matched = false;
    for (std::string_view pattern : rule.texts) matched = matched || matches(pattern, key);
    return matched == (rule.what == key_rule::action::only);
}

/// From the source's key to the model's; false where it is not chosen.
constexpr bool apply_rules(std::span<key_rule const> rules, changing_key& key) {
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
        }
    }
    return true;
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
        }
    }
    return true;
}

}  // namespace detail

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/state/rules.ipp>
#endif
