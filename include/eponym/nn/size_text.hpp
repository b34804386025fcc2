// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/ops/size2.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

/// "(3, 5)"
std::string pair_text(size2 size);

/// "3" where both are the same, else "(3, 5)".
std::string size_text(size2 size);

}  // namespace eponym::inline EPONYM_ABI::nn::detail

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/size_text.ipp>
#endif
