// SPDX-License-Identifier: BSL-1.0
// What the compiler knows of the source of a load: the schema of a model, seen through key rules.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <type_traits>

#include <eponym/state/rules.hpp>
#include <eponym/state/schema.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

template<class T>
concept model_type =
    std::is_class_v<T> && (node_of<T> == node::members || node_of<T> == node::positional || node_of<T> == node::array ||
                           node_of<T> == node::tuple || node_of<T> == node::vector || node_of<T> == node::map ||
                           node_of<T> == node::optional || node_of<T> == node::stateless);

}  // namespace detail

/// A model whose keys are seen through rules: what `model | ep::only<"features.*">` gives.
template<class Model, class Pipeline>
struct model_view {
    Model const& model;
};

template<class Model, class... Steps>
    requires detail::model_type<Model>
constexpr model_view<Model, key_pipeline<Steps...>> operator|(Model const& model, key_pipeline<Steps...>) {
    return {model};
}
template<class Model, class... First, class... Second>
constexpr model_view<Model, key_pipeline<First..., Second...>> operator|(model_view<Model, key_pipeline<First...>> view,
                                                                         key_pipeline<Second...>) {
    return {view.model};
}

namespace detail {

/// The schema of a source, the model that it is taken from, and the rules on the way.
template<class S>
struct source {
    using model = S;
    using pipeline = key_pipeline<>;
    static constexpr auto const& entries = pattern_schema<S>;
};

template<class Model, class Pipeline>
inline constexpr std::size_t longest_key = [] {
    std::size_t longest = 0;
    for (schema_entry const& entry : pattern_schema<Model>)
        if (entry.key.size() > longest) longest = entry.key.size();
    return room_for(Pipeline::rules) + longest;
}();

struct chosen_size {
    std::size_t count = 0;
    std::size_t characters = 0;
};

template<class Model, class Pipeline>
inline constexpr chosen_size view_size = [] {
    chosen_size size;
    std::array<char, longest_key<Model, Pipeline> + 1> memory{};
    for (schema_entry const& entry : pattern_schema<Model>) {
        changing_key key(memory.data(), room_for(Pipeline::rules), entry.key);
        if (!apply_rules(Pipeline::rules, key)) continue;
        ++size.count;
        size.characters += key.view().size();
    }
    return size;
}();

template<class Model, class Pipeline>
inline constexpr auto view_text = [] {
    std::array<char, view_size<Model, Pipeline>.characters + 1> text{};
    std::array<char, longest_key<Model, Pipeline> + 1> memory{};
    std::size_t at = 0;
    for (schema_entry const& entry : pattern_schema<Model>) {
        changing_key key(memory.data(), room_for(Pipeline::rules), entry.key);
        if (!apply_rules(Pipeline::rules, key)) continue;
        for (char character : key.view()) text[at++] = character;
    }
    return text;
}();

template<class Model, class Pipeline>
inline constexpr auto view_schema = [] {
    std::array<schema_entry, view_size<Model, Pipeline>.count> entries{};
    std::array<char, longest_key<Model, Pipeline> + 1> memory{};
    std::size_t at = 0;
    std::size_t count = 0;
    for (schema_entry const& entry : pattern_schema<Model>) {
        changing_key key(memory.data(), room_for(Pipeline::rules), entry.key);
        if (!apply_rules(Pipeline::rules, key)) continue;
        std::string_view const text(view_text<Model, Pipeline>.data() + at, key.view().size());
        entries[count] = entry;
        entries[count].key = text;
        entries[count++].hash = hash_of(text);
        at += text.size();
    }
    return entries;
}();

template<class Model, class Pipeline>
struct source<model_view<Model, Pipeline>> {
    using model = Model;
    using pipeline = Pipeline;
    static constexpr auto const& entries = view_schema<Model, Pipeline>;
};

}  // namespace detail

}  // namespace eponym::inline EPONYM_ABI
