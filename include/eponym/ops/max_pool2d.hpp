// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/check.hpp>
#include <eponym/ops/pool_rules.hpp>
#include <eponym/ops/size2.hpp>

namespace eponym::inline EPONYM_ABI {

/// Padding counts as minus infinity. `ceil_mode` keeps a last window that begins inside x but ends outside.
struct max_pool2d_options {
    size2 kernel;
    size2 stride = kernel;
    size2 padding = 0;
    size2 dilation = 1;
    bool ceil_mode = false;

    constexpr bool operator==(max_pool2d_options const&) const = default;
};

namespace rules {

constexpr bool max_pool2d(operand const& x, max_pool2d_options const& options, sentence* why) {
    return pool2d("max_pool2d(x)", x,
                  {options.kernel, options.stride, options.padding, options.dilation, options.ceil_mode}, why);
}

constexpr Shape max_pool2d_shape(Shape x, max_pool2d_options const& options) {
    return pool2d_shape(x, {options.kernel, options.stride, options.padding, options.dilation, options.ceil_mode});
}

}  // namespace rules

namespace detail {
template<class Element>
AnyTensor max_pool2d_for(AnyTensor const& x, max_pool2d_options const& options);
}

/// The largest element of each window; NaN where the window holds one.
/// x: (B, C, H, W) or (C, H, W)  ->  (B, C, H', W') or (C, H', W'). Throws `shape_error`.
EPONYM_ON_DEMAND inline AnyTensor max_pool2d(AnyTensor const& x, max_pool2d_options const& options) {
    return detail::max_pool2d_for<detail::any_element>(x, options);
}

/// The same with shapes checked by the compiler as far as it knows them.
template<max_pool2d_options Options, tensor_argument X>
auto max_pool2d(X const& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) { return rules::max_pool2d(operand_of<X>, Options, text); }>;
        static_assert(holds<why>, "max_pool2d(x): x must be (batch, channels, height, width), and the kernel must fit");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, rules::max_pool2d_shape(static_shape_of<X>, Options)>(
                detail::max_pool2d_for<element_of<X>>(x.any(), Options));
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/max_pool2d.ipp>
#endif
