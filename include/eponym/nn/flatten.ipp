// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/flatten.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

EPONYM_INLINE std::string flatten_repr(dim first, dim last) {
    return "start_dim=" + std::to_string(first) + ", end_dim=" + std::to_string(last);
}

}  // namespace eponym::inline EPONYM_ABI::nn::detail
