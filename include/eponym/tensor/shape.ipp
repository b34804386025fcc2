// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/meta/exception.hpp>
#include <eponym/tensor/shape.hpp>

namespace eponym::inline EPONYM_ABI {

EPONYM_INLINE void detail::throw_too_many_dimensions() {
    throw shape_error("a tensor has at most " + std::to_string(max_rank) + " dimensions");
}

EPONYM_INLINE std::string to_string(Shape const& shape) { return std::string((sentence{} + shape).view()); }

}  // namespace eponym::inline EPONYM_ABI
