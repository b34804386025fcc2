// SPDX-License-Identifier: BSL-1.0
// What the rules of the pooling operations have in common.
#pragma once

#include <eponym/ops/check.hpp>
#include <eponym/ops/size2.hpp>

namespace eponym::inline EPONYM_ABI {
namespace rules {

/// A window that slides over the last two dimensions.
struct window2d {
    size2 kernel;
    size2 stride;
    size2 padding;
    size2 dilation = 1;
    bool ceil_mode = false;
};

constexpr dim pool_positions(dim input, dim kernel, dim stride, dim padding, dim dilation, bool ceil_mode) {
    if (input == dyn) return dyn;
    dim const span = dilation * (kernel - 1) + 1;
    dim const room = input + 2 * padding - span + (ceil_mode ? stride - 1 : 0);
    if (room < 0) return 0;
    dim const positions = room / stride + 1;
    // The last window must begin inside x or the padding before it.
    return ceil_mode && (positions - 1) * stride >= input + padding ? positions - 1 : positions;
}

constexpr Shape pool1d_shape(Shape x, window2d const& w) {
    dim& length = x[x.rank() - 1];
    length = pool_positions(length, w.kernel.width, w.stride.width, w.padding.width, w.dilation.width, w.ceil_mode);
    return x;
}

constexpr Shape pool2d_shape(Shape x, window2d const& w) {
    dim& height = x[x.rank() - 2];
    height = pool_positions(height, w.kernel.height, w.stride.height, w.padding.height, w.dilation.height, w.ceil_mode);
    return pool1d_shape(x, w);
}

/// Whether x is (batch, channels, ...) or without batch, with `axes` dimensions behind the channels.
constexpr bool is_image_or_signal(std::string_view operation, operand const& x, int axes, sentence* why) {
    if (!computes(operation, x.type, why)) return false;
    if (x.shape.rank() == axes + 1 || x.shape.rank() == axes + 2) return true;
    if (why != nullptr)
        *why + operation + ": x " + x.shape + " must be (batch, channels, " + (axes == 1 ? "length" : "height, width") +
            ") or without batch";
    return false;
}

constexpr bool is_window(std::string_view operation, window2d const& w, sentence* why) {
    if (w.kernel.smaller() >= 1 && w.stride.smaller() >= 1 && w.dilation.smaller() >= 1 && w.padding.smaller() >= 0 &&
        2 * w.padding.height <= w.kernel.height && 2 * w.padding.width <= w.kernel.width)
        return true;
    if (why != nullptr)
        *why + operation +
            ": kernel, stride and dilation must be at least 1, padding at least 0 and at most half the kernel";
    return false;
}

constexpr bool pool2d(std::string_view operation, operand const& x, window2d const& window, sentence* why) {
    if (!is_image_or_signal(operation, x, 2, why) || !is_window(operation, window, why)) return false;
    Shape const shape = pool2d_shape(x.shape, window);
    if (shape[shape.rank() - 2] != 0 && shape.back() != 0) return true;
    if (why != nullptr)
        *why + operation + ": the kernel (" + window.kernel.height + ", " + window.kernel.width +
            ") does not fit into x " + x.shape;
    return false;
}

/// The same over the last dimension; the heights of the window are 1 and its padding's is 0.
constexpr bool pool1d(std::string_view operation, operand const& x, window2d const& window, sentence* why) {
    if (!is_image_or_signal(operation, x, 1, why) || !is_window(operation, window, why)) return false;
    if (pool1d_shape(x.shape, window).back() != 0) return true;
    if (why != nullptr) *why + operation + ": the kernel " + window.kernel.width + " does not fit into x " + x.shape;
    return false;
}

}  // namespace rules
}  // namespace eponym::inline EPONYM_ABI
