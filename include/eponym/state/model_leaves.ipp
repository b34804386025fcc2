// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/state/model_leaves.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI {

namespace detail {

EPONYM_INLINE void add_leaf(model_leaves& found, place const& here, leaf kind, dtype type, Shape const& declared,
                            AnyTensor const& tensor, AnyTensor* adopting) {
    found.leaves.push_back({});
    model_leaf& leaf = found.leaves.back();
    leaf.key = here.key();
    leaf.hash = here.key_hash;
    leaf.kind = kind;
    leaf.type = type;
    leaf.declared = declared;
    leaf.tensor = &tensor;
    leaf.adopting = adopting;
}

EPONYM_INLINE void add_alias(model_leaves& found, place const& here, std::string_view key, std::string_view same_as) {
    found.aliases.push_back({place(here, key).key(), place(here, same_as).key()});
}

EPONYM_INLINE void add_repetition(model_leaves& found, place const& here, std::size_t position) {
    position_name const name(position);
    found.aliases.push_back({here.key(), place(*here.outer, name.view()).key()});
}

EPONYM_INLINE void add_upgrade(model_leaves& found, place const& here, std::int64_t version, upgrade_function upgrade) {
    std::string prefix = here.key();
    if (!prefix.empty()) prefix += '.';
    found.upgrades.push_back({std::move(prefix), version, upgrade});
}

EPONYM_INLINE AnyTensor const& existing(model_leaves const& model, model_leaf const& leaf) {
    if (!leaf.tensor->defined())
        throw error(std::string(model.model) + ": the parameter '" + leaf.key + "' was moved from");
    return *leaf.tensor;
}

/// The same of a leaf whose values are wanted, which it has only with a size.
EPONYM_INLINE AnyTensor const& sized(model_leaves const& model, model_leaf const& leaf) {
    AnyTensor const& tensor = existing(model, leaf);
    if (leaf.deferred && tensor.numel() == 0)
        throw error(std::string(model.model) + ": the parameter '" + leaf.key + "' " + to_string(leaf.declared) +
                    " has no size yet; the first call of its layer or a load decides it");
    return tensor;
}

}  // namespace detail

EPONYM_INLINE StateDict state_of(model_leaves const& model) {
    StateDict state;
    for (model_leaf const& leaf : model.leaves) state.insert(leaf.key, detail::sized(model, leaf));
    return state;
}

EPONYM_INLINE std::vector<named_tensor> parameters_among(model_leaves const& model) {
    std::vector<named_tensor> parameters;
    for (model_leaf const& owner : model.leaves)
        if (owner.kind == leaf::parameter) parameters.push_back({owner.key, detail::sized(model, owner)});
    return parameters;
}

EPONYM_INLINE std::vector<std::string> keys_among(model_leaves const& model) {
    std::vector<std::string> keys;
    for (model_leaf const& leaf : model.leaves) keys.push_back(leaf.key);
    return keys;
}

}  // namespace eponym::inline EPONYM_ABI

EPONYM_END_COLD
