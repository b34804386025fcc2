// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

#include <eponym/io/path.hpp>
#include <eponym/meta/list.hpp>
#include <eponym/meta/named.hpp>
#include <eponym/state/model_state.hpp>
#include <eponym/state/state_dict.hpp>
#include <eponym/state/upgrade.hpp>

namespace eponym::inline EPONYM_ABI {

/// Writes a state dict. A name that ends in ".safetensors" gets that format, which `safetensors.torch.load_file` reads;
/// every other name PyTorch's, which `torch.load(path, weights_only=True)` reads. The file is complete or as it was
/// before: a new one is written beside it, flushed, and renamed. Throws `file_error`.
void save(StateDict const& dict, io::path const& file);

namespace detail {

void add_second_names(StateDict& dict, list<model_alias> const& aliases, io::path const& file);

// The version number that PyTorch notes for each module, in the order of its modules.
struct version_collector {
    list<module_version> versions;

    void leaf(place const&, auto const&) {}
    template<class T>
    void enter(place const& here, T const&) {
        versions.push_back({here.key(), version_of<T>()});
    }
};

}  // namespace detail

/// Writes a model's parameters and buffers under their keys. A tensor with a second name, because a layer stands in two
/// places or by the attribute `tie`, is stored once: PyTorch's format lists it under both names, as `torch.save` does;
/// safetensors, whose tensors share nothing, notes the second name in its metadata, as `safetensors.torch.save_model`
/// does.
template<class Model>
    requires(is_module<Model> || is_record<Model>)
void save(Model const& model, io::path const& file) {
    model_leaves const leaves = leaves_of(model);
    StateDict dict = state_of(leaves);
    detail::add_second_names(dict, leaves.aliases, file);
    detail::version_collector modules;
    walk(model, modules);
    dict.module_versions = std::move(modules.versions);
    save(dict, file);
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/save.ipp>
#endif
