// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/check.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {
template<class Element>
AnyTensor relu_for(AnyTensor const& x);
template<class Element>
AnyTensor relu_for(AnyTensor&& x);
}  // namespace detail

/// max(x, 0), element by element; NaN stays NaN. A tensor that nobody else holds gives its memory to the result.
inline AnyTensor relu(AnyTensor const& x) { return detail::relu_for<detail::any_element>(x); }
inline AnyTensor relu(AnyTensor&& x) { return detail::relu_for<detail::any_element>(std::move(x)); }

/// x: any shape  ->  the same shape
template<class X>
    requires tensor_like<X> || poisoned<X>
auto relu(X&& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) { return rules::computes("relu(x)", dtype_of<element_of<X>>, text); }>;
        static_assert(holds<why>, "relu(x): computes in float and double");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, static_shape_of<X>>(
                detail::relu_for<element_of<X>>(std::forward<X>(x).any()));
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/relu.ipp>
#endif
