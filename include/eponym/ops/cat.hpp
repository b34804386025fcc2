// SPDX-License-Identifier: BSL-1.0
// Several tensors as one.
#pragma once

#include <cstddef>
#include <span>

#include <eponym/ops/check.hpp>

namespace eponym::inline EPONYM_ABI {
namespace rules {

/// x and what is put behind it are on one device and have the same type and, except along one dimension, the same
/// sizes. `number` is the latter's place in the list.
constexpr bool joins(std::string_view operation, operand const& first, operand const& other, int except,
                     std::int64_t number, sentence* why) {
    if (!same_device(operation, first, other, why)) return false;
    if (first.type != other.type) {
        if (why != nullptr)
            *why + operation + ": element types must be the same, and are " + name_of(first.type) + " and " +
                name_of(other.type);
        return false;
    }
    bool good = first.shape.rank() == other.shape.rank();
    for (int i = 0; good && i < first.shape.rank(); ++i) good = i == except || agree(first.shape[i], other.shape[i]);
    if (good) return true;
    if (why != nullptr)
        *why + operation + ": tensor " + number + " " + other.shape + " must be as tensor 0 " + first.shape;
    if (why != nullptr && except >= 0) *why + " is, except along dimension " + std::int64_t(except);
    return false;
}

/// A size that one of the tensors knows is known.
constexpr Shape joined_shape(Shape shape, Shape const& other, int position) {
    for (int i = 0; i < shape.rank(); ++i) {
        if (i == position)
            shape[i] = shape[i] == dyn || other[i] == dyn ? dyn : shape[i] + other[i];
        else if (shape[i] == dyn)
            shape[i] = other[i];
    }
    return shape;
}

constexpr bool cat(std::span<operand const> x, dim dimension, sentence* why) {
    if (!has_dimension("cat(x...)", x[0].shape, dimension, why)) return false;
    for (std::size_t i = 1; i < x.size(); ++i)
        if (!joins("cat(x...)", x[0], x[i], position_of(dimension, x[0].shape.rank()), std::int64_t(i), why))
            return false;
    return true;
}

constexpr Shape cat_shape(std::span<operand const> x, dim dimension) {
    Shape shape = x[0].shape;
    int const position = position_of(dimension, shape.rank());
    for (operand const& other : x.subspan(1)) shape = joined_shape(shape, other.shape, position);
    return shape;
}

constexpr bool stack(std::span<operand const> x, dim dimension, sentence* why) {
    int const rank = x[0].shape.rank();
    if (position_of(dimension, rank + 1) < 0) {
        if (why != nullptr)
            *why + "stack(x...): the new dimension must be from -" + std::int64_t(rank + 1) + " to " +
                std::int64_t(rank) + " for tensors " + x[0].shape;
        return false;
    }
    for (std::size_t i = 1; i < x.size(); ++i)
        if (!joins("stack(x...)", x[0], x[i], -1, std::int64_t(i), why)) return false;
    return true;
}

constexpr Shape stack_shape(std::span<operand const> x, dim dimension) {
    Shape common = x[0].shape;
    for (operand const& other : x.subspan(1)) common = joined_shape(common, other.shape, -1);
    int const position = position_of(dimension, common.rank() + 1);
    Shape shape;
    for (int i = 0; i <= common.rank(); ++i) {
        if (i == position) shape.push_back(dim(x.size()));
        if (i < common.rank()) shape.push_back(common[i]);
    }
    return shape;
}

}  // namespace rules

/// One behind the other along a dimension, in any element type, all of the same. Throws `shape_error`; there must be a
/// tensor. x: (..., N_i, ...)  ->  (..., sum of N_i, ...)
EPONYM_ON_DEMAND AnyTensor cat(std::span<AnyTensor const> x, dim dimension);

/// One beside the other along a new dimension. Throws `shape_error`; there must be a tensor.
/// x: (A, B)  ->  (A, count, B) for dimension 1
EPONYM_ON_DEMAND AnyTensor stack(std::span<AnyTensor const> x, dim dimension);

namespace detail {

template<class... X>
inline constexpr operand operands[] = {operand_of<X>...};

template<class Range>
concept tensor_range = requires(Range const& range) {
    { range.size() } -> std::convertible_to<std::size_t>;
    { *range.data() } -> tensor_like;
};

// Handles on the tensors of a list; `use` gets them as a span.
EPONYM_ON_DEMAND AnyTensor cat_each(std::size_t count, AnyTensor const& (*tensor)(void const*, std::size_t),
                                    void const* list, dim dimension, bool stacked);

template<class Range>
AnyTensor join_list(Range const& list, dim dimension, bool stacked) {
    using tensor = std::remove_cvref_t<decltype(*list.data())>;
    return cat_each(
        list.size(),
        [](void const* data, std::size_t i) -> AnyTensor const& { return static_cast<tensor const*>(data)[i].any(); },
        list.data(), dimension, stacked);
}

}  // namespace detail

/// `cat<1>(a, b, c)`: the sizes along the dimension add up.  a: (B, N)  b: (B, M)  ->  (B, N + M)
template<dim Dimension, tensor_argument First, tensor_argument... X>
auto cat(First const& first, X const&... x) {
    if constexpr (poisoned<First> || (poisoned<X> || ...)) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) { return rules::cat(detail::operands<First, X...>, Dimension, text); }>;
        static_assert(holds<why>, "cat<dimension>(x...): sizes must be the same except along the dimension");
        if constexpr (!why::ok) {
            return poison{};
        } else {
            AnyTensor const all[] = {first.any(), x.any()...};
            return tensor_of<element_of<First>, rules::cat_shape(detail::operands<First, X...>, Dimension)>(
                cat(std::span<AnyTensor const>(all), Dimension));
        }
    }
}

/// Of a vector, an array or a span of tensors: `cat<0>(batches)`. The size along the dimension becomes `dyn`.
template<dim Dimension, detail::tensor_range Range>
auto cat(Range const& list) {
    using X = std::remove_cvref_t<decltype(*list.data())>;
    using why = verdict<[](sentence* text) { return rules::cat(detail::operands<X>, Dimension, text); }>;
    static_assert(holds<why>, "cat<dimension>(list): the tensors must have that dimension");
    if constexpr (!why::ok) {
        return poison{};
    } else {
        constexpr Shape shape = [] {
            Shape one = static_shape_of<X>;
            one[position_of(Dimension, one.rank())] = dyn;
            return one;
        }();
        return tensor_of<element_of<X>, shape>(detail::join_list(list, Dimension, false));
    }
}

/// `stack<0>(a, b, c)`.  a, b, c: (N, M)  ->  (3, N, M)
template<dim Dimension, tensor_argument First, tensor_argument... X>
auto stack(First const& first, X const&... x) {
    if constexpr (poisoned<First> || (poisoned<X> || ...)) {
        return poison{};
    } else {
        using why =
            verdict<[](sentence* text) { return rules::stack(detail::operands<First, X...>, Dimension, text); }>;
        static_assert(holds<why>, "stack<dimension>(x...): all tensors must have the same sizes");
        if constexpr (!why::ok) {
            return poison{};
        } else {
            AnyTensor const all[] = {first.any(), x.any()...};
            return tensor_of<element_of<First>, rules::stack_shape(detail::operands<First, X...>, Dimension)>(
                stack(std::span<AnyTensor const>(all), Dimension));
        }
    }
}

/// Of a vector, an array or a span of tensors: `stack<0>(samples)`. The size along the new dimension is `dyn`.
template<dim Dimension, detail::tensor_range Range>
auto stack(Range const& list) {
    using X = std::remove_cvref_t<decltype(*list.data())>;
    using why = verdict<[](sentence* text) { return rules::stack(detail::operands<X>, Dimension, text); }>;
    static_assert(holds<why>, "stack<dimension>(list): the new dimension must be in range");
    if constexpr (!why::ok) {
        return poison{};
    } else {
        constexpr Shape shape = [] {
            Shape one = rules::stack_shape(detail::operands<X>, Dimension);
            one[position_of(Dimension, one.rank())] = dyn;
            return one;
        }();
        return tensor_of<element_of<X>, shape>(detail::join_list(list, Dimension, true));
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/cat.ipp>
#endif
