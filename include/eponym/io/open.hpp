// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/archive.hpp>
#include <eponym/io/path.hpp>

namespace eponym::inline EPONYM_ABI::io {

/// Opens a checkpoint, safetensors or PyTorch's zip format, told apart by what is in the file and not by its name.
/// Everything but the arrays' bytes is checked, and nothing in the file is executed. Throws file_error.
archive open(path const& name);

}  // namespace eponym::inline EPONYM_ABI::io

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/open.ipp>
#endif
