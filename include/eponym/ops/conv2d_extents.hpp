// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/conv2d.hpp>
#include <eponym/ops/conv2d_options.hpp>
#include <eponym/tensor/any_tensor.hpp>

namespace eponym::inline EPONYM_ABI {
namespace detail {

inline kernels::conv2d_extents conv2d_extents_of(AnyTensor const& x, AnyTensor const& weight,
                                                 conv2d_options const& options) {
    int const rank = x.rank();
    return {
        .batch = rank == 4 ? x.shape()[0] : 1,
        .in_channels = x.shape()[rank - 3],
        .in_size = {x.shape()[rank - 2], x.shape()[rank - 1]},
        .out_channels = weight.shape()[0],
        .kernel = {weight.shape()[2], weight.shape()[3]},
        .stride = {options.stride.height, options.stride.width},
        .padding = {options.padding.height, options.padding.width},
        .dilation = {options.dilation.height, options.dilation.width},
        .groups = options.groups,
    };
}

}  // namespace detail

}  // namespace eponym::inline EPONYM_ABI
