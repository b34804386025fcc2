// SPDX-License-Identifier: BSL-1.0
// The pickles that torch.save writes, read without Python: a closed list of instructions and of classes, each rebuilt
// here; nothing that a file names is ever executed.
#pragma once

#include <string>
#include <string_view>

#include <eponym/io/pickle_cells.hpp>

namespace eponym::inline EPONYM_ABI::io::detail {

/// Reads a pickle, at most 256 MiB. Throws file_error, with `file` as the file's name.
pickled unpickle(std::string_view pickle, std::string const& file);

}  // namespace eponym::inline EPONYM_ABI::io::detail

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/pickle_machine.ipp>
#include <eponym/io/pickle_tree.ipp>
#endif
