// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/nn/layer.hpp>
#include <eponym/nn/options.hpp>
#include <eponym/ops/max_pool2d.hpp>

namespace eponym::inline EPONYM_ABI::nn {
namespace detail {
std::string max_pool2d_repr(max_pool2d_options const& options);
}

/// The largest element of each window. x: (B, C, H, W) or (C, H, W)  ->  (B, C, H', W') or (C, H', W')
/// Options: `stride` (by default the kernel), `padding`, `dilation`, `ceil_mode(true)`.
template<size2 Kernel, auto... Options>
struct MaxPool2d {
    static_assert(detail::options_given<Options...>::template are_among<stride, padding, dilation, ceil_mode>,
                  "MaxPool2d<kernel, options...>: the options are stride, padding, dilation and ceil_mode");
    static constexpr max_pool2d_options options{
        .kernel = Kernel,
        .stride = detail::option_or<stride, Options...>(Kernel),
        .padding = detail::option_or<padding, Options...>(0),
        .dilation = detail::option_or<dilation, Options...>(1),
        .ceil_mode = detail::option_or<ceil_mode, Options...>(false),
    };

    auto operator()(auto const& x) const { return detail::observed(*this, max_pool2d<options>(x)); }

    static constexpr std::string_view layer_name = "MaxPool2d";
    static std::string extra_repr() { return detail::max_pool2d_repr(options); }
};

}  // namespace eponym::inline EPONYM_ABI::nn

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/max_pool2d.ipp>
#endif
