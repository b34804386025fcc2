// SPDX-License-Identifier: BSL-1.0
// Views of a tensor under another shape. None of them copies, except `reshape` and `flatten` of a tensor whose strides
// do not allow a view.
#pragma once

#include <eponym/ops/check.hpp>

namespace eponym::inline EPONYM_ABI {
namespace rules {

// The part of a dimension that start:stop:step takes, all of them as in Python.
constexpr dim slice_size(dim size, dim start, dim stop, dim step) {
    if (size == dyn) return dyn;
    dim const first = start < 0 ? (start + size < 0 ? 0 : start + size) : start > size ? size : start;
    dim const last = stop < 0 ? (stop + size < 0 ? 0 : stop + size) : stop > size ? size : stop;
    return last > first ? (last - first - 1) / step + 1 : 0;
}

constexpr Shape with_size(Shape shape, int position, dim size) {
    shape[position] = size;
    return shape;
}

constexpr bool is_permutation(Shape const& x, Shape const& order, sentence* why) {
    unsigned seen = 0;
    bool good = order.rank() == x.rank();
    for (dim dimension : order) {
        int const position = position_of(dimension, x.rank());
        good = good && position >= 0 && ((seen >> position) & 1u) == 0;
        if (position >= 0) seen |= 1u << position;
    }
    if (!good && why != nullptr) *why + "permute(x): the order must name each dimension of x " + x + " once";
    return good;
}

constexpr Shape permuted_shape(Shape const& x, Shape const& order) {
    Shape shape;
    for (dim dimension : order) shape.push_back(x[position_of(dimension, x.rank())]);
    return shape;
}

// One size of `wanted` may be -1, which is also how `dyn` is written: it is decided here if x is known.
constexpr Shape reshaped_shape(Shape const& x, Shape wanted) {
    dim known = 1;
    int open = -1;
    for (int i = 0; i < wanted.rank(); ++i) {
        if (wanted[i] == dyn)
            open = i;
        else
            known *= wanted[i];
    }
    if (open >= 0 && x.numel() != dyn && known != 0 && x.numel() % known == 0) wanted[open] = x.numel() / known;
    return wanted;
}

constexpr bool reshape(Shape const& x, Shape const& wanted, sentence* why) {
    int open = 0;
    for (dim size : wanted) open += size == dyn ? 1 : 0;
    if (open > 1) {
        if (why != nullptr) *why + "reshape(x): at most one size may be -1";
        return false;
    }
    dim const elements = reshaped_shape(x, wanted).numel();
    if (x.numel() == dyn || elements == x.numel()) return true;
    if (why != nullptr) *why + "reshape(x): the " + x.numel() + " elements of x " + x + " do not fill " + wanted;
    return false;
}

constexpr Shape flattened_shape(Shape const& x, dim first, dim last) {
    int const from = position_of(first, x.rank());
    int const to = position_of(last, x.rank());
    if (x.rank() == 0) return Shape{1};
    Shape shape;
    dim product = 1;
    for (int i = 0; i < x.rank(); ++i) {
        if (i < from || i > to) {
            shape.push_back(x[i]);
            continue;
        }
        product = product == dyn || x[i] == dyn ? dyn : product * x[i];
        if (i == to) shape.push_back(product);
    }
    return shape;
}

constexpr bool flatten(Shape const& x, dim first, dim last, sentence* why) {
    if (x.rank() == 0) return true;
    if (!has_dimension("flatten(x)", x, first, why) || !has_dimension("flatten(x)", x, last, why)) return false;
    if (position_of(first, x.rank()) <= position_of(last, x.rank())) return true;
    if (why != nullptr) *why + "flatten(x): the first dimension must not come after the last; x is " + x;
    return false;
}

// One size of `sizes` may be -1: what is left of the dimension that they take the place of.
constexpr Shape unflattened_shape(Shape const& x, dim dimension, Shape const& sizes) {
    int const position = position_of(dimension, x.rank());
    Shape const parts = reshaped_shape(Shape{x[position]}, sizes);
    Shape shape;
    for (int i = 0; i < x.rank(); ++i) {
        if (i != position) shape.push_back(x[i]);
        for (int j = 0; i == position && j < parts.rank(); ++j) shape.push_back(parts[j]);
    }
    return shape;
}

constexpr bool unflatten(Shape const& x, dim dimension, Shape const& sizes, sentence* why) {
    int const position = position_of(dimension, x.rank());
    if (position < 0) return has_dimension("unflatten(x)", x, dimension, why);
    int open = 0;
    for (dim size : sizes) open += size == dyn ? 1 : 0;
    if (open > 1 || sizes.rank() == 0) {
        if (why != nullptr) *why + "unflatten(x): there must be sizes, of which at most one is -1";
        return false;
    }
    dim const size = x[position];
    if (size == dyn || reshaped_shape(Shape{size}, sizes).numel() == size) return true;
    if (why != nullptr)
        *why + "unflatten(x): dimension " + std::int64_t(position) + " of x " + x +
            " is not the product of the sizes " + sizes;
    return false;
}

}  // namespace rules

/// The dimensions `first` to `last` as one. x: (B, C, H, W)  ->  (B, C H W) for 1, -1. Throws `shape_error`.
EPONYM_ON_DEMAND AnyTensor flatten(AnyTensor const& x, dim first = 0, dim last = -1);

/// `flatten<1>(x)`: everything but the batch. x: (B, ...)  ->  (B, N)
template<dim First = 0, dim Last = -1, class X>
    requires tensor_like<X> || poisoned<X>
auto flatten(X const& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) { return rules::flatten(static_shape_of<X>, First, Last, text); }>;
        static_assert(holds<why>, "flatten<first, last>(x): x must have these dimensions");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, rules::flattened_shape(static_shape_of<X>, First, Last)>(
                flatten(x.any(), First, Last));
    }
}

/// One dimension as several, of which one size may be -1. x: (B, C H W)  ->  (B, C, H, W) for 1. Throws `shape_error`.
EPONYM_ON_DEMAND AnyTensor unflatten(AnyTensor const& x, dim dimension, Shape const& sizes);

/// `unflatten<1, 3, -1>(x)`.  x: (B, 12)  ->  (B, 3, 4)
template<dim Dimension, dim... Sizes, class X>
    requires tensor_like<X> || poisoned<X>
auto unflatten(X const& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) {
            return rules::unflatten(static_shape_of<X>, Dimension, Shape{Sizes...}, text);
        }>;
        static_assert(holds<why>, "unflatten<dimension, sizes...>(x): that dimension must be the product of the sizes");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, rules::unflattened_shape(static_shape_of<X>, Dimension, Shape{Sizes...})>(
                unflatten(x.any(), Dimension, Shape{Sizes...}));
    }
}

/// The same elements in the same order under another shape: `reshape<2, -1>(x)`.
template<dim... Sizes, class X>
    requires tensor_like<X> || poisoned<X>
auto reshape(X const& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) { return rules::reshape(static_shape_of<X>, Shape{Sizes...}, text); }>;
        static_assert(holds<why>, "reshape<sizes...>(x): the number of elements must stay the same");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, rules::reshaped_shape(static_shape_of<X>, Shape{Sizes...})>(
                x.any().reshape(Shape{Sizes...}));
    }
}

/// Two dimensions swapped: `transpose<0, 1>(x)`.
template<dim A, dim B, class X>
    requires tensor_like<X> || poisoned<X>
auto transpose(X const& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) {
            return rules::has_dimension("transpose(x)", static_shape_of<X>, A, text) &&
                   rules::has_dimension("transpose(x)", static_shape_of<X>, B, text);
        }>;
        static_assert(holds<why>, "transpose<a, b>(x): x must have these dimensions");
        if constexpr (!why::ok) {
            return poison{};
        } else {
            constexpr Shape shape = static_shape_of<X>;
            constexpr int a = position_of(A, shape.rank());
            constexpr int b = position_of(B, shape.rank());
            return tensor_of<element_of<X>, rules::with_size(rules::with_size(shape, a, shape[b]), b, shape[a])>(
                x.any().transpose(A, B));
        }
    }
}

/// The dimensions in another order: `permute<0, 2, 3, 1>(x)`.
template<dim... Order, class X>
    requires tensor_like<X> || poisoned<X>
auto permute(X const& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why =
            verdict<[](sentence* text) { return rules::is_permutation(static_shape_of<X>, Shape{Order...}, text); }>;
        static_assert(holds<why>, "permute<order...>(x): the order must name each dimension of x once");
        if constexpr (!why::ok) {
            return poison{};
        } else {
            constexpr dim order[] = {Order..., 0};
            return tensor_of<element_of<X>, rules::permuted_shape(static_shape_of<X>, Shape{Order...})>(
                x.any().permute(std::span(order, sizeof...(Order))));
        }
    }
}

/// The part start:stop:step of one dimension, with Python's rules for negative and too large numbers:
/// `slice<0, 0, 200>(x)` is x[0:200].
template<dim Dimension, dim Start, dim Stop, dim Step = 1, class X>
    requires tensor_like<X> || poisoned<X>
auto slice(X const& x) {
    static_assert(Step > 0, "slice<dimension, start, stop, step>(x): step must be positive");
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) {
            return rules::has_dimension("slice(x)", static_shape_of<X>, Dimension, text);
        }>;
        static_assert(holds<why>, "slice<dimension, start, stop>(x): x must have that dimension");
        if constexpr (!why::ok) {
            return poison{};
        } else {
            constexpr int position = position_of(Dimension, static_shape_of<X>.rank());
            constexpr dim size = rules::slice_size(static_shape_of<X>[position], Start, Stop, Step);
            return tensor_of<element_of<X>, rules::with_size(static_shape_of<X>, position, size)>(
                x.any().slice(Dimension, Start, Stop, Step));
        }
    }
}

/// The same with numbers known at run time: that dimension becomes `dyn`. Throws `shape_error`.
template<dim Dimension, tensor_like X>
auto slice(X const& x, dim start, dim stop, dim step = 1) {
    constexpr int position = position_of(Dimension, static_shape_of<X>.rank());
    static_assert(position >= 0, "slice<dimension>(x, start, stop): x must have that dimension");
    return tensor_of<element_of<X>, rules::with_size(static_shape_of<X>, position, dyn)>(
        x.any().slice(Dimension, start, stop, step));
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/shaping.ipp>
#endif
