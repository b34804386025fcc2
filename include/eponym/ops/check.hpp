// SPDX-License-Identifier: BSL-1.0
// The shape rules of the operations: each is written once, as a constexpr function
//     bool rule(operand x, ..., sentence* why)
// that returns whether the operands fit and, where they do not and `why` is given, says so. The compiler evaluates it
// on what it knows of the shapes, and the operation on the real shapes when it runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <eponym/meta/diagnostic.hpp>
#include <eponym/tensor/tensor.hpp>

namespace eponym::inline EPONYM_ABI {

/// What a shape rule knows of one operand. The compiler does not know where a tensor is, and takes all to be together.
struct operand {
    dtype type;
    Shape shape;
    device where{};
};

/// An operand that may be left out, such as a bias. The compiler's half of a rule passes a value, not a pointer: g++
/// refuses to compare a variable template's address with null where it also looks for undefined behaviour.
struct optional_operand {
    bool given = false;
    operand value{};

    constexpr optional_operand(std::nullptr_t) {}
    constexpr optional_operand(operand const& x) : given(true), value(x) {}
    constexpr optional_operand(operand const* x) : given(x != nullptr), value(x != nullptr ? *x : operand{}) {}

    constexpr operand const* operator->() const { return &value; }
};

/// What the operations take: a tensor with a shape known to the compiler, or what a mistake before it left.
template<class X>
concept tensor_argument = tensor_like<X> || poisoned<X>;

template<tensor_like X>
inline constexpr operand operand_of{dtype_of<element_of<X>>, static_shape_of<X>};

namespace detail {

template<auto Rule>
constexpr auto judge() {
    if constexpr (Rule(nullptr))
        return fine{};
    else
        return violation<exact<[] {
            sentence why;
            Rule(&why);
            return why;
        }>>{};
}

[[noreturn]] void throw_shape_error(sentence const& why);

// The run-time half of a rule.
template<class Rule>
void require(Rule const& rule) {
    if (rule(nullptr)) return;
    sentence why;
    rule(&why);
    throw_shape_error(why);
}

// Stands for an element type that is known at run time only. Operations are compiled for each element type by itself,
// so that a program that computes in float has no code for double in it.
struct any_element {};

// Calls `f.template operator()<T>()`: for the type given, or for the one among those that operations compute in.
template<class Element, class F>
void visit_computed(dtype type, F&& f) {
    if constexpr (!std::is_same_v<Element, any_element>)
        f.template operator()<Element>();
    else if (type == dtype::float32)
        f.template operator()<float>();
    else if (type == dtype::float64)
        f.template operator()<double>();
}

inline operand operand_for(AnyTensor const& tensor) { return {tensor.type(), tensor.shape(), tensor.where()}; }
inline optional_operand operand_for(AnyTensor const* tensor) {
    return tensor != nullptr ? optional_operand(operand_for(*tensor)) : optional_operand(nullptr);
}

}  // namespace detail

/// `fine`, or the violation with the rule's sentence.
template<auto Rule>
using verdict = decltype(detail::judge<Rule>());

namespace rules {

/// Arithmetic is defined for float and double.
constexpr bool computes(std::string_view operation, dtype type, sentence* why) {
    if (type == dtype::float32 || type == dtype::float64) return true;
    if (why != nullptr)
        *why + operation + ": computes in float32 and float64, not in " + name_of(type) +
            "; convert with x.to<float>()";
    return false;
}

constexpr bool same_type(std::string_view operation, dtype a, dtype b, sentence* why) {
    if (a != b) {
        if (why != nullptr)
            *why + operation + ": element types must be the same, and are " + name_of(a) + " and " + name_of(b);
        return false;
    }
    return computes(operation, a, why);
}

constexpr void tell_device(sentence& why, device where) {
    if (where.kind == device_kind::cpu)
        why + std::string_view("cpu");
    else
        why + std::string_view("cuda:") + std::int64_t(where.index);
}

constexpr bool same_device(std::string_view operation, operand const& a, operand const& b, sentence* why) {
    if (a.where == b.where) return true;
    if (why != nullptr) {
        *why + operation + ": expected all tensors to be on the same device, but found ";
        tell_device(*why, a.where);
        *why + std::string_view(" and ");
        tell_device(*why, b.where);
    }
    return false;
}

/// Two operands of one operation have one element type and are on one device.
constexpr bool same_type(std::string_view operation, operand const& a, operand const& b, sentence* why) {
    return same_device(operation, a, b, why) && same_type(operation, a.type, b.type, why);
}

constexpr bool has_dimension(std::string_view operation, Shape const& shape, dim dimension, sentence* why) {
    if (position_of(dimension, shape.rank()) >= 0) return true;
    if (why != nullptr) *why + operation + ": dimension ";
    if (why != nullptr && dimension == -1)
        *why + std::string_view("-1");  // a number on its own prints -1 as an unknown size
    else if (why != nullptr)
        *why + dimension;
    if (why != nullptr) *why + " is out of range for x " + shape;
    return false;
}

}  // namespace rules
}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/check.ipp>
#endif
