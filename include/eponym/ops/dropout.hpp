// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/check.hpp>

namespace eponym::inline EPONYM_ABI {
namespace rules {

/// Whole channels are dropped from `rank` dimensions, or from one fewer.
constexpr bool channel_dropout(std::string_view operation, operand const& x, int rank, sentence* why) {
    if (!computes(operation, x.type, why)) return false;
    if (x.shape.rank() == rank || x.shape.rank() == rank - 1) return true;
    if (why != nullptr)
        *why + operation + ": x must have " + std::int64_t(rank - 1) + " or " + std::int64_t(rank) +
            " dimensions, and has shape " + x.shape;
    return false;
}

}  // namespace rules

/// While `training`, sets each element to zero with the given probability and scales the others by 1 / (1 - p), drawing
/// from the default generator as PyTorch does; otherwise x itself. Throws `error` unless 0 <= p <= 1.
EPONYM_ON_DEMAND AnyTensor dropout(AnyTensor const& x, double probability, bool training);

/// x: any shape  ->  the same shape
template<class X>
    requires tensor_like<X> || poisoned<X>
auto dropout(X const& x, double probability, bool training) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why =
            verdict<[](sentence* text) { return rules::computes("dropout(x)", dtype_of<element_of<X>>, text); }>;
        static_assert(holds<why>, "dropout(x): computes in float and double");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, static_shape_of<X>>(dropout(x.any(), probability, training));
    }
}

/// The same for whole channels: each is kept or dropped as one. Draws as PyTorch does.
/// x: (N, C, L) or (C, L)  ->  the same shape
EPONYM_ON_DEMAND AnyTensor dropout1d(AnyTensor const& x, double probability, bool training);

/// x: (N, C, H, W), or three dimensions, which count as (N, C, L) as in PyTorch  ->  the same shape
EPONYM_ON_DEMAND AnyTensor dropout2d(AnyTensor const& x, double probability, bool training);

template<class X>
    requires tensor_like<X> || poisoned<X>
auto dropout1d(X const& x, double probability, bool training) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why =
            verdict<[](sentence* text) { return rules::channel_dropout("dropout1d(x)", operand_of<X>, 3, text); }>;
        static_assert(holds<why>, "dropout1d(x): x is (N, C, L) or (C, L)");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, static_shape_of<X>>(dropout1d(x.any(), probability, training));
    }
}

template<class X>
    requires tensor_like<X> || poisoned<X>
auto dropout2d(X const& x, double probability, bool training) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why =
            verdict<[](sentence* text) { return rules::channel_dropout("dropout2d(x)", operand_of<X>, 4, text); }>;
        static_assert(holds<why>, "dropout2d(x): x is (N, C, H, W) or (N, C, L)");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, static_shape_of<X>>(dropout2d(x.any(), probability, training));
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/dropout.ipp>
#endif
