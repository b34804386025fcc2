// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/safetensors.hpp>
#include <eponym/io/save.hpp>
#include <eponym/io/torch_writer.hpp>

namespace eponym::inline EPONYM_ABI {
namespace detail {

EPONYM_INLINE std::vector<io::array> arrays_of(StateDict const& dict) {
    std::vector<io::array> arrays;
    arrays.reserve(dict.size());
    for (auto const& [name, tensor] : dict) {
        TensorImpl const& impl = tensor.impl();
        io::array array;
        array.name = name;
        array.type = impl.type;
        array.shape.assign(impl.shape.begin(), impl.shape.end());
        array.strides.assign(impl.strides.begin(), impl.strides.end());
        array.data = impl.data;
        array.storage_data = impl.storage->data;
        array.storage_bytes = impl.storage->bytes;
        arrays.push_back(std::move(array));
    }
    return arrays;
}

}  // namespace detail

EPONYM_INLINE void save(StateDict const& dict, io::path const& file) {
    std::string_view const name = file.utf8;
    std::vector<io::array> const arrays = detail::arrays_of(dict);
    if (name.ends_with(".safetensors"))
        io::write_safetensors(file, arrays,
                              dict.metadata.empty() ? io::metadata_list{{"format", "pt"}} : dict.metadata);
    else
        io::write_torch(file, arrays, {.module_versions = dict.module_versions});
}

}  // namespace eponym::inline EPONYM_ABI
