// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/check.hpp>

namespace eponym::inline EPONYM_ABI::detail {

EPONYM_INLINE void throw_shape_error(sentence const& why) { throw shape_error(std::string(why.view())); }

}  // namespace eponym::inline EPONYM_ABI::detail
