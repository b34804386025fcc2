// SPDX-License-Identifier: BSL-1.0
// Dimensions of size 1 taken away and added: views.
#pragma once

#include <eponym/ops/check.hpp>

namespace eponym::inline EPONYM_ABI {
namespace rules {

constexpr Shape squeezed_shape(Shape const& x, int position) {
    Shape shape;
    for (int i = 0; i < x.rank(); ++i)
        if (i != position) shape.push_back(x[i]);
    return shape;
}

constexpr bool squeeze(Shape const& x, dim dimension, sentence* why) {
    int const position = position_of(dimension, x.rank());
    if (position < 0) return has_dimension("squeeze(x)", x, dimension, why);
    if (agree(x[position], 1)) return true;
    if (why != nullptr) *why + "squeeze(x): dimension " + std::int64_t(position) + " of x " + x + " must have size 1";
    return false;
}

constexpr Shape unsqueezed_shape(Shape const& x, dim dimension) {
    int const position = position_of(dimension, x.rank() + 1);
    Shape shape;
    for (int i = 0; i <= x.rank(); ++i) {
        if (i == position) shape.push_back(1);
        if (i < x.rank()) shape.push_back(x[i]);
    }
    return shape;
}

constexpr bool unsqueeze(Shape const& x, dim dimension, sentence* why) {
    if (position_of(dimension, x.rank() + 1) >= 0) return true;
    if (why != nullptr)
        *why + "unsqueeze(x): the new dimension must be from -" + std::int64_t(x.rank() + 1) + " to " +
            std::int64_t(x.rank()) + " for x " + x;
    return false;
}

}  // namespace rules

/// Without that dimension if its size is 1, else x itself; as PyTorch's squeeze. Throws `shape_error`.
EPONYM_ON_DEMAND AnyTensor squeeze(AnyTensor const& x, dim dimension);

/// Without all dimensions of size 1.
EPONYM_ON_DEMAND AnyTensor squeeze(AnyTensor const& x);

/// With another dimension of size 1 at that place. Throws `shape_error`.
EPONYM_ON_DEMAND AnyTensor unsqueeze(AnyTensor const& x, dim dimension);

namespace detail {
// Throws shape_error where that dimension's size is not 1.
EPONYM_ON_DEMAND AnyTensor squeeze_one(AnyTensor const& x, dim dimension);
}  // namespace detail

/// Without a dimension of size 1: `squeeze<1>(x)`. The compiler needs to know what is left, so another size is an
/// error.  x: (B, 1, N)  ->  (B, N)
template<dim Dimension, class X>
    requires tensor_like<X> || poisoned<X>
auto squeeze(X const& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) { return rules::squeeze(static_shape_of<X>, Dimension, text); }>;
        static_assert(holds<why>, "squeeze<dimension>(x): that dimension must have size 1");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, rules::squeezed_shape(static_shape_of<X>,
                                                                  position_of(Dimension, static_shape_of<X>.rank()))>(
                detail::squeeze_one(x.any(), Dimension));
    }
}

/// With another dimension of size 1: `unsqueeze<0>(x)`, `unsqueeze<-1>(x)`.  x: (B, N)  ->  (B, 1, N) for 1
template<dim Dimension, class X>
    requires tensor_like<X> || poisoned<X>
auto unsqueeze(X const& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) { return rules::unsqueeze(static_shape_of<X>, Dimension, text); }>;
        static_assert(holds<why>, "unsqueeze<dimension>(x): the new dimension must be in range");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, rules::unsqueezed_shape(static_shape_of<X>, Dimension)>(
                unsqueeze(x.any(), Dimension));
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/squeeze.ipp>
#endif
