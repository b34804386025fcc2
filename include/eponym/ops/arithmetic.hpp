// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/broadcast.hpp>
#include <eponym/ops/check.hpp>

namespace eponym::inline EPONYM_ABI {

namespace kernels {
struct broadcast_extents;
}

enum class arithmetic : std::uint8_t { add, subtract, multiply, divide, maximum, minimum };

namespace rules {

constexpr bool arithmetic(operand const& a, operand const& b, sentence* why) {
    if (!same_type("element-wise (a, b)", a, b, why)) return false;
    if (broadcasts(a.shape, b.shape)) return true;
    if (why != nullptr)
        *why +
            "element-wise (a, b): the shapes must broadcast: sizes, aligned at the last dimension, are equal or 1; a "
            "is " +
            a.shape + ", b is " + b.shape;
    return false;
}

constexpr bool arithmetic_in_place(operand const& a, operand const& b, sentence* why) {
    if (!same_type("a op= b", a, b, why)) return false;
    if (broadcasts(a.shape, b.shape) && agree(broadcast_shape(a.shape, b.shape), a.shape)) return true;
    if (why != nullptr) *why + "a op= b: b " + b.shape + " must broadcast to the shape of a " + a.shape;
    return false;
}

}  // namespace rules

/// Element by element, with broadcasting. `Throws shape_error`.
EPONYM_ON_DEMAND AnyTensor apply(arithmetic operation, AnyTensor const& a, AnyTensor const& b);
EPONYM_ON_DEMAND AnyTensor apply(arithmetic operation, AnyTensor const& a, double b);
EPONYM_ON_DEMAND AnyTensor apply(arithmetic operation, double a, AnyTensor const& b);

/// The same into `a`'s memory: a = a op b. `b` must broadcast to a's shape.
EPONYM_ON_DEMAND void apply_in_place(arithmetic operation, AnyTensor const& a, AnyTensor const& b);
EPONYM_ON_DEMAND void apply_in_place(arithmetic operation, AnyTensor const& a, double b);

namespace detail {

// For each dimension of the result `shape`, how many elements of the tensor lie between neighbours: 0 where it is
// broadcast.
EPONYM_ON_DEMAND void set_strides(AnyTensor const& tensor, Shape const& shape, dim* strides);
EPONYM_ON_DEMAND kernels::broadcast_extents broadcast_of(AnyTensor const& a, AnyTensor const& b, Shape const& shape);

// Throws `error` where the tensor's memory is a GPU's, which the host cannot read.
EPONYM_ON_DEMAND void require_host(std::string_view operation, AnyTensor const& x);

// A float, double or int64 tensor of one element and no dimension.
EPONYM_ON_DEMAND AnyTensor number(dtype type, double value);

template<class X>
concept scalar = std::is_arithmetic_v<X>;

template<class A, class B>
concept arithmetic_operands =
    (tensor_like<A> && (tensor_like<B> || scalar<B> || poisoned<B>)) ||
    (scalar<A> && (tensor_like<B> || poisoned<B>)) || (poisoned<A> && (tensor_like<B> || scalar<B> || poisoned<B>));

template<class A, class B>
concept untyped_operands = (std::is_same_v<A, AnyTensor> && (std::is_same_v<B, AnyTensor> || scalar<B>)) ||
                           (scalar<A> && std::is_same_v<B, AnyTensor>);

// The operand X of an operation with Other; a number has the other's element type.
template<class X, class Other>
constexpr operand arithmetic_operand() {
    if constexpr (scalar<X>)
        return {dtype_of<element_of<Other>>, Shape{}};
    else
        return operand_of<X>;
}

template<class X>
decltype(auto) value_of(X const& x) {
    if constexpr (scalar<X>)
        return double(x);
    else
        return x.any();
}

// The same as a tensor in either case.
template<class X, class Other>
decltype(auto) as_tensor(X const& x, Other const& other) {
    if constexpr (scalar<X>)
        return number(as_tensor(other, x).type(), double(x));
    else if constexpr (tensor_like<X>)
        return x.any();
    else
        return (x);
}

template<arithmetic Operation, class A, class B>
auto apply_typed(A const& a, B const& b) {
    if constexpr (poisoned<A> || poisoned<B>) {
        return poison{};
    } else {
        constexpr operand left = arithmetic_operand<A, B>();
        constexpr operand right = arithmetic_operand<B, A>();
        using why = verdict<[](sentence* text) {
            return rules::arithmetic(arithmetic_operand<A, B>(), arithmetic_operand<B, A>(), text);
        }>;
        static_assert(holds<why>, "element-wise (a, b): the shapes must broadcast");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<std::conditional_t<scalar<A>, B, A>>,
                             rules::broadcast_shape(left.shape, right.shape)>(
                apply(Operation, value_of(a), value_of(b)));
    }
}

template<arithmetic Operation, class A, class B>
void apply_typed_in_place(A& a, B const& b) {
    if constexpr (!poisoned<A> && !poisoned<B>) {
        using why = verdict<[](sentence* text) {
            return rules::arithmetic_in_place(operand_of<A>, arithmetic_operand<B, A>(), text);
        }>;
        static_assert(holds<why>, "a op= b: b must broadcast to the shape of a");
        if constexpr (why::ok) apply_in_place(Operation, a.any(), value_of(b));
    }
}

}  // namespace detail

/// Element-wise arithmetic of tensors of one element type, and of a tensor and a number, with broadcasting.
/// Shapes that the compiler knows must broadcast, or it does not compile; others throw `shape_error`.
template<class A, class B>
    requires detail::arithmetic_operands<A, B>
auto operator+(A const& a, B const& b) {
    return detail::apply_typed<arithmetic::add>(a, b);
}
template<class A, class B>
    requires detail::arithmetic_operands<A, B>
auto operator-(A const& a, B const& b) {
    return detail::apply_typed<arithmetic::subtract>(a, b);
}
template<class A, class B>
    requires detail::arithmetic_operands<A, B>
auto operator*(A const& a, B const& b) {
    return detail::apply_typed<arithmetic::multiply>(a, b);
}
template<class A, class B>
    requires detail::arithmetic_operands<A, B>
auto operator/(A const& a, B const& b) {
    return detail::apply_typed<arithmetic::divide>(a, b);
}
template<tensor_argument A>
auto operator-(A const& a) {
    return detail::apply_typed<arithmetic::multiply>(a, -1);
}

/// The larger, or the smaller, of each pair of elements; NaN where either is.
template<class A, class B>
    requires detail::arithmetic_operands<A, B>
auto maximum(A const& a, B const& b) {
    return detail::apply_typed<arithmetic::maximum>(a, b);
}
template<class A, class B>
    requires detail::arithmetic_operands<A, B>
auto minimum(A const& a, B const& b) {
    return detail::apply_typed<arithmetic::minimum>(a, b);
}

template<tensor_argument A, class B>
    requires detail::arithmetic_operands<A, B>
A& operator+=(A& a, B const& b) {
    detail::apply_typed_in_place<arithmetic::add>(a, b);
    return a;
}
template<tensor_argument A, class B>
    requires detail::arithmetic_operands<A, B>
A& operator-=(A& a, B const& b) {
    detail::apply_typed_in_place<arithmetic::subtract>(a, b);
    return a;
}
template<tensor_argument A, class B>
    requires detail::arithmetic_operands<A, B>
A& operator*=(A& a, B const& b) {
    detail::apply_typed_in_place<arithmetic::multiply>(a, b);
    return a;
}
template<tensor_argument A, class B>
    requires detail::arithmetic_operands<A, B>
A& operator/=(A& a, B const& b) {
    detail::apply_typed_in_place<arithmetic::divide>(a, b);
    return a;
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/arithmetic.ipp>
#endif
