// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/nn/layer.hpp>
#include <eponym/nn/options.hpp>
#include <eponym/ops/avg_pool2d.hpp>

namespace eponym::inline EPONYM_ABI::nn {
namespace detail {
std::string avg_pool2d_repr(avg_pool2d_options const& options);
}

/// The mean of each window. x: (B, C, H, W) or (C, H, W)  ->  (B, C, H', W') or (C, H', W')
/// Options: `stride` (by default the kernel), `padding`, `ceil_mode(true)`, `count_include_pad(false)`,
/// `divisor_override(n)`.
template<size2 Kernel, auto... Options>
struct AvgPool2d {
    static_assert(detail::options_given<Options...>::template are_among<stride, padding, ceil_mode, count_include_pad,
                                                                        divisor_override>,
                  "AvgPool2d<kernel, options...>: the options are stride, padding, ceil_mode, count_include_pad and "
                  "divisor_override");
    static_assert(detail::option_or<divisor_override, Options...>(1) != 0,
                  "AvgPool2d<kernel, divisor_override(n)>: n must not be 0");
    static constexpr avg_pool2d_options options{
        .kernel = Kernel,
        .stride = detail::option_or<stride, Options...>(Kernel),
        .padding = detail::option_or<padding, Options...>(0),
        .ceil_mode = detail::option_or<ceil_mode, Options...>(false),
        .count_include_pad = detail::option_or<count_include_pad, Options...>(true),
        .divisor_override = detail::option_or<divisor_override, Options...>(0),
    };

    auto operator()(auto const& x) const { return detail::observed(*this, avg_pool2d<options>(x)); }

    static constexpr std::string_view layer_name = "AvgPool2d";
    static std::string extra_repr() { return detail::avg_pool2d_repr(options); }
};

}  // namespace eponym::inline EPONYM_ABI::nn

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/avg_pool2d.ipp>
#endif
