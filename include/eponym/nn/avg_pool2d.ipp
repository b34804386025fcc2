// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/avg_pool2d.hpp>
#include <eponym/nn/size_text.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

EPONYM_INLINE std::string avg_pool2d_repr(avg_pool2d_options const& options) {
    return "kernel_size=" + size_text(options.kernel) + ", stride=" + size_text(options.stride) +
           ", padding=" + size_text(options.padding);
}

}  // namespace eponym::inline EPONYM_ABI::nn::detail
