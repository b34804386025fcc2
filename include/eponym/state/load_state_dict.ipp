// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <eponym/meta/list.hpp>
#include <eponym/state/load_state_dict.hpp>
#include <eponym/state/restructure.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::detail {

/// One parameter with what it is about to hold.
struct prepared_copy {
    model_leaf const* leaf;
    AnyTensor values;
    bool replaces;  // the parameter's tensor itself, not only its values
};

EPONYM_INLINE void require_allowed(load_report const& report, load_policy allow) {
    if ((!report.missing.empty() && !allow.missing) || (!report.unexpected.empty() && !allow.unexpected) ||
        (!report.mismatched.empty() && !allow.mismatched))
        throw load_error(report);
}

EPONYM_INLINE bool is_memory_of(model_leaves const& model, AnyTensor const& tensor) {
    for (model_leaf const& leaf : model.leaves)
        if (leaf.tensor->defined() && leaf.tensor->impl().storage == tensor.impl().storage) return true;
    return false;
}

EPONYM_INLINE AnyTensor with_rank_of(AnyTensor const& source, model_leaf const& leaf) {
    return source.rank() == leaf.declared.rank() ? source : source.reshape(Shape{});
}

EPONYM_INLINE prepared_copy prepare_copy(model_leaves const& model, model_leaf const& leaf, AnyTensor const& source) {
    AnyTensor const& target = existing(model, leaf);
    AnyTensor values = with_rank_of(source, leaf);
    if (target.shape() != values.shape() || !target.is_contiguous()) {
        AnyTensor memory = AnyTensor::empty(leaf.type, values.shape());
        memory.copy_from(values);
        return {&leaf, std::move(memory), true};
    }
    // A model may be given its own tensors, under other names too: each is read before any is written.
    if (is_memory_of(model, values))
        values = values.clone();
    else if (values.type() != target.type())
        values = values.contiguous();  // what converting it would do
    return {&leaf, std::move(values), false};
}

EPONYM_INLINE prepared_copy prepare_adoption(model_leaves const& model, model_leaf const& leaf,
                                             AnyTensor const& source) {
    (void)existing(model, leaf);
    AnyTensor const values = with_rank_of(source, leaf);
    std::size_t const alignment = std::size_t(bits_of(leaf.type)) / 8;
    if (values.type() != leaf.type || !values.is_contiguous() ||
        reinterpret_cast<std::uintptr_t>(values.const_bytes()) % alignment != 0) {
        AnyTensor memory = AnyTensor::empty(leaf.type, values.shape());
        memory.copy_from(values);
        return {&leaf, std::move(memory), true};
    }
    // A handle of its own: what the model says of its tensor, and its gradient, are not the source's.
    auto own = shared<TensorImpl>::make(values.impl());
    own->gradient = nullptr;
    return {&leaf, AnyTensor(std::move(own)), true};
}

EPONYM_INLINE load_report fill(model_leaves const& model, StateDict const& source, load_options const& options,
                               bool adopt) {
    load_plan plan = plan_load(model, source, options);
    require_allowed(plan.report, options.allow);
    if (!adopt) source.verify();
    list<prepared_copy> copies;
    copies.reserve(plan.copies.size());
    for (load_plan::copy const& copy : plan.copies) {
        model_leaf const& leaf = model.leaves[copy.leaf];
        AnyTensor const& values = source.entry(copy.source).tensor;
        copies.push_back(adopt ? prepare_adoption(model, leaf, values) : prepare_copy(model, leaf, values));
    }
    for (prepared_copy& copy : copies) {
        if (copy.replaces)
            adopt_member(*copy.leaf->adopting, std::move(copy.values));
        else
            copy.leaf->tensor->copy_from(copy.values);
    }
    return std::move(plan.report);
}

/// The version noted for the module of a prefix; 0 where none is.
EPONYM_INLINE std::int64_t version_in(list<module_version> const& versions, std::string_view prefix) {
    if (!prefix.empty()) prefix.remove_suffix(1);
    for (module_version const& module : versions)
        if (module.name == prefix) return module.version;
    return 0;
}

/// Whether a class of the model has to look at a state dict, since an earlier version of it wrote that.
EPONYM_INLINE bool needs_upgrade(model_leaves const& model, StateDict const& source, load_options const& options) {
    if (model.upgrades.empty()) return false;
    list<module_version> versions = options.path.empty() ? source.module_versions : source.versions_below(options.path);
    for (key_rule const& rule : options.rules) versions = renamed_versions(versions, rule);
    for (model_upgrade const& place : model.upgrades)
        if (version_in(versions, place.prefix) < place.version) return true;
    return false;
}

/// Tensors that rules cut, split or join, and those of earlier versions, are made first; what is left is a load without
/// rules.
EPONYM_INLINE load_report fill_reshaped(model_leaves const& model, StateDict const& source, load_options const& options,
                                        bool adopt) {
    if (!adopt) source.verify();
    load_options rest;
    rest.allow = options.allow;
    StateDict state = restructured(options.path.empty() ? source : source.below(options.path), options.rules);
    model_leaves const asked = asked_among(model, options.rules);
    for (model_upgrade const& place : asked.upgrades)
        if (std::int64_t const version = version_in(state.module_versions, place.prefix); version < place.version)
            place.upgrade(state, place.prefix, version);
    return fill(asked, state, rest, adopt);
}

EPONYM_INLINE bool has_below(StateDict const& source, std::string_view path) {
    for (named_tensor const& entry : source)
        if (entry.name.size() > path.size() && is_at_or_below(entry.name, path)) return true;
    return path.empty();
}

EPONYM_INLINE load_report fill_any(model_leaves const& model, StateDict const& source, load_options const& options,
                                   bool adopt) {
    bool const made_first = reshapes(options.rules) || needs_upgrade(model, source, options);
    return made_first && has_below(source, options.path) ? fill_reshaped(model, source, options, adopt)
                                                         : fill(model, source, options, adopt);
}

EPONYM_INLINE load_report copy_into(model_leaves const& model, StateDict const& source, load_options const& options) {
    return fill_any(model, source, options, false);
}

EPONYM_INLINE load_report adopt_into(model_leaves const& model, StateDict const& source, load_options const& options) {
    return fill_any(model, source, options, true);
}

}  // namespace eponym::inline EPONYM_ABI::detail

EPONYM_END_COLD
