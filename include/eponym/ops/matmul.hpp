// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/broadcast.hpp>
#include <eponym/ops/check.hpp>

namespace eponym::inline EPONYM_ABI {
namespace rules {

constexpr Shape leading(Shape shape, int kept) {
    shape.resize(kept);
    return shape;
}

constexpr bool matmul(operand const& a, operand const& b, sentence* why) {
    if (!same_type("matmul(a, b)", a, b, why)) return false;
    if (a.shape.rank() == 0 || b.shape.rank() == 0) {
        if (why != nullptr)
            *why + "matmul(a, b): both need at least one dimension; a is " + a.shape + ", b is " + b.shape;
        return false;
    }
    dim const columns = a.shape.back();
    dim const rows = b.shape.rank() == 1 ? b.shape[0] : b.shape[b.shape.rank() - 2];
    if (!agree(columns, rows)) {
        if (why != nullptr)
            *why + "matmul(a, b): columns of a must equal rows of b; a " + a.shape + " has " + columns + ", b " +
                b.shape + " has " + rows;
        return false;
    }
    if (a.shape.rank() > 2 && b.shape.rank() > 2) {
        Shape const batch_a = leading(a.shape, a.shape.rank() - 2);
        Shape const batch_b = leading(b.shape, b.shape.rank() - 2);
        if (!broadcasts(batch_a, batch_b)) {
            if (why != nullptr)
                *why + "matmul(a, b): the batch dimensions of a " + a.shape + " and b " + b.shape + " do not broadcast";
            return false;
        }
    }
    return true;
}

constexpr Shape matmul_shape(Shape const& a, Shape const& b) {
    Shape const batch_a = leading(a, a.rank() > 2 ? a.rank() - 2 : 0);
    Shape const batch_b = leading(b, b.rank() > 2 ? b.rank() - 2 : 0);
    Shape shape = broadcast_shape(batch_a, batch_b);
    if (a.rank() > 1) shape.push_back(a[a.rank() - 2]);
    if (b.rank() > 1) shape.push_back(b.back());
    return shape;
}

}  // namespace rules

namespace detail {
template<class Element>
AnyTensor matmul_for(AnyTensor const& a, AnyTensor const& b);
}

/// The matrix product, as PyTorch's: one-dimensional operands are a row on the left and a column on the right, and
/// dimensions before the last two are a batch that broadcasts.
/// a: (..., M, K)  b: (..., K, N)  ->  (..., M, N). Throws `shape_error`.
EPONYM_ON_DEMAND inline AnyTensor matmul(AnyTensor const& a, AnyTensor const& b) {
    return detail::matmul_for<detail::any_element>(a, b);
}

/// a: (..., M, K)  b: (..., K, N)  ->  (..., M, N)
template<class A, class B>
    requires(tensor_like<A> || poisoned<A>) && (tensor_like<B> || poisoned<B>)
auto matmul(A const& a, B const& b) {
    if constexpr (poisoned<A> || poisoned<B>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) { return rules::matmul(operand_of<A>, operand_of<B>, text); }>;
        static_assert(holds<why>, "matmul(a, b): columns of a must equal rows of b");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<A>, rules::matmul_shape(static_shape_of<A>, static_shape_of<B>)>(
                detail::matmul_for<element_of<A>>(a.any(), b.any()));
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/matmul.ipp>
#endif
