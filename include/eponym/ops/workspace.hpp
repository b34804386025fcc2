// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI::detail {

/// Scratch memory of at least `bytes` bytes, aligned to 64, for the calling thread until it asks again. It is kept for
/// the next operation, since fresh memory costs more than most operations do.
EPONYM_ON_DEMAND void* thread_workspace(std::size_t bytes);

}  // namespace eponym::inline EPONYM_ABI::detail

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/workspace.ipp>
#endif
