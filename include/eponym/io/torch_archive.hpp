// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/archive.hpp>
#include <eponym/io/mapped_file.hpp>
#include <eponym/io/zip.hpp>
#include <eponym/meta/list.hpp>

namespace eponym::inline EPONYM_ABI::io {

/// Reads what torch.save (PyTorch 1.6 and later) wrote, its zip directory already read. The checksums of data.pkl and
/// of the other small records are compared here, those of the arrays' bytes by `archive::verify`.
archive open_torch(shared<mapped_file const> file, list<zip_entry> const& entries);

}  // namespace eponym::inline EPONYM_ABI::io

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/torch_archive.ipp>
#endif
