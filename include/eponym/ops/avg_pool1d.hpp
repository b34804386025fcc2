// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/pool_rules.hpp>

namespace eponym::inline EPONYM_ABI {

/// A window's sum is divided by the number of its elements, the padding's zeros among them unless `count_include_pad`
/// is false. `ceil_mode` keeps a last window that begins inside x but ends outside.
struct avg_pool1d_options {
    dim kernel = 1;
    dim stride = kernel;
    dim padding = 0;
    bool ceil_mode = false;
    bool count_include_pad = true;

    constexpr bool operator==(avg_pool1d_options const&) const = default;
};

namespace rules {

constexpr window2d window_of(avg_pool1d_options const& options) {
    return {{1, options.kernel}, {1, options.stride}, {0, options.padding}, 1, options.ceil_mode};
}

constexpr bool avg_pool1d(operand const& x, avg_pool1d_options const& options, sentence* why) {
    return pool1d("avg_pool1d(x)", x, window_of(options), why);
}

constexpr Shape avg_pool1d_shape(Shape const& x, avg_pool1d_options const& options) {
    return pool1d_shape(x, window_of(options));
}

}  // namespace rules

namespace detail {
template<class Element>
AnyTensor avg_pool1d_for(AnyTensor const& x, avg_pool1d_options const& options);
}

/// The mean of each window. x: (B, C, L) or (C, L)  ->  (B, C, L') or (C, L').
/// Throws `shape_error`.
EPONYM_ON_DEMAND inline AnyTensor avg_pool1d(AnyTensor const& x, avg_pool1d_options const& options) {
    return detail::avg_pool1d_for<detail::any_element>(x, options);
}

/// The same with shapes checked by the compiler as far as it knows them.
template<avg_pool1d_options Options, tensor_argument X>
auto avg_pool1d(X const& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) { return rules::avg_pool1d(operand_of<X>, Options, text); }>;
        static_assert(holds<why>, "avg_pool1d(x): x must be (batch, channels, length), and the kernel must fit");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, rules::avg_pool1d_shape(static_shape_of<X>, Options)>(
                detail::avg_pool1d_for<element_of<X>>(x.any(), Options));
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/avg_pool1d.ipp>
#endif
