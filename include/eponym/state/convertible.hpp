// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/tensor/dtype.hpp>
#include <eponym/tensor/shape.hpp>

namespace eponym::inline EPONYM_ABI {

enum class number_kind { boolean, integer, real, other };

/// The kind of numbers of a dtype; `other` for those that no tensor holds.
constexpr number_kind kind_of(dtype type) {
    switch (type) {
        case dtype::boolean: return number_kind::boolean;
        case dtype::uint8:
        case dtype::int8:
        case dtype::int16:
        case dtype::int32:
        case dtype::int64: return number_kind::integer;
        case dtype::float16:
        case dtype::bfloat16:
        case dtype::float32:
        case dtype::float64: return number_kind::real;
        default: return number_kind::other;
    }
}

/// Whether a load may put numbers of type `from` into a tensor of type `to`. Unlike PyTorch's it refuses what would
/// drop the fraction or all but the sign of zero: a real number into an integer, any number into a bool.
constexpr bool loads_into(dtype from, dtype to) {
    if (from == to) return kind_of(from) != number_kind::other;
    return kind_of(from) != number_kind::other && kind_of(to) != number_kind::other && kind_of(from) <= kind_of(to) &&
           kind_of(to) != number_kind::boolean;
}

/// Whether a tensor of shape `from` can fill one of shape `to`: sizes agree, or the single element of a vector goes
/// into a tensor without dimensions, which is how PyTorch before 0.4 saved numbers.
constexpr bool loads_into(Shape const& from, Shape const& to) {
    return agree(from, to) || (to.rank() == 0 && from.rank() == 1 && agree(from[0], 1));
}

}  // namespace eponym::inline EPONYM_ABI
