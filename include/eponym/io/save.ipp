// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/safetensors.hpp>
#include <eponym/io/save.hpp>
#include <eponym/io/torch_writer.hpp>
#include <eponym/meta/list.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI {
namespace detail {

EPONYM_INLINE list<io::array> arrays_of(StateDict const& dict) {
    list<io::array> arrays;
    arrays.reserve(dict.size());
    for (auto const& [name, tensor] : dict) {
        TensorImpl const& impl = tensor.impl();
        io::array array;
        array.name = name;
        array.type = impl.type;
        array.shape.append(impl.shape.begin(), std::size_t(impl.shape.rank()));
        array.strides.append(impl.strides.begin(), std::size_t(impl.strides.rank()));
        array.data = impl.data;
        array.storage_data = impl.storage->data;
        array.storage_bytes = impl.storage->bytes;
        arrays.push_back(std::move(array));
    }
    return arrays;
}

EPONYM_INLINE bool is_safetensors(io::path const& file) {
    return std::string_view(file.utf8).ends_with(".safetensors");
}

EPONYM_INLINE void add_second_names(StateDict& dict, list<model_alias> const& aliases, io::path const& file) {
    std::size_t const own = dict.size();
    for (model_alias const& alias : aliases)
        for (std::size_t i = 0; i < own; ++i) {
            named_tensor const item = dict.entry(i);
            if (!is_at_or_below(item.name, alias.same_as)) continue;
            std::string second = alias.key + item.name.substr(alias.same_as.size());
            if (is_safetensors(file))
                dict.metadata.push_back({std::move(second), item.name});
            else
                dict.insert(std::move(second), item.tensor);
        }
    if (!dict.metadata.empty()) dict.metadata.push_back({"format", "pt"});
}

}  // namespace detail

EPONYM_INLINE void save(StateDict const& dict, io::path const& file) {
    list<io::array> const arrays = detail::arrays_of(dict);
    if (detail::is_safetensors(file))
        io::write_safetensors(file, arrays,
                              dict.metadata.empty() ? io::metadata_list{{"format", "pt"}} : dict.metadata);
    else
        io::write_torch(file, arrays, {.module_versions = dict.module_versions});
}

}  // namespace eponym::inline EPONYM_ABI

EPONYM_END_COLD
