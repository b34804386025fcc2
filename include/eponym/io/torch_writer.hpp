// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include <eponym/io/array.hpp>
#include <eponym/io/path.hpp>
#include <eponym/meta/list.hpp>
#include <eponym/meta/named.hpp>

namespace eponym::inline EPONYM_ABI::io {

struct torch_options {
    /// The version number of each module by its name, "" for the root, in the order of state_dict()'s `_metadata`.
    /// Without any, the dict gets no `_metadata`.
    list<module_version> module_versions;
};

/// Writes a state dict in PyTorch's zip format, the pickle byte for byte as torch.save does: torch.load reads it with
/// weights_only=True and with mmap=True. Arrays with the same storage_data stay views of one storage, which is written
/// whole and once; an array that is alone on its storage is written without gaps. Throws file_error, and then `name`
/// is as before.
void write_torch(path const& name, std::span<array const> arrays, torch_options const& options = {});

}  // namespace eponym::inline EPONYM_ABI::io

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/torch_writer.ipp>
#endif
