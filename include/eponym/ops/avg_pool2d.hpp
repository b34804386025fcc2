// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/pool_rules.hpp>

namespace eponym::inline EPONYM_ABI {

/// A window's sum is divided by the number of its elements, the padding's zeros among them unless `count_include_pad`
/// is false, or by `divisor_override` where that is not 0. `ceil_mode` keeps a last window that begins inside x but
/// ends outside.
struct avg_pool2d_options {
    size2 kernel;
    size2 stride = kernel;
    size2 padding = 0;
    bool ceil_mode = false;
    bool count_include_pad = true;
    dim divisor_override = 0;

    constexpr bool operator==(avg_pool2d_options const&) const = default;
};

namespace rules {

constexpr window2d window_of(avg_pool2d_options const& options) {
    return {options.kernel, options.stride, options.padding, 1, options.ceil_mode};
}

constexpr bool avg_pool2d(operand const& x, avg_pool2d_options const& options, sentence* why) {
    return pool2d("avg_pool2d(x)", x, window_of(options), why);
}

constexpr Shape avg_pool2d_shape(Shape const& x, avg_pool2d_options const& options) {
    return pool2d_shape(x, window_of(options));
}

}  // namespace rules

namespace detail {
template<class Element>
AnyTensor avg_pool2d_for(AnyTensor const& x, avg_pool2d_options const& options);
}

/// The mean of each window. x: (B, C, H, W) or (C, H, W)  ->  (B, C, H', W') or (C, H', W').
/// Throws `shape_error`.
EPONYM_ON_DEMAND inline AnyTensor avg_pool2d(AnyTensor const& x, avg_pool2d_options const& options) {
    return detail::avg_pool2d_for<detail::any_element>(x, options);
}

/// The same with shapes checked by the compiler as far as it knows them.
template<avg_pool2d_options Options, tensor_argument X>
auto avg_pool2d(X const& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) { return rules::avg_pool2d(operand_of<X>, Options, text); }>;
        static_assert(holds<why>, "avg_pool2d(x): x must be (batch, channels, height, width), and the kernel must fit");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, rules::avg_pool2d_shape(static_shape_of<X>, Options)>(
                detail::avg_pool2d_for<element_of<X>>(x.any(), Options));
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/avg_pool2d.ipp>
#endif
