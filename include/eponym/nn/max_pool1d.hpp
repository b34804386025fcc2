// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/nn/layer.hpp>
#include <eponym/nn/options.hpp>
#include <eponym/ops/max_pool1d.hpp>

namespace eponym::inline EPONYM_ABI::nn {
namespace detail {
std::string max_pool1d_repr(max_pool1d_options const& options);
}

/// The largest element of each window. x: (B, C, L) or (C, L)  ->  (B, C, L') or (C, L')
/// Options: `stride` (by default the kernel), `padding`, `dilation`, `ceil_mode(true)`.
template<dim Kernel, auto... Options>
struct MaxPool1d {
    static_assert(detail::options_given<Options...>::template are_among<stride, padding, dilation, ceil_mode>,
                  "MaxPool1d<kernel, options...>: the options are stride, padding, dilation and ceil_mode");
    static_assert(detail::are_single<Options...>,
                  "MaxPool1d<kernel, options...>: stride, padding and dilation are one number each");
    static constexpr max_pool1d_options options{
        .kernel = Kernel,
        .stride = detail::option_or<stride, Options...>(Kernel).width,
        .padding = detail::option_or<padding, Options...>(0).width,
        .dilation = detail::option_or<dilation, Options...>(1).width,
        .ceil_mode = detail::option_or<ceil_mode, Options...>(false),
    };

    auto operator()(auto const& x) const { return detail::observed(*this, max_pool1d<options>(x)); }

    static constexpr std::string_view layer_name = "MaxPool1d";
    static std::string extra_repr() { return detail::max_pool1d_repr(options); }
};

}  // namespace eponym::inline EPONYM_ABI::nn

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/max_pool1d.ipp>
#endif
