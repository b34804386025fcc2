// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/conv2d.hpp>
#include <eponym/nn/size_text.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

// torch prints what differs from the default, except kernel and stride, which it always prints.
EPONYM_INLINE std::string conv2d_repr(dim in, dim out, size2 kernel, conv2d_options const& options, bool bias) {
    std::string text = std::to_string(in) + ", " + std::to_string(out) + ", kernel_size=" + pair_text(kernel) +
                       ", stride=" + pair_text(options.stride);
    if (options.padding != size2(0)) text += ", padding=" + pair_text(options.padding);
    if (options.dilation != size2(1)) text += ", dilation=" + pair_text(options.dilation);
    if (options.groups != 1) text += ", groups=" + std::to_string(options.groups);
    if (!bias) text += ", bias=False";
    return text;
}

EPONYM_INLINE void decide_channels(sized_flag const& flag, AnyTensor const& weight, AnyTensor const* bias, dim channels,
                                   dim groups_given) {
    if (channels % groups_given != 0)
        throw shape_error("conv2d(x, weight, bias): the " + std::to_string(channels) +
                          " channels of x must be divisible by the " + std::to_string(groups_given) + " groups");
    decide_size(flag, weight, bias, channels / groups_given);
}

}  // namespace eponym::inline EPONYM_ABI::nn::detail
