// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/pool_rules.hpp>

namespace eponym::inline EPONYM_ABI {

/// Padding counts as minus infinity. `ceil_mode` keeps a last window that begins inside x but ends outside.
struct max_pool1d_options {
    dim kernel = 1;
    dim stride = kernel;
    dim padding = 0;
    dim dilation = 1;
    bool ceil_mode = false;

    constexpr bool operator==(max_pool1d_options const&) const = default;
};

namespace rules {

constexpr window2d window_of(max_pool1d_options const& options) {
    return {{1, options.kernel}, {1, options.stride}, {0, options.padding}, {1, options.dilation}, options.ceil_mode};
}

constexpr bool max_pool1d(operand const& x, max_pool1d_options const& options, sentence* why) {
    return pool1d("max_pool1d(x)", x, window_of(options), why);
}

constexpr Shape max_pool1d_shape(Shape const& x, max_pool1d_options const& options) {
    return pool1d_shape(x, window_of(options));
}

}  // namespace rules

namespace detail {
template<class Element>
AnyTensor max_pool1d_for(AnyTensor const& x, max_pool1d_options const& options);
}

/// The largest element of each window; NaN where the window holds one.
/// x: (B, C, L) or (C, L)  ->  (B, C, L') or (C, L'). Throws `shape_error`.
EPONYM_ON_DEMAND inline AnyTensor max_pool1d(AnyTensor const& x, max_pool1d_options const& options) {
    return detail::max_pool1d_for<detail::any_element>(x, options);
}

/// The same with shapes checked by the compiler as far as it knows them.
template<max_pool1d_options Options, tensor_argument X>
auto max_pool1d(X const& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) { return rules::max_pool1d(operand_of<X>, Options, text); }>;
        static_assert(holds<why>, "max_pool1d(x): x must be (batch, channels, length), and the kernel must fit");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, rules::max_pool1d_shape(static_shape_of<X>, Options)>(
                detail::max_pool1d_for<element_of<X>>(x.any(), Options));
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/max_pool1d.ipp>
#endif
