// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/nn/layer.hpp>
#include <eponym/nn/options.hpp>
#include <eponym/nn/size_text.hpp>
#include <eponym/ops/adaptive_pool2d.hpp>

namespace eponym::inline EPONYM_ABI::nn {

/// The mean of each of `Output` windows that cover x evenly.
/// x: (B, C, H, W) or (C, H, W)  ->  (B, C, Output...) or (C, Output...)
/// `AdaptiveAvgPool2d<1>`, `AdaptiveAvgPool2d<output_size(5, 7)>`; a size may be `same_size`, that of x.
template<size2 Output>
struct AdaptiveAvgPool2d {
    auto operator()(auto const& x) const { return detail::observed(*this, adaptive_avg_pool2d<Output>(x)); }

    static constexpr std::string_view layer_name = "AdaptiveAvgPool2d";
    static std::string extra_repr() { return "output_size=" + detail::size_text(Output); }
};

}  // namespace eponym::inline EPONYM_ABI::nn
