// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <utility>

#include <eponym/ops/check.hpp>

namespace eponym::inline EPONYM_ABI {

enum class reduction : std::uint8_t { sum, mean, prod, max, min };

struct keepdim_t {};
/// Leaves the reduced dimensions in place with size 1: `sum<1, keepdim>(x)`.
inline constexpr keepdim_t keepdim{};

/// Reduces the dimensions whose bits are set in `dimensions`. Throws `shape_error`; the max or min of nothing is an
/// error.
EPONYM_ON_DEMAND AnyTensor reduce(reduction operation, AnyTensor const& x, unsigned dimensions, bool keep);

/// The position of the first largest element along one dimension, as int64; that of a NaN where there is one.
EPONYM_ON_DEMAND AnyTensor argmax(AnyTensor const& x, dim dimension, bool keep);
/// The same for the smallest.
EPONYM_ON_DEMAND AnyTensor argmin(AnyTensor const& x, dim dimension, bool keep);

/// The largest or smallest elements along one dimension, and where they are.
template<class Values, class Indices>
struct with_indices {
    Values values;
    Indices indices;
};

/// The largest elements along one dimension with the positions that `argmax` gives.
EPONYM_ON_DEMAND with_indices<AnyTensor, AnyTensor> max_with_indices(AnyTensor const& x, dim dimension, bool keep);
/// The same for the smallest.
EPONYM_ON_DEMAND with_indices<AnyTensor, AnyTensor> min_with_indices(AnyTensor const& x, dim dimension, bool keep);

constexpr std::string_view name_of(reduction operation) {
    constexpr std::string_view names[] = {"sum(x)", "mean(x)", "prod(x)", "max(x)", "min(x)"};
    return names[std::size_t(operation)];
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

// The largest and the smallest of no elements have no value.
constexpr bool has_elements(std::string_view operation, Shape const& x, unsigned dimensions, sentence* why) {
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

// x without gaps, with the dimensions whose bits are set behind the others. Throws `shape_error`.
EPONYM_ON_DEMAND AnyTensor reduced_last(std::string_view operation, AnyTensor const& x, unsigned dimensions);

// The number of elements that are reduced to one.
EPONYM_ON_DEMAND dim reduced_count(Shape const& x, unsigned dimensions);

// Whether x is of a type that is computed in and has the dimensions given.
template<auto... Options>
constexpr bool reduces(std::string_view operation, operand const& x, sentence* why) {
    return rules::computes(operation, x.type, why) && (names_dimension<Options>(operation, x.shape, why) && ...);
}

template<auto... Options>
inline constexpr bool keeps_dimensions = (is_keepdim<Options> || ...);

template<class X, auto... Options>
auto reduced_tensor(AnyTensor result) {
    constexpr unsigned dimensions = dimension_bits<Options...>(static_shape_of<X>.rank());
    return tensor_of<element_of<X>, rules::reduced_shape(static_shape_of<X>, dimensions, keeps_dimensions<Options...>)>(
        std::move(result));
}

template<reduction Operation, auto... Options, class X>
auto reduce_typed(X const& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) {
            constexpr Shape shape = static_shape_of<X>;
            return reduces<Options...>(name_of(Operation), operand_of<X>, text) &&
                   ((Operation != reduction::max && Operation != reduction::min) ||
                    rules::has_elements(name_of(Operation), shape, dimension_bits<Options...>(shape.rank()), text));
        }>;
        static_assert(holds<why>, "reduction<dimensions...>(x): x must have these dimensions");
        if constexpr (!why::ok)
            return poison{};
        else
            return reduced_tensor<X, Options...>(reduce(Operation, x.any(),
                                                        dimension_bits<Options...>(static_shape_of<X>.rank()),
                                                        keeps_dimensions<Options...>));
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

/// The smallest of all elements, or along the dimensions given; NaN where there is one.
template<auto... Options, class X>
    requires tensor_like<X> || poisoned<X>
auto min(X const& x) {
    return detail::reduce_typed<reduction::min, Options...>(x);
}

/// The product of all elements, or along the dimensions given.
template<auto... Options, class X>
    requires tensor_like<X> || poisoned<X>
auto prod(X const& x) {
    return detail::reduce_typed<reduction::prod, Options...>(x);
}

namespace detail {

enum class extreme : std::uint8_t { argmax, argmin, max, min };

constexpr std::string_view name_of(extreme operation) {
    constexpr std::string_view names[] = {"argmax(x)", "argmin(x)", "max_with_indices(x)", "min_with_indices(x)"};
    return names[std::size_t(operation)];
}

template<extreme Operation, dim Dimension, auto... Options, class X>
auto extreme_typed(X const& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) {
            constexpr Shape shape = static_shape_of<X>;
            return rules::computes(name_of(Operation), dtype_of<element_of<X>>, text) &&
                   rules::has_dimension(name_of(Operation), shape, Dimension, text) &&
                   rules::has_elements(name_of(Operation), shape, 1u << position_of(Dimension, shape.rank()), text);
        }>;
        static_assert(holds<why>, "operation<dimension>(x): x must have that dimension");
        if constexpr (!why::ok) {
            return poison{};
        } else {
            constexpr bool keep = (is_keepdim<Options> || ...);
            constexpr Shape shape =
                rules::reduced_shape(static_shape_of<X>, dimension_bits<Dimension>(static_shape_of<X>.rank()), keep);
            using values = tensor_of<element_of<X>, shape>;
            using indices = tensor_of<std::int64_t, shape>;
            if constexpr (Operation == extreme::argmax) {
                return indices(argmax(x.any(), Dimension, keep));
            } else if constexpr (Operation == extreme::argmin) {
                return indices(argmin(x.any(), Dimension, keep));
            } else {
                auto const found = Operation == extreme::max ? max_with_indices(x.any(), Dimension, keep)
                                                             : min_with_indices(x.any(), Dimension, keep);
                return with_indices<values, indices>{values(found.values), indices(found.indices)};
            }
        }
    }
}

}  // namespace detail

/// The index of the first largest element along a dimension, as int64: `argmax<-1>(x)`, `argmax<1, keepdim>(x)`.
/// x: (B, N)  ->  (B,) for `argmax<1>`
template<dim Dimension, auto... Options, class X>
    requires tensor_like<X> || poisoned<X>
auto argmax(X const& x) {
    return detail::extreme_typed<detail::extreme::argmax, Dimension, Options...>(x);
}

/// The index of the first smallest element along a dimension, as int64.
template<dim Dimension, auto... Options, class X>
    requires tensor_like<X> || poisoned<X>
auto argmin(X const& x) {
    return detail::extreme_typed<detail::extreme::argmin, Dimension, Options...>(x);
}

/// The largest elements along a dimension and their indices: `auto [values, indices] = max_with_indices<1>(x);`.
template<dim Dimension, auto... Options, class X>
    requires tensor_like<X> || poisoned<X>
auto max_with_indices(X const& x) {
    return detail::extreme_typed<detail::extreme::max, Dimension, Options...>(x);
}

/// The smallest elements along a dimension and their indices.
template<dim Dimension, auto... Options, class X>
    requires tensor_like<X> || poisoned<X>
auto min_with_indices(X const& x) {
    return detail::extreme_typed<detail::extreme::min, Dimension, Options...>(x);
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/reduce.ipp>
#endif
