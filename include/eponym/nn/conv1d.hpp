// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/nn/initialization.hpp>
#include <eponym/nn/layer.hpp>
#include <eponym/nn/optional_member.hpp>
#include <eponym/nn/options.hpp>
#include <eponym/ops/conv1d.hpp>

namespace eponym::inline EPONYM_ABI::nn {
namespace detail {

std::string conv1d_repr(dim in, dim out, dim kernel, conv1d_options const& options, bool bias);

// Fewer than one group is a mistake that the layer reports.
constexpr dim conv1d_fan_in(dim in, dim kernel, dim groups) { return (groups >= 1 ? in / groups : in) * kernel; }

template<dim In, dim Out, dim Kernel, dim Groups>
struct conv1d_weight {
    Parameter<Out, conv1d_fan_in(In, 1, Groups), Kernel> weight = weight_uniform{conv1d_fan_in(In, Kernel, Groups)};
    using listed = eponym::members<&conv1d_weight::weight>;
};

template<bool Present, dim In, dim Out, dim Kernel, dim Groups>
struct conv1d_bias {
    Parameter<Out> bias = bias_uniform{conv1d_fan_in(In, Kernel, Groups)};
    using listed = eponym::members<&conv1d_bias::bias>;
};
template<dim In, dim Out, dim Kernel, dim Groups>
struct conv1d_bias<false, In, Out, Kernel, Groups> {
    using listed = eponym::members<>;
};

}  // namespace detail

/// A one-dimensional convolution. weight: (Out, In / groups, Kernel)  bias: (Out)
/// x: (B, In, L) or (In, L)  ->  (B, Out, L') or (Out, L'), L' = (L + 2 padding - dilation (Kernel - 1) - 1) / stride
/// + 1. Options: `stride`, `padding`, `dilation`, `groups(n)`, `bias(false)`. Weight and bias are drawn uniformly from
/// +-1 / sqrt(In / groups Kernel).
template<dim In, dim Out, dim Kernel, auto... Options>
struct Conv1d : detail::conv1d_weight<In, Out, Kernel, detail::option_or<groups, Options...>(1)>,
                detail::conv1d_bias<detail::option_or<nn::bias, Options...>(true), In, Out, Kernel,
                                    detail::option_or<groups, Options...>(1)> {
    static_assert(detail::options_given<Options...>::template are_among<stride, padding, dilation, groups, nn::bias>,
                  "Conv1d<in, out, kernel, options...>: the options are stride, padding, dilation, groups and bias");
    static_assert(detail::are_single<Options...>,
                  "Conv1d<in, out, kernel, options...>: stride, padding and dilation are one number each");
    static constexpr conv1d_options options{
        .stride = detail::option_or<stride, Options...>(1).width,
        .padding = detail::option_or<padding, Options...>(0).width,
        .dilation = detail::option_or<dilation, Options...>(1).width,
        .groups = detail::option_or<groups, Options...>(1),
    };
    static_assert(options.groups >= 1 && In % options.groups == 0 && Out % options.groups == 0,
                  "Conv1d<in, out, kernel, groups(n)>: in and out must be divisible by the groups");
    static constexpr bool has_bias = detail::option_or<nn::bias, Options...>(true);
    static constexpr dim fan_in = detail::conv1d_fan_in(In, Kernel, options.groups);

    auto operator()(auto const& x) const { return forward<activation::none>(x); }

    /// The layer and the activation behind it in one pass.
    template<activation Then>
    auto forward(auto const& x) const {  // (B, In, L)
        return detail::observed(*this, conv1d<options, Then>(x, this->weight, detail::bias_or_null(*this)));
    }

    using members =
        detail::joined_members<typename detail::conv1d_weight<In, Out, Kernel, options.groups>::listed,
                               typename detail::conv1d_bias<has_bias, In, Out, Kernel, options.groups>::listed>;

    static constexpr std::string_view layer_name = "Conv1d";
    static std::string extra_repr() { return detail::conv1d_repr(In, Out, Kernel, options, has_bias); }
    /// Multiplications and additions per element of the output.
    static constexpr dim macs_per_output = fan_in;
};

}  // namespace eponym::inline EPONYM_ABI::nn

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/conv1d.ipp>
#endif
