// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/arithmetic.hpp>

namespace eponym::inline EPONYM_ABI {

namespace rules {

constexpr bool where(operand const& condition, operand const& a, operand const& b, sentence* why) {
    bool const selects =
        a.type == dtype::float32 || a.type == dtype::float64 || a.type == dtype::int32 || a.type == dtype::int64;
    bool const fits = broadcasts(a.shape, b.shape) && broadcasts(condition.shape, broadcast_shape(a.shape, b.shape));
    if (condition.where != a.where) return same_type("where(condition, a, b)", condition, a, why);
    if (a.where != b.where) return same_type("where(condition, a, b)", a, b, why);
    if (condition.type == dtype::boolean && a.type == b.type && selects && fits) return true;
    if (why == nullptr) return false;
    *why + "where(condition, a, b): ";
    if (condition.type != dtype::boolean)
        *why + "the condition must be bool, and is " + name_of(condition.type);
    else if (a.type != b.type)
        *why + "element types of a and b must be the same, and are " + name_of(a.type) + " and " + name_of(b.type);
    else if (!selects)
        *why + "selects float32, float64, int32 and int64, not " + name_of(a.type);
    else
        *why + "the shapes must broadcast: sizes, aligned at the last dimension, are equal or 1; condition is " +
            condition.shape + ", a is " + a.shape + ", b is " + b.shape;
    return false;
}

}  // namespace rules

/// The same with element types and shapes known at run time only. Throws `shape_error`.
EPONYM_ON_DEMAND AnyTensor where(AnyTensor const& condition, AnyTensor const& a, AnyTensor const& b);

namespace detail {

template<class Element>
AnyTensor where_for(AnyTensor const& condition, AnyTensor const& a, AnyTensor const& b);

template<class X>
concept where_operand = tensor_like<X> || scalar<X> || poisoned<X>;

template<class A, class B>
struct chosen_element {
    using type = float;
};
template<tensor_like A, class B>
struct chosen_element<A, B> {
    using type = element_of<A>;
};
template<scalar A, tensor_like B>
struct chosen_element<A, B> {
    using type = element_of<B>;
};

// A number has the other one's element type.
template<class X, class Element>
constexpr operand chosen_operand() {
    if constexpr (tensor_like<X>)
        return operand_of<X>;
    else
        return {dtype_of<Element>, Shape{}};
}

template<class Element, class X>
decltype(auto) chosen_tensor(X const& x) {
    if constexpr (tensor_like<X>)
        return x.any();
    else
        return number(dtype_of<Element>, double(x));
}

}  // namespace detail

/// a where the condition is true, else b, element by element, with broadcasting of all three. The condition is a bool
/// tensor; a and b are tensors of one element type, or numbers, of which two are float.
template<tensor_argument Condition, detail::where_operand A, detail::where_operand B>
auto where(Condition const& condition, A const& a, B const& b) {
    if constexpr (poisoned<Condition> || poisoned<A> || poisoned<B>) {
        return poison{};
    } else {
        using element = typename detail::chosen_element<A, B>::type;
        using why = verdict<[](sentence* text) {
            return rules::where(operand_of<Condition>, detail::chosen_operand<A, element>(),
                                detail::chosen_operand<B, element>(), text);
        }>;
        static_assert(holds<why>, "where(condition, a, b): the shapes must broadcast");
        if constexpr (!why::ok) {
            return poison{};
        } else {
            constexpr Shape chosen = rules::broadcast_shape(detail::chosen_operand<A, element>().shape,
                                                            detail::chosen_operand<B, element>().shape);
            return tensor_of<element, rules::broadcast_shape(static_shape_of<Condition>, chosen)>(
                detail::where_for<element>(condition.any(), detail::chosen_tensor<element>(a),
                                           detail::chosen_tensor<element>(b)));
        }
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/where.ipp>
#endif
