// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/avg_pool1d.hpp>
#include <eponym/nn/size_text.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

EPONYM_INLINE std::string avg_pool1d_repr(avg_pool1d_options const& options) {
    return "kernel_size=" + tuple_text(options.kernel) + ", stride=" + tuple_text(options.stride) +
           ", padding=" + tuple_text(options.padding);
}

}  // namespace eponym::inline EPONYM_ABI::nn::detail
