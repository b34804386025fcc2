// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/max_pool1d.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

EPONYM_INLINE std::string max_pool1d_repr(max_pool1d_options const& options) {
    return "kernel_size=" + std::to_string(options.kernel) + ", stride=" + std::to_string(options.stride) +
           ", padding=" + std::to_string(options.padding) + ", dilation=" + std::to_string(options.dilation) +
           (options.ceil_mode ? ", ceil_mode=True" : ", ceil_mode=False");
}

}  // namespace eponym::inline EPONYM_ABI::nn::detail
