// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/ops/size2.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

/// "(3, 5)"; `same_size` is "None".
std::string pair_text(size2 size);

/// "(3,)"
std::string tuple_text(dim size);

/// As it was written: "3" or "(3, 3)".
std::string size_text(size2 size);

}  // namespace eponym::inline EPONYM_ABI::nn::detail

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/size_text.ipp>
#endif
