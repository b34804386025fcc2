// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/check.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {
template<class Element>
AnyTensor softmax_for(AnyTensor const& x, dim dimension);
}

/// exp(x) / sum(exp(x)) along one dimension, shifted by the maximum so that it does not overflow.
/// x: any shape  ->  the same shape. `dimension` counts from the back when negative. Throws `shape_error`.
EPONYM_ON_DEMAND inline AnyTensor softmax(AnyTensor const& x, dim dimension) {
    return detail::softmax_for<detail::any_element>(x, dimension);
}

/// The same with the dimension checked by the compiler: `softmax<-1>(x)`.
template<dim Dimension, class X>
    requires tensor_like<X> || poisoned<X>
auto softmax(X const& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) {
            return rules::computes("softmax(x)", dtype_of<element_of<X>>, text) &&
                   rules::has_dimension("softmax(x)", static_shape_of<X>, Dimension, text);
        }>;
        static_assert(holds<why>, "softmax<dimension>(x): x must have that dimension");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, static_shape_of<X>>(detail::softmax_for<element_of<X>>(x.any(), Dimension));
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/softmax.ipp>
#endif
