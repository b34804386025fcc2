// SPDX-License-Identifier: BSL-1.0
// The keys, dtypes and shapes of a model as constants, derived from its type. Keys are data, not types: each variable
// below is one evaluation of the same walk, so that no single one comes near the compiler's limit.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <eponym/reflect/walk.hpp>
#include <eponym/tensor/dtype.hpp>
#include <eponym/tensor/shape.hpp>

namespace eponym::inline EPONYM_ABI {

/// What is known of a parameter or buffer without looking at its values.
struct schema_entry {
    std::string_view key{};
    std::uint64_t hash = 0;  // hash_of(key)
    dtype type = dtype::float32;
    leaf kind = leaf::none;
    Shape shape{};
};

/// A list of keys to compare with: `ep::keys<MLP> == ep::key_list{"hidden.weight", "hidden.bias"}`.
template<std::size_t N>
struct key_list : std::array<std::string_view, N> {
    constexpr key_list() = default;
    template<class... Keys>
        requires(sizeof...(Keys) == N)
    constexpr key_list(Keys const&... keys) : std::array<std::string_view, N>{std::string_view(keys)...} {}
};
template<class... Keys>
key_list(Keys const&...) -> key_list<sizeof...(Keys)>;

template<std::size_t N, std::size_t M>
constexpr bool operator==(key_list<N> const& a, key_list<M> const& b) {
    if (N != M) return false;
    for (std::size_t i = 0; i != N; ++i)
        if (a[i] != b[i]) return false;
    return true;
}

namespace detail {

/// Counts on the first walk, writes the characters of the keys on the second, the entries on the third.
struct schema_builder {
    char* text = nullptr;
    char const* written_text = nullptr;
    schema_entry* entries = nullptr;

    std::size_t count = 0;
    std::size_t characters = 0;
    std::size_t run_time = 0;  // how many of them are in a vector, map or optional
    std::size_t first_run_time = 0;
    std::string_view refused{};  // why the members of a class in the tree cannot be told

    template<class L>
    constexpr void leaf(place const& here, std::type_identity<L>) {
        if constexpr (leaf_of<L> != leaf::constant) write(here, L::type(), leaf_of<L>, L::static_shape);
    }

    constexpr void refuse(place const&, std::string_view why) {
        if (refused.empty()) refused = why;
    }

    template<std::size_t Rank>
    constexpr void write(place const& here, dtype type, eponym::leaf kind, std::array<dim, Rank> const& shape) {
        if (text != nullptr) here.write_key(text + characters);
        if (entries != nullptr)
            entries[count] = {{written_text + characters, here.key_size}, here.key_hash, type, kind, Shape(shape)};
        if (here.run_time && run_time++ == 0) first_run_time = count;
        ++count;
        characters += here.key_size;
    }
};

template<class M>
inline constexpr auto schema_size = [] {
    schema_builder builder;
    walk_type<M>(builder);
    return builder;
}();

template<class M>
inline constexpr auto schema_text = [] {
    std::array<char, schema_size<M>.characters + 1> text{};
    schema_builder builder;
    builder.text = text.data();
    walk_type<M>(builder);
    return text;
}();

/// The schema of any model, the keys in vectors and maps as patterns.
template<class M>
inline constexpr auto pattern_schema = [] {
    std::array<schema_entry, schema_size<M>.count> entries{};
    schema_builder builder;
    builder.written_text = schema_text<M>.data();
    builder.entries = entries.data();
    if constexpr (schema_size<M>.count != 0) walk_type<M>(builder);
    return entries;
}();

template<class M>
inline constexpr bool is_static_tree = schema_size<M>.run_time == 0;

template<class M>
constexpr sentence explain_run_time() {
    return sentence{} + std::string_view("how many '") + pattern_schema<M>[schema_size<M>.first_run_time].key +
           std::string_view("' there are in '") + class_name<M>() +
           std::string_view("' is known at run time only; use ep::key_patterns<M>, or ep::keys_of(model)");
}

template<class M>
constexpr auto visible_tree_verdict() {
    if constexpr (schema_size<M>.refused.empty())
        return fine{};
    else
        return violation<exact<[] { return sentence{} + schema_size<M>.refused; }>>{};
}

template<class M>
constexpr auto static_tree_verdict() {
    if constexpr (!schema_size<M>.refused.empty())
        return visible_tree_verdict<M>();
    else if constexpr (is_static_tree<M>)
        return fine{};
    else
        return violation<exact<[] { return explain_run_time<M>(); }>>{};
}

template<auto const& Entries>
constexpr auto keys_in() {
    key_list<Entries.size()> keys;
    for (std::size_t i = 0; i != Entries.size(); ++i) keys[i] = Entries[i].key;
    return keys;
}

}  // namespace detail

/// A model type in which the members of every class can be told.
template<class M>
concept visible_tree = holds<decltype(detail::visible_tree_verdict<M>())>;

/// A model type whose keys it tells by itself: no vectors, maps or optionals of layers in it.
template<class M>
concept static_tree = holds<decltype(detail::static_tree_verdict<M>())>;

/// Key, dtype, shape and kind of every parameter and buffer of the model type `M`, in the order of its members, which
/// is that of its state dict.
template<static_tree M>
inline constexpr auto const& schema = detail::pattern_schema<M>;

/// The keys of the model type `M`: `ep::keys<MLP> == ep::key_list{"hidden.weight", ...}`.
template<static_tree M>
inline constexpr auto keys = detail::keys_in<detail::pattern_schema<M>>();

/// The same for any model type; a position in a vector or a name in a map is "*": "layers.*.weight".
template<visible_tree M>
inline constexpr auto key_patterns = detail::keys_in<detail::pattern_schema<M>>();

namespace detail {

template<static_tree M>
inline constexpr dim parameters_in = [] {
    dim total = 0;
    for (schema_entry const& entry : schema<M>) {
        if (entry.kind != leaf::parameter) continue;
        if (entry.shape.numel() == dyn) return dyn;
        total += entry.shape.numel();
    }
    return total;
}();

}  // namespace detail

/// The number of elements in all parameters of the model type `M`, buffers excluded; `dyn` where a size is.
template<static_tree M>
inline constexpr dim parameter_count = detail::parameters_in<M>;

}  // namespace eponym::inline EPONYM_ABI
