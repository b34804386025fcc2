// SPDX-License-Identifier: BSL-1.0
// Operands that a caller may leave out by giving nullptr in their place.
#pragma once

#include <cstddef>
#include <type_traits>

#include <eponym/ops/check.hpp>

namespace eponym::inline EPONYM_ABI {

/// A tensor with a shape known to the compiler, or nullptr.
template<class X>
concept optional_tensor_argument = tensor_argument<X> || std::is_null_pointer_v<X>;

namespace detail {

template<optional_tensor_argument X>
constexpr optional_operand find_optional_operand() {
    if constexpr (std::is_null_pointer_v<X>)
        return nullptr;
    else
        return operand_of<X>;
}

template<optional_tensor_argument X>
inline constexpr optional_operand optional_operand_of = find_optional_operand<X>();

inline AnyTensor const* any_or_null(std::nullptr_t) { return nullptr; }
template<tensor_like X>
AnyTensor const* any_or_null(X const& x) {
    return &x.any();
}

}  // namespace detail
}  // namespace eponym::inline EPONYM_ABI
