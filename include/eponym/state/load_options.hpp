// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <string>
#include <type_traits>

#include <eponym/meta/list.hpp>
#include <eponym/reflect/leaf.hpp>
#include <eponym/state/rules.hpp>

namespace eponym::inline EPONYM_ABI {

/// Which differences between a model and a source a load accepts. They are listed in its report all the same.
struct load_policy {
    bool missing = false;
    bool unexpected = false;
    bool mismatched = false;
};

/// Parameters that the source lacks keep their values.
inline constexpr load_policy allow_missing{.missing = true};
/// Keys of the source that the model lacks are ignored.
inline constexpr load_policy allow_unexpected{.unexpected = true};
/// Parameters whose shape or dtype differs keep their values: the new head of a fine-tuned model.
inline constexpr load_policy allow_mismatched{.mismatched = true};

/// The place of the state dict inside a checkpoint: `ep::at{"model_state_dict"}`. What is elsewhere is not looked at.
struct at {
    std::string path;
};

/// How a source is loaded. Strict unless told otherwise; made of parts:
/// `ep::at{"model"} | ep::strip_prefix<"module."> | ep::allow_missing`.
struct load_options {
    std::string path;
    list<key_rule> rules;
    load_policy allow;

    load_options() = default;
    load_options(at const& place) : path(place.path) {}
    load_options(load_policy policy) : allow(policy) {}
    template<class... Steps>
    load_options(key_pipeline<Steps...> const& pipeline) : rules(pipeline.rules.data(), pipeline.rules.size()) {}
};

// No models, though they are structs: `|` means something else for these.
template<>
inline constexpr bool is_plain<at> = true;
template<>
inline constexpr bool is_plain<load_policy> = true;
template<>
inline constexpr bool is_plain<load_options> = true;

namespace detail {

template<class>
inline constexpr bool is_pipeline = false;
template<class... Steps>
inline constexpr bool is_pipeline<key_pipeline<Steps...>> = true;

template<class T>
concept load_option =
    std::same_as<T, at> || std::same_as<T, load_policy> || std::same_as<T, load_options> || is_pipeline<T>;

load_options combine(load_options first, load_options const& second);

}  // namespace detail

template<detail::load_option A, detail::load_option B>
    requires(!detail::is_pipeline<A> || !detail::is_pipeline<B>)
load_options operator|(A const& first, B const& second) {
    return detail::combine(load_options(first), load_options(second));
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/state/load_options.ipp>
#endif
