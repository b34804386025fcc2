// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/max_pool2d.hpp>
#include <eponym/nn/size_text.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

// torch prints the numbers as they were given: one, or a pair.
EPONYM_INLINE std::string max_pool2d_repr(max_pool2d_options const& options) {
    return "kernel_size=" + size_text(options.kernel) + ", stride=" + size_text(options.stride) +
           ", padding=" + size_text(options.padding) + ", dilation=" + size_text(options.dilation) +
           (options.ceil_mode ? ", ceil_mode=True" : ", ceil_mode=False");
}

}  // namespace eponym::inline EPONYM_ABI::nn::detail
