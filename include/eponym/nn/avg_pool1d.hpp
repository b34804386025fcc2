// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/nn/layer.hpp>
#include <eponym/nn/options.hpp>
#include <eponym/ops/avg_pool1d.hpp>

namespace eponym::inline EPONYM_ABI::nn {
namespace detail {
std::string avg_pool1d_repr(avg_pool1d_options const& options);
}

/// The mean of each window. x: (B, C, L) or (C, L)  ->  (B, C, L') or (C, L')
/// Options: `stride` (by default the kernel), `padding`, `ceil_mode(true)`, `count_include_pad(false)`.
template<dim Kernel, auto... Options>
struct AvgPool1d {
    static_assert(detail::options_given<Options...>::template are_among<stride, padding, ceil_mode, count_include_pad>,
                  "AvgPool1d<kernel, options...>: the options are stride, padding, ceil_mode and count_include_pad");
    static_assert(detail::are_single<Options...>,
                  "AvgPool1d<kernel, options...>: stride and padding are one number each");
    static constexpr avg_pool1d_options options{
        .kernel = Kernel,
        .stride = detail::option_or<stride, Options...>(Kernel).width,
        .padding = detail::option_or<padding, Options...>(0).width,
        .ceil_mode = detail::option_or<ceil_mode, Options...>(false),
        .count_include_pad = detail::option_or<count_include_pad, Options...>(true),
    };

    auto operator()(auto const& x) const { return detail::observed(*this, avg_pool1d<options>(x)); }

    static constexpr std::string_view layer_name = "AvgPool1d";
    static std::string extra_repr() { return detail::avg_pool1d_repr(options); }
};

}  // namespace eponym::inline EPONYM_ABI::nn

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/avg_pool1d.ipp>
#endif
