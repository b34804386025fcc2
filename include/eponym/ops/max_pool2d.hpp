// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/check.hpp>
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

constexpr dim pool_positions(dim input, dim kernel, dim stride, dim padding, dim dilation, bool ceil_mode) {
    if (input == dyn) return dyn;
    dim const span = dilation * (kernel - 1) + 1;
    dim const room = input + 2 * padding - span + (ceil_mode ? stride - 1 : 0);
    if (room < 0) return 0;
    dim const positions = room / stride + 1;
    // The last window must begin inside x or the padding before it.
    return ceil_mode && (positions - 1) * stride >= input + padding ? positions - 1 : positions;
}

constexpr bool max_pool2d(operand const& x, max_pool2d_options const& options, sentence* why) {
    std::string_view const operation = "max_pool2d(x)";
    if (!computes(operation, x.type, why)) return false;
    int const rank = x.shape.rank();
    if (rank != 4 && rank != 3) {
        if (why != nullptr)
            *why + operation + ": x " + x.shape + " must be (batch, channels, height, width) or without batch";
        return false;
    }
    if (options.kernel.smaller() < 1 || options.stride.smaller() < 1 || options.dilation.smaller() < 1 ||
        options.padding.smaller() < 0 || 2 * options.padding.height > options.kernel.height ||
        2 * options.padding.width > options.kernel.width) {
        if (why != nullptr)
            *why + operation +
                ": kernel, stride and dilation must be at least 1, padding at least 0 and at most half the kernel";
        return false;
    }
    if (pool_positions(x.shape[rank - 2], options.kernel.height, options.stride.height, options.padding.height,
                       options.dilation.height, options.ceil_mode) == 0 ||
        pool_positions(x.shape[rank - 1], options.kernel.width, options.stride.width, options.padding.width,
                       options.dilation.width, options.ceil_mode) == 0) {
        if (why != nullptr)
            *why + operation + ": the kernel (" + options.kernel.height + ", " + options.kernel.width +
                ") does not fit into x " + x.shape;
        return false;
    }
    return true;
}

constexpr Shape max_pool2d_shape(Shape x, max_pool2d_options const& options) {
    int const rank = x.rank();
    x[rank - 2] = pool_positions(x[rank - 2], options.kernel.height, options.stride.height, options.padding.height,
                                 options.dilation.height, options.ceil_mode);
    x[rank - 1] = pool_positions(x[rank - 1], options.kernel.width, options.stride.width, options.padding.width,
                                 options.dilation.width, options.ceil_mode);
    return x;
}

}  // namespace rules

namespace detail {
template<class Element>
AnyTensor max_pool2d_for(AnyTensor const& x, max_pool2d_options const& options);
}

/// The largest element of each window; NaN where the window holds one.
/// x: (B, C, H, W) or (C, H, W)  ->  (B, C, H', W') or (C, H', W'). Throws `shape_error`.
inline AnyTensor max_pool2d(AnyTensor const& x, max_pool2d_options const& options) {
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
