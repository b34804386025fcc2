// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/batch_norm.hpp>
#include <eponym/nn/number_text.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

EPONYM_INLINE std::string batch_norm_repr(dim channels, batch_norm_layer_options const& options) {
    auto const yes_or_no = [](bool yes) { return yes ? "True" : "False"; };
    return std::to_string(channels) + ", eps=" + number_text(options.eps) +
           ", momentum=" + (options.momentum < 0 ? "None" : number_text(options.momentum)) +
           ", affine=" + yes_or_no(options.weight) + ", bias=" + yes_or_no(options.bias) +
           ", track_running_stats=" + yes_or_no(options.tracked);
}

EPONYM_INLINE double next_momentum(AnyTensor const& num_batches_tracked, double momentum) {
    return momentum < 0 ? 1.0 / double(*num_batches_tracked.data<std::int64_t>() + 1) : momentum;
}

EPONYM_INLINE void count_batch(AnyTensor const& num_batches_tracked) {
    ++*num_batches_tracked.mutable_data<std::int64_t>();
}

}  // namespace eponym::inline EPONYM_ABI::nn::detail
