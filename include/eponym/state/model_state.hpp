// SPDX-License-Identifier: BSL-1.0
// A model's state dict, with the keys and types that the compiler knows.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <eponym/meta/diagnostic.hpp>
#include <eponym/state/compare.hpp>
#include <eponym/state/model_leaves.hpp>
#include <eponym/state/state_dict.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

template<dtype Type>
struct element_with;
template<element T>
struct element_named {
    using type = T;
};
template<>
struct element_with<dtype::boolean> : element_named<bool> {};
template<>
struct element_with<dtype::uint8> : element_named<std::uint8_t> {};
template<>
struct element_with<dtype::int8> : element_named<std::int8_t> {};
template<>
struct element_with<dtype::int16> : element_named<std::int16_t> {};
template<>
struct element_with<dtype::int32> : element_named<std::int32_t> {};
template<>
struct element_with<dtype::int64> : element_named<std::int64_t> {};
template<>
struct element_with<dtype::float16> : element_named<float16> {};
template<>
struct element_with<dtype::bfloat16> : element_named<bfloat16> {};
template<>
struct element_with<dtype::float32> : element_named<float> {};
template<>
struct element_with<dtype::float64> : element_named<double> {};

/// A shape of a fixed rank, as a template argument.
template<auto const& Entry, class = std::make_index_sequence<std::size_t(Entry.shape.rank())>>
struct tensor_of_entry;
template<auto const& Entry, std::size_t... I>
struct tensor_of_entry<Entry, std::index_sequence<I...>> {
    using type = BasicTensor<typename element_with<Entry.type>::type, Entry.shape[int(I)]...>;
};

template<class Model>
constexpr std::uint32_t position_of_key(std::string_view key) {
    return key_table<Model>[find_slot(std::span<std::uint32_t const>(key_table<Model>), pattern_schema<Model>, key,
                                      hash_of(key))];
}

template<class Model, fixed_string Key>
constexpr sentence explain_absent_key() {
    sentence text;
    text + std::string_view("'") + class_name<Model>() + std::string_view("' has no key '") + Key.view() +
        std::string_view("'");
    std::string_view nearest;
    std::size_t best = Key.view().size() / 3 + 2;
    for (schema_entry const& entry : pattern_schema<Model>)
        if (std::size_t const distance = name_distance(entry.key, Key.view()); distance < best) {
            best = distance;
            nearest = entry.key;
        }
    if (!nearest.empty()) text + std::string_view("; did you mean '") + nearest + std::string_view("'?");
    return text;
}

template<class Model, fixed_string Key>
constexpr auto key_verdict() {
    if constexpr (position_of_key<Model>(Key.view()) != absent)
        return fine{};
    else
        return violation<exact<[] { return explain_absent_key<Model, Key>(); }>>{};
}

template<class Model, std::uint32_t Position>
inline constexpr schema_entry schema_entry_at = pattern_schema<Model>[Position];

}  // namespace detail

/// The state dict of a model of type `Model`. It shares the model's memory.
template<class Model>
class ModelState : public StateDict {
public:
    explicit ModelState(StateDict entries) : StateDict(std::move(entries)) {}

    /// The tensor of a key that the compiler checks, with its static type: `state_dict(net).get<"hidden.weight">()` is
    /// a `Tensor<256, 784>`.
    template<fixed_string Key>
        requires static_tree<Model>
    auto get() const {
        using why = decltype(detail::key_verdict<Model, Key>());
        static_assert(holds<why>, "state_dict(model).get<key>(): the key must be one of the model's");
        if constexpr (why::ok) {
            constexpr std::uint32_t position = detail::position_of_key<Model>(Key.view());
            using tensor = typename detail::tensor_of_entry<detail::schema_entry_at<Model, position>>::type;
            return tensor(entry(position).tensor);
        } else {
            return poison{};
        }
    }
};

/// The parameters and buffers of a model by key, in the order of its members. The tensors are the model's own memory:
/// clone what must outlive a change.
template<class Model>
ModelState<Model> state_dict(Model const& model) {
    return ModelState<Model>(state_of(leaves_of(model)));
}

/// The parameters, without the buffers, each once: `0.weight`, `0.bias`, ...
template<class Model>
std::vector<named_tensor> named_parameters(Model const& model) {
    return parameters_among(leaves_of(model));
}

template<class Model>
std::vector<AnyTensor> parameters(Model const& model) {
    std::vector<AnyTensor> tensors;
    for (named_tensor& parameter : named_parameters(model)) tensors.push_back(std::move(parameter.tensor));
    return tensors;
}

/// The keys of a model as it is now, for those whose type does not tell them; `ep::keys<M>` are the compiler's.
template<class Model>
std::vector<std::string> keys_of(Model const& model) {
    return keys_among(leaves_of(model));
}

}  // namespace eponym::inline EPONYM_ABI
