// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI {

/// The size of one dimension of a tensor, or an index along it.
using dim = std::int64_t;

/// A dimension that is known at run time only; printed "?".
inline constexpr dim dyn = -1;

/// The most dimensions a tensor can have.
inline constexpr int max_rank = 8;

}  // namespace eponym::inline EPONYM_ABI
