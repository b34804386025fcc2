// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// What a kernel applies to each value just before it stores it.
enum class activation : int { none, relu };

}  // namespace eponym::inline EPONYM_ABI::kernels
