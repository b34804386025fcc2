// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <span>
#include <string>
#include <utility>

#include <eponym/io/archive.hpp>
#include <eponym/io/array.hpp>
#include <eponym/io/path.hpp>
#include <eponym/meta/list.hpp>
#include <eponym/meta/named.hpp>

namespace eponym::inline EPONYM_ABI::io {

/// The pairs of strings that a safetensors file keeps beside its tensors.
using metadata_list = list<named_text>;

/// Reads the header of a safetensors file. Refuses what the reference implementation refuses, and besides: names that
/// occur twice, fields that the format does not know, names that are no sensible text (`io::detail::fault_of_name`).
archive open_safetensors(shared<mapped_file const> file);

/// Writes a safetensors file, byte for byte as the reference implementation does. Arrays with strides are written in
/// row-major order; arrays that share bytes are written once each. Throws file_error, and then `name` is as before.
void write_safetensors(path const& name, std::span<array const> arrays,
                       metadata_list const& metadata = {{"format", "pt"}});

}  // namespace eponym::inline EPONYM_ABI::io

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/safetensors.ipp>
#endif
