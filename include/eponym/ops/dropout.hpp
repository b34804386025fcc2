// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/check.hpp>

namespace eponym::inline EPONYM_ABI {

/// While `training`, sets each element to zero with the given probability and scales the others by 1 / (1 - p), drawing
/// from the default generator as PyTorch does; otherwise x itself. Throws `error` unless 0 <= p <= 1.
AnyTensor dropout(AnyTensor const& x, double probability, bool training);

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

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/dropout.ipp>
#endif
