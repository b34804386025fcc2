// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/arithmetic.hpp>
#include <eponym/ops/unary.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {
template<class Element>
AnyTensor pow_for(AnyTensor const& a, AnyTensor const& b);
}  // namespace detail

/// a^b, element by element, with broadcasting as in arithmetic: of two tensors of one element type, or of a tensor and
/// a number. NaN where a is negative and b not a whole number.
template<class A, class B>
    requires(detail::arithmetic_operands<std::remove_cvref_t<A>, B> ||
             detail::untyped_operands<std::remove_cvref_t<A>, B>)
auto pow(A&& a, B const& b) {
    using base = std::remove_cvref_t<A>;
    if constexpr (poisoned<A> || poisoned<B>) {
        return poison{};
    } else if constexpr (detail::scalar<B>) {
        return detail::apply_unary<kernels::unary::pow>(std::forward<A>(a), double(b));
    } else if constexpr (!tensor_like<A> && !tensor_like<B>) {
        return detail::pow_for<detail::any_element>(detail::as_tensor(a, b), detail::as_tensor(b, a));
    } else {
        using why = verdict<[](sentence* text) {
            return rules::arithmetic(detail::arithmetic_operand<base, B>(), detail::arithmetic_operand<B, base>(),
                                     text);
        }>;
        static_assert(holds<why>, "element-wise (a, b): the shapes must broadcast");
        if constexpr (!why::ok) {
            return poison{};
        } else {
            using element = element_of<std::conditional_t<detail::scalar<base>, B, base>>;
            constexpr Shape shape = rules::broadcast_shape(detail::arithmetic_operand<base, B>().shape,
                                                           detail::arithmetic_operand<B, base>().shape);
            return tensor_of<element, shape>(
                detail::pow_for<element>(detail::as_tensor(a, b), detail::as_tensor(b, a)));
        }
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/pow.ipp>
#endif
