// SPDX-License-Identifier: BSL-1.0
// A model's parameters and buffers as a list, so that everything that is done with them at run time is compiled once
// and not for each model.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <eponym/meta/list.hpp>
#include <eponym/state/schema.hpp>
#include <eponym/state/state_dict.hpp>
#include <eponym/state/ties.hpp>
#include <eponym/state/upgrade.hpp>
#include <eponym/tensor/any_tensor.hpp>
#include <eponym/tensor/parameter.hpp>

namespace eponym::inline EPONYM_ABI {

/// One parameter or buffer of an existing model.
struct model_leaf {
    std::string key;
    std::uint64_t hash = 0;
    leaf kind = leaf::none;
    dtype type = dtype::float32;
    Shape declared{};  // with `dyn` where the type leaves a size open
    AnyTensor const* tensor = nullptr;
    AnyTensor* adopting = nullptr;  // the same where it may be given another tensor, not of a const model
    bool deferred = false;          // its open size is decided by the first call or by a load
};

/// A second name of a leaf, or of all leaves below a place.
struct model_alias {
    std::string key;
    std::string same_as;
};

struct model_leaves {
    std::string_view model;  // the name of its class
    list<model_leaf> leaves;
    list<model_alias> aliases;
    list<model_upgrade> upgrades;
};

namespace detail {

void add_leaf(model_leaves& found, place const& here, leaf kind, dtype type, Shape const& declared,
              AnyTensor const& tensor, AnyTensor* adopting);
/// The tensor of a leaf; throws where it was moved from.
AnyTensor const& existing(model_leaves const& model, model_leaf const& leaf);
void add_alias(model_leaves& found, place const& here, std::string_view key, std::string_view same_as);
void add_repetition(model_leaves& found, place const& here, std::size_t position);
void add_upgrade(model_leaves& found, place const& here, std::int64_t version, upgrade_function upgrade);

struct leaf_collector {
    model_leaves& found;

    template<class L>
    void leaf(place const& here, L& leaf) {
        using type = std::remove_const_t<L>;
        if constexpr (leaf_of<type> != eponym::leaf::constant) {
            AnyTensor const& tensor = leaf.any();
            add_leaf(found, here, leaf_of<type>, type::type(), type::declared, tensor,
                     std::is_const_v<L> ? nullptr : const_cast<AnyTensor*>(&tensor));
            if constexpr (requires { leaf.has_size(); }) found.leaves.back().deferred = true;
        }
    }

    template<class T>
        requires has_attributes<std::remove_const_t<T>> || has_version<std::remove_const_t<T>>
    void enter(place const& here, T&) {
        using type = std::remove_const_t<T>;
        if constexpr (has_attributes<type>) add_ties<type>(here);
        if constexpr (has_upgrade<type> || counts_batches<type>)
            add_upgrade(found, here, type::version, upgrade_of<type>());
    }

    template<class T>
    void add_ties(place const& here) {
        if constexpr (T::eponym.ties.size() != 0) {
            require_ties<T>();
            for (tie const& t : T::eponym.ties) add_alias(found, here, t.key, t.same_as);
        }
    }

    void same(place const& here, std::size_t position) { add_repetition(found, here, position); }
};

}  // namespace detail

/// The parameters and buffers of a model, in the order of its members.
template<class Model>
model_leaves leaves_of(Model& model) {
    model_leaves found;
    detail::leaf_collector collector{found};
    found.model = class_name<std::remove_const_t<Model>>();
    walk(model, collector);
    return found;
}

/// The leaves of a model as a state dict that shares their memory, the parameters among them, their keys. The first two
/// throw where a parameter was moved from, or has no size yet.
StateDict state_of(model_leaves const& model);
std::vector<named_tensor> parameters_among(model_leaves const& model);
std::vector<std::string> keys_among(model_leaves const& model);

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/state/model_leaves.ipp>
#endif
