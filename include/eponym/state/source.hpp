// SPDX-License-Identifier: BSL-1.0
// What the compiler knows of the source of a load: the schema of a model, seen through key rules.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <type_traits>

#include <eponym/state/restructure.hpp>
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

template<class From, class Pipeline>
inline constexpr std::size_t longest_key = [] {
    std::size_t longest = 0;
    for (schema_entry const& entry : source<From>::entries)
        if (entry.key.size() > longest) longest = entry.key.size();
    return room_for(Pipeline::rules) + longest;
}();

struct chosen_size {
    std::size_t count = 0;
    std::size_t characters = 0;
};

template<class From, class Pipeline>
inline constexpr chosen_size view_size = [] {
    chosen_size size;
    std::array<char, longest_key<From, Pipeline> + 1> memory{};
    for (schema_entry const& entry : source<From>::entries) {
        changing_key key(memory.data(), room_for(Pipeline::rules), entry.key);
        if (!apply_rules(Pipeline::rules, key)) continue;
        ++size.count;
        size.characters += key.view().size();
    }
    return size;
}();

template<class From, class Pipeline>
inline constexpr auto view_text = [] {
    std::array<char, view_size<From, Pipeline>.characters + 1> text{};
    std::array<char, longest_key<From, Pipeline> + 1> memory{};
    std::size_t at = 0;
    for (schema_entry const& entry : source<From>::entries) {
        changing_key key(memory.data(), room_for(Pipeline::rules), entry.key);
        if (!apply_rules(Pipeline::rules, key)) continue;
        for (char character : key.view()) text[at++] = character;
    }
    return text;
}();

template<class From, class Pipeline>
inline constexpr auto view_schema = [] {
    std::array<schema_entry, view_size<From, Pipeline>.count> entries{};
    std::array<char, longest_key<From, Pipeline> + 1> memory{};
    std::size_t at = 0;
    std::size_t count = 0;
    for (schema_entry const& entry : source<From>::entries) {
        changing_key key(memory.data(), room_for(Pipeline::rules), entry.key);
        Shape shape = entry.shape;
        if (!apply_rules(Pipeline::rules, key, &shape)) continue;
        std::string_view const text(view_text<From, Pipeline>.data() + at, key.view().size());
        entries[count] = entry;
        entries[count].key = text;
        entries[count].shape = shape;
        entries[count++].hash = hash_of(text);
        at += text.size();
    }
    return entries;
}();

/// A source under one step that splits or joins tensors, on three passes as the schema itself.
template<class From, class Step>
inline constexpr schema_rewriter rewritten_size = [] {
    schema_rewriter rewriter{.from = source<From>::entries};
    restructure(Step::rule, schema_list{source<From>::entries}, rewriter);
    return rewriter;
}();

template<class From, class Step>
inline constexpr auto rewritten_text = [] {
    std::array<char, rewritten_size<From, Step>.characters + 1> text{};
    schema_rewriter rewriter{.from = source<From>::entries, .text = text.data()};
    restructure(Step::rule, schema_list{source<From>::entries}, rewriter);
    return text;
}();

template<class From, class Step>
inline constexpr auto rewritten_schema = [] {
    std::array<schema_entry, rewritten_size<From, Step>.count> entries{};
    schema_rewriter rewriter{
        .from = source<From>::entries, .written_text = rewritten_text<From, Step>.data(), .entries = entries.data()};
    restructure(Step::rule, schema_list{source<From>::entries}, rewriter);
    return entries;
}();

constexpr bool has_division(std::span<key_rule const> rules) {
    for (key_rule const& rule : rules)
        if (divides(rule)) return true;
    return false;
}

/// A source under one more step, and the source that a model is under all of them.
template<class From, class Step>
struct stepped {};
template<class From, class Step>
struct source<stepped<From, Step>> {
    static constexpr auto const& entries = []() -> auto const& {
        if constexpr (divides(Step::rule))
            return rewritten_schema<From, Step>;
        else
            return view_schema<From, key_pipeline<Step>>;
    }();
};

template<class T, class Step>
std::type_identity<stepped<T, Step>> operator>>(std::type_identity<T>, key_pipeline<Step>);

template<class Model, class Pipeline>
struct source<model_view<Model, Pipeline>> {
    using model = Model;
    using pipeline = Pipeline;
    static constexpr auto const& entries = view_schema<Model, Pipeline>;
};

// Steps that keep tensors whole are applied together; one that does not has a schema of its own on either side.
template<class Model, class... Steps>
    requires(has_division(key_pipeline<Steps...>::rules))
struct source<model_view<Model, key_pipeline<Steps...>>> {
    using model = Model;
    using pipeline = key_pipeline<Steps...>;
    static constexpr auto const& entries =
        source<typename decltype((std::type_identity<Model>{} >> ... >> key_pipeline<Steps>{}))::type>::entries;
};

}  // namespace detail

}  // namespace eponym::inline EPONYM_ABI
