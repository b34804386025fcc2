// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/binary.hpp>
#include <eponym/ops/arithmetic.hpp>

namespace eponym::inline EPONYM_ABI {

namespace rules {

constexpr bool comparison(operand const& a, operand const& b, sentence* why) {
    bool const known = a.type == dtype::float32 || a.type == dtype::float64 || a.type == dtype::int64;
    bool const fits = broadcasts(a.shape, b.shape);
    if (known && a.type == b.type && fits && a.where == b.where) return true;
    if (why == nullptr) return false;
    if (a.where != b.where) return same_type("comparison (a, b)", a, b, why);
    *why + "comparison (a, b): ";
    if (a.type != b.type)
        *why + "element types must be the same, and are " + name_of(a.type) + " and " + name_of(b.type);
    else if (!known)
        *why + "compares float32, float64 and int64, not " + name_of(a.type);
    else
        *why + "the shapes must broadcast: sizes, aligned at the last dimension, are equal or 1; a is " + a.shape +
            ", b is " + b.shape;
    return false;
}

}  // namespace rules

namespace detail {

using kernels::comparison;

// `Exchanged` compares b with a.
template<comparison Operation, class Element>
AnyTensor compare_for(AnyTensor const& a, AnyTensor const& b, bool exchanged);

template<class A, class B>
concept compared_operands = arithmetic_operands<A, B> || untyped_operands<A, B>;

template<comparison Operation, bool Exchanged = false, class A, class B>
auto compare_typed(A const& a, B const& b) {
    if constexpr (poisoned<A> || poisoned<B>) {
        return poison{};
    } else if constexpr (untyped_operands<A, B>) {
        return compare_for<Operation, any_element>(as_tensor(a, b), as_tensor(b, a), Exchanged);
    } else {
        using why = verdict<[](sentence* text) {
            return rules::comparison(arithmetic_operand<A, B>(), arithmetic_operand<B, A>(), text);
        }>;
        static_assert(holds<why>, "comparison (a, b): the shapes must broadcast");
        if constexpr (!why::ok) {
            return poison{};
        } else {
            constexpr Shape shape =
                rules::broadcast_shape(arithmetic_operand<A, B>().shape, arithmetic_operand<B, A>().shape);
            return tensor_of<bool, shape>(compare_for<Operation, element_of<std::conditional_t<scalar<A>, B, A>>>(
                as_tensor(a, b), as_tensor(b, a), Exchanged));
        }
    }
}

}  // namespace detail

/// a < b, element by element, with broadcasting as in arithmetic: of two tensors of one element type, or of a tensor
/// and a number. float, double or int64  ->  bool. A NaN equals nothing and is neither less nor more.
template<class A, class B>
    requires detail::compared_operands<A, B>
auto lt(A const& a, B const& b) {
    return detail::compare_typed<kernels::comparison::less>(a, b);
}
/// a <= b
template<class A, class B>
    requires detail::compared_operands<A, B>
auto le(A const& a, B const& b) {
    return detail::compare_typed<kernels::comparison::less_equal>(a, b);
}
/// a > b
template<class A, class B>
    requires detail::compared_operands<A, B>
auto gt(A const& a, B const& b) {
    return detail::compare_typed<kernels::comparison::less, true>(a, b);
}
/// a >= b
template<class A, class B>
    requires detail::compared_operands<A, B>
auto ge(A const& a, B const& b) {
    return detail::compare_typed<kernels::comparison::less_equal, true>(a, b);
}
/// Whether a and b are equal, element by element. There is no operator for it: `a == b` asks about two things as
/// wholes.
template<class A, class B>
    requires detail::compared_operands<A, B>
auto eq(A const& a, B const& b) {
    return detail::compare_typed<kernels::comparison::equal>(a, b);
}
/// Whether a and b differ.
template<class A, class B>
    requires detail::compared_operands<A, B>
auto ne(A const& a, B const& b) {
    return detail::compare_typed<kernels::comparison::not_equal>(a, b);
}

template<class A, class B>
    requires detail::arithmetic_operands<A, B>
auto operator<(A const& a, B const& b) {
    return lt(a, b);
}
template<class A, class B>
    requires detail::arithmetic_operands<A, B>
auto operator<=(A const& a, B const& b) {
    return le(a, b);
}
template<class A, class B>
    requires detail::arithmetic_operands<A, B>
auto operator>(A const& a, B const& b) {
    return gt(a, b);
}
template<class A, class B>
    requires detail::arithmetic_operands<A, B>
auto operator>=(A const& a, B const& b) {
    return ge(a, b);
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/comparison.ipp>
#endif
