// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/conv1d.hpp>
#include <eponym/nn/size_text.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

// torch prints what differs from the default, except kernel and stride, which it always prints.
EPONYM_INLINE std::string conv1d_repr(dim in, dim out, dim kernel, conv1d_options const& options, bool bias) {
    std::string text = std::to_string(in) + ", " + std::to_string(out) + ", kernel_size=" + tuple_text(kernel) +
                       ", stride=" + tuple_text(options.stride);
    if (options.padding != 0) text += ", padding=" + tuple_text(options.padding);
    if (options.dilation != 1) text += ", dilation=" + tuple_text(options.dilation);
    if (options.groups != 1) text += ", groups=" + std::to_string(options.groups);
    if (!bias) text += ", bias=False";
    return text;
}

}  // namespace eponym::inline EPONYM_ABI::nn::detail
