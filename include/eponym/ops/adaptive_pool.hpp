// SPDX-License-Identifier: BSL-1.0
// What the adaptive pooling operations have in common: the output's size is given, and the windows follow from it.
#pragma once

#include <eponym/ops/pool_rules.hpp>

namespace eponym::inline EPONYM_ABI {
namespace rules {

/// `axes` is 1 or 2; with 1 the height of `output` does not count.
constexpr bool adaptive_pool(std::string_view operation, operand const& x, size2 output, int axes, sentence* why) {
    if (!is_image_or_signal(operation, x, axes, why)) return false;
    dim const sizes[] = {output.width, output.height};
    for (int i = 0; i < axes; ++i) {
        if (sizes[i] < 0 && sizes[i] != same_size) {
            if (why != nullptr)
                *why + operation + ": an output size must be at least 0 or same_size, and one is " + sizes[i];
            return false;
        }
        if (x.shape[x.shape.rank() - 1 - i] == 0) {
            if (why != nullptr)
                *why + operation + ": x " + x.shape + " must have elements in each " + (axes == 1 ? "signal" : "plane");
            return false;
        }
    }
    return true;
}

constexpr Shape adaptive_pool_shape(Shape x, size2 output, int axes) {
    if (output.width != same_size) x[x.rank() - 1] = output.width;
    if (axes == 2 && output.height != same_size) x[x.rank() - 2] = output.height;
    return x;
}

}  // namespace rules

namespace detail {

enum class adaptive_pooling { avg1d, avg2d, max1d, max2d };

constexpr int axes_of(adaptive_pooling which) {
    return which == adaptive_pooling::avg1d || which == adaptive_pooling::max1d ? 1 : 2;
}

constexpr std::string_view name_of(adaptive_pooling which) {
    constexpr std::string_view names[] = {"adaptive_avg_pool1d(x)", "adaptive_avg_pool2d(x)", "adaptive_max_pool1d(x)",
                                          "adaptive_max_pool2d(x)"};
    return names[int(which)];
}

template<class Element>
AnyTensor adaptive_pool_for(AnyTensor const& x, size2 output, adaptive_pooling which);

template<adaptive_pooling Which, size2 Output, class X>
auto adaptive_pool_checked(X const& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) {
            return rules::adaptive_pool(name_of(Which), operand_of<X>, Output, axes_of(Which), text);
        }>;
        static_assert(holds<why>, "adaptive pooling: x must be (batch, channels, ...) with elements in each channel");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, rules::adaptive_pool_shape(static_shape_of<X>, Output, axes_of(Which))>(
                adaptive_pool_for<element_of<X>>(x.any(), Output, Which));
    }
}

}  // namespace detail
}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/adaptive_pool.ipp>
#endif
