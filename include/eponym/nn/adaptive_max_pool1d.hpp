// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/nn/layer.hpp>
#include <eponym/nn/options.hpp>
#include <eponym/nn/size_text.hpp>
#include <eponym/ops/adaptive_pool1d.hpp>

namespace eponym::inline EPONYM_ABI::nn {

/// The largest element of each of `Output` windows that cover x evenly.
/// x: (B, C, L) or (C, L)  ->  (B, C, Output) or (C, Output)
/// Output may be `same_size`.
template<dim Output>
struct AdaptiveMaxPool1d {
    auto operator()(auto const& x) const { return detail::observed(*this, adaptive_max_pool1d<Output>(x)); }

    static constexpr std::string_view layer_name = "AdaptiveMaxPool1d";
    static std::string extra_repr() { return "output_size=" + detail::size_text(Output); }
};

}  // namespace eponym::inline EPONYM_ABI::nn
