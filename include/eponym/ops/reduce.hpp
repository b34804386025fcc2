// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/check.hpp>

namespace eponym::inline EPONYM_ABI {

enum class reduction : std::uint8_t { sum, mean, max };

struct keepdim_t {};
/// Leaves the reduced dimensions in place with size 1: `sum<1, keepdim>(x)`.
inline constexpr keepdim_t keepdim{};

/// Reduces the dimensions whose bits are set in `dimensions`. Throws `shape_error`; the max of nothing is an error.
AnyTensor reduce(reduction operation, AnyTensor const& x, unsigned dimensions, bool keep);

/// The position of the first largest element along one dimension, as int64; that of a NaN where there is one.
AnyTensor argmax(AnyTensor const& x, dim dimension, bool keep);

constexpr std::string_view name_of(reduction operation) {
    return operation == reduction::sum ? "sum(x)" : operation == reduction::mean ? "mean(x)" : "max(x)";
}

namespace rules {

constexpr Shape reduced_shape(Shape const& x, unsigned dimensions, bool keep) {
    Shape shape;
    for (int i = 0; i < x.rank(); ++i) {
        bool const reduced = ((dimensions >> i) & 1u) != 0;
        if (!reduced)
            shape.push_back(x[i]);
        else if (keep)
            shape.push_back(1);
    }
    return shape;
}

// A max over no elements has no value.
constexpr bool has_largest(std::string_view operation, Shape const& x, unsigned dimensions, sentence* why) {
    for (int i = 0; i < x.rank(); ++i) {
        if (((dimensions >> i) & 1u) == 0 || x[i] != 0) continue;
        if (why != nullptr) *why + operation + ": dimension " + std::int64_t(i) + " of x " + x + " has no elements";
        return false;
    }
    return true;
}

}  // namespace rules

namespace detail {

template<auto Option>
inline constexpr bool is_keepdim =
    std::is_same_v<decltype(Option), keepdim_t const> || std::is_same_v<decltype(Option), keepdim_t>;

template<auto Option>
constexpr bool names_dimension(std::string_view operation, Shape const& shape, sentence* why) {
    if constexpr (is_keepdim<Option>)
        return true;
    else
        return rules::has_dimension(operation, shape, dim(Option), why);
}

template<auto Option>
constexpr unsigned dimension_bit(int rank) {
    if constexpr (is_keepdim<Option>)
        return 0;
    else
        return 1u << position_of(dim(Option), rank);
}

// Without dimensions, all of them.
template<auto... Options>
constexpr unsigned dimension_bits(int rank) {
    unsigned const bits = (0u | ... | dimension_bit<Options>(rank));
    return bits != 0 ? bits : (1u << rank) - 1;
}

template<reduction Operation, auto... Options, class X>
auto reduce_typed(X const& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) {
            return rules::computes(name_of(Operation), dtype_of<element_of<X>>, text) &&
                   (names_dimension<Options>(name_of(Operation), static_shape_of<X>, text) && ...) &&
                   (Operation != reduction::max ||
                    rules::has_largest(name_of(Operation), static_shape_of<X>,
                                       dimension_bits<Options...>(static_shape_of<X>.rank()), text));
        }>;
        static_assert(holds<why>, "reduction<dimensions...>(x): x must have these dimensions");
        if constexpr (!why::ok) {
            return poison{};
        } else {
            constexpr bool keep = (is_keepdim<Options> || ...);
            constexpr unsigned dimensions = dimension_bits<Options...>(static_shape_of<X>.rank());
            return tensor_of<element_of<X>, rules::reduced_shape(static_shape_of<X>, dimensions, keep)>(
                reduce(Operation, x.any(), dimensions, keep));
        }
    }
}

}  // namespace detail

/// The sum of all elements, or along the dimensions given: `sum(x)`, `sum<-1>(x)`, `sum<0, 2, keepdim>(x)`.
template<auto... Options, class X>
    requires tensor_like<X> || poisoned<X>
auto sum(X const& x) {
    return detail::reduce_typed<reduction::sum, Options...>(x);
}

/// The mean of all elements, or along the dimensions given.
template<auto... Options, class X>
    requires tensor_like<X> || poisoned<X>
auto mean(X const& x) {
    return detail::reduce_typed<reduction::mean, Options...>(x);
}

/// The largest of all elements, or along the dimensions given; NaN where there is one.
template<auto... Options, class X>
    requires tensor_like<X> || poisoned<X>
auto max(X const& x) {
    return detail::reduce_typed<reduction::max, Options...>(x);
}

/// The index of the first largest element along a dimension, as int64: `argmax<-1>(x)`, `argmax<1, keepdim>(x)`.
/// x: (B, N)  ->  (B,) for `argmax<1>`
template<dim Dimension, auto... Options, class X>
    requires tensor_like<X> || poisoned<X>
auto argmax(X const& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) {
            return rules::computes("argmax(x)", dtype_of<element_of<X>>, text) &&
                   rules::has_dimension("argmax(x)", static_shape_of<X>, Dimension, text) &&
                   rules::has_largest("argmax(x)", static_shape_of<X>,
                                      1u << position_of(Dimension, static_shape_of<X>.rank()), text);
        }>;
        static_assert(holds<why>, "argmax<dimension>(x): x must have that dimension");
        if constexpr (!why::ok) {
            return poison{};
        } else {
            constexpr bool keep = (detail::is_keepdim<Options> || ...);
            constexpr unsigned dimensions = detail::dimension_bits<Dimension>(static_shape_of<X>.rank());
            return tensor_of<std::int64_t, rules::reduced_shape(static_shape_of<X>, dimensions, keep)>(
                argmax(x.any(), Dimension, keep));
        }
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/reduce.ipp>
#endif
