// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/nn/deferred.hpp>
#include <eponym/nn/initialization.hpp>
#include <eponym/nn/layer.hpp>
#include <eponym/nn/options.hpp>
#include <eponym/ops/conv2d_max_pool2d.hpp>
#include <eponym/reflect/members.hpp>
#include <eponym/tensor/parameter.hpp>

namespace eponym::inline EPONYM_ABI::nn {
namespace detail {

std::string conv2d_repr(dim in, dim out, size2 kernel, conv2d_options const& options, bool bias);

template<auto... Options>
inline constexpr conv2d_options conv2d_options_of{
    .stride = option_or<stride, Options...>(1),
    .padding = option_or<padding, Options...>(0),
    .dilation = option_or<dilation, Options...>(1),
    .groups = option_or<groups, Options...>(1),
};

void decide_channels(sized_flag const& flag, AnyTensor const& weight, AnyTensor const* bias, dim channels,
                     dim groups_given);

template<class X>
void decide_channels(sized_flag const& flag, AnyTensor const& weight, AnyTensor const* bias, X const& x,
                     dim groups_given) {
    if (!flag.known()) decide_channels(flag, weight, bias, size_from_back<3>(x), groups_given);
}

}  // namespace detail

/// A two-dimensional convolution. weight: (Out, In / groups, h, w)  bias: (Out)
/// x: (B, In, H, W) or (In, H, W)  ->  (B, Out, H', W') or (Out, H', W'), H' = (H + 2 padding - dilation (h - 1) - 1) /
/// stride + 1. Options: `stride`, `padding`, `dilation`, each of one number or (height, width), `groups(n)`,
/// `bias(false)`. Weight and bias are drawn uniformly from +-1 / sqrt(In / groups h w). Where In is `ep::dyn`, it is
/// decided by the first call, which draws the values, or by a load.
template<dim In, dim Out, size2 Kernel, auto... Options>
struct Conv2d {
    static_assert(detail::options_given<Options...>::template are_among<stride, padding, dilation, groups, nn::bias>,
                  "Conv2d<in, out, kernel, options...>: the options are stride, padding, dilation, groups and bias");
    static constexpr conv2d_options options = detail::conv2d_options_of<Options...>;
    static_assert(options.groups >= 1 && In % options.groups == 0 && Out % options.groups == 0,
                  "Conv2d<in, out, kernel, groups(n)>: in and out must be divisible by the groups");
    static constexpr dim in_per_group = options.groups >= 1 ? In / options.groups : In;
    static constexpr dim fan_in = in_per_group * Kernel.height * Kernel.width;

    Parameter<Out, in_per_group, Kernel.height, Kernel.width> weight = weight_uniform{fan_in};
    Parameter<Out> bias = bias_uniform{fan_in};

    auto operator()(auto const& x) const { return forward<activation::none>(x); }

    /// The layer and the activation behind it in one pass.
    template<activation Then>
    auto forward(auto const& x) const {
        return detail::observed(*this, conv2d<options, Then>(x, weight, bias));
    }

    /// The same with max_pool2d of kernel and stride 2 behind it.
    template<activation Then>
    auto forward_pooled(auto const& x) const {
        return conv2d_max_pool2d<options, Then>(x, weight, &bias);
    }

    using members = eponym::members<&Conv2d::weight, &Conv2d::bias>;

    static constexpr std::string_view layer_name = "Conv2d";
    static std::string extra_repr() { return detail::conv2d_repr(In, Out, Kernel, options, true); }
    /// Multiplications and additions per element of the output.
    static constexpr dim macs_per_output = fan_in;
};

template<dim In, dim Out, size2 Kernel, auto... Options>
    requires(!detail::option_or<nn::bias, Options...>(true))
struct Conv2d<In, Out, Kernel, Options...> {
    static_assert(detail::options_given<Options...>::template are_among<stride, padding, dilation, groups, nn::bias>,
                  "Conv2d<in, out, kernel, options...>: the options are stride, padding, dilation, groups and bias");
    static constexpr conv2d_options options = detail::conv2d_options_of<Options...>;
    static_assert(options.groups >= 1 && In % options.groups == 0 && Out % options.groups == 0,
                  "Conv2d<in, out, kernel, groups(n)>: in and out must be divisible by the groups");
    static constexpr dim in_per_group = options.groups >= 1 ? In / options.groups : In;
    static constexpr dim fan_in = in_per_group * Kernel.height * Kernel.width;

    Parameter<Out, in_per_group, Kernel.height, Kernel.width> weight = weight_uniform{fan_in};

    auto operator()(auto const& x) const { return forward<activation::none>(x); }

    template<activation Then>
    auto forward(auto const& x) const {
        return detail::observed(*this, conv2d<options, Then>(x, weight));
    }

    template<activation Then>
    auto forward_pooled(auto const& x) const {
        return conv2d_max_pool2d<options, Then>(x, weight, static_cast<Parameter<Out> const*>(nullptr));
    }

    using members = eponym::members<&Conv2d::weight>;

    static constexpr std::string_view layer_name = "Conv2d";
    static std::string extra_repr() { return detail::conv2d_repr(In, Out, Kernel, options, false); }
    static constexpr dim macs_per_output = fan_in;
};

template<dim Out, size2 Kernel, auto... Options>
struct Conv2d<dyn, Out, Kernel, Options...> {
    static_assert(detail::options_given<Options...>::template are_among<stride, padding, dilation, groups, nn::bias>,
                  "Conv2d<dyn, out, kernel, options...>: the options are stride, padding, dilation, groups and bias");
    static constexpr conv2d_options options = detail::conv2d_options_of<Options...>;
    static_assert(options.groups >= 1 && Out % options.groups == 0,
                  "Conv2d<dyn, out, kernel, groups(n)>: out must be divisible by the groups");

    DeferredParameter<Out, dyn, Kernel.height, Kernel.width> weight;
    Parameter<Out> bias;

    auto operator()(auto const& x) const { return forward<activation::none>(x); }

    template<activation Then>
    auto forward(auto const& x) const {
        detail::decide_channels(sized, weight.any(), &bias.any(), x, options.groups);
        return detail::observed(*this, conv2d<options, Then>(x, weight, bias));
    }

    template<activation Then>
    auto forward_pooled(auto const& x) const {
        detail::decide_channels(sized, weight.any(), &bias.any(), x, options.groups);
        return conv2d_max_pool2d<options, Then>(x, weight, &bias);
    }

    using members = eponym::members<&Conv2d::weight, &Conv2d::bias>;

    static constexpr std::string_view layer_name = "Conv2d";
    std::string_view printed_name() const { return weight.has_size() ? "Conv2d" : "LazyConv2d"; }
    std::string extra_repr() const {
        return detail::conv2d_repr(weight.size(1) * options.groups, Out, Kernel, options, true);
    }
    dim macs_per_element() const { return weight.size(1) * Kernel.height * Kernel.width; }

    detail::sized_flag sized;
};

template<dim Out, size2 Kernel, auto... Options>
    requires(!detail::option_or<nn::bias, Options...>(true))
struct Conv2d<dyn, Out, Kernel, Options...> {
    static_assert(detail::options_given<Options...>::template are_among<stride, padding, dilation, groups, nn::bias>,
                  "Conv2d<dyn, out, kernel, options...>: the options are stride, padding, dilation, groups and bias");
    static constexpr conv2d_options options = detail::conv2d_options_of<Options...>;
    static_assert(options.groups >= 1 && Out % options.groups == 0,
                  "Conv2d<dyn, out, kernel, groups(n)>: out must be divisible by the groups");

    DeferredParameter<Out, dyn, Kernel.height, Kernel.width> weight;

    auto operator()(auto const& x) const { return forward<activation::none>(x); }

    template<activation Then>
    auto forward(auto const& x) const {
        detail::decide_channels(sized, weight.any(), nullptr, x, options.groups);
        return detail::observed(*this, conv2d<options, Then>(x, weight));
    }

    template<activation Then>
    auto forward_pooled(auto const& x) const {
        detail::decide_channels(sized, weight.any(), nullptr, x, options.groups);
        return conv2d_max_pool2d<options, Then>(x, weight, static_cast<Parameter<Out> const*>(nullptr));
    }

    using members = eponym::members<&Conv2d::weight>;

    static constexpr std::string_view layer_name = "Conv2d";
    std::string_view printed_name() const { return weight.has_size() ? "Conv2d" : "LazyConv2d"; }
    std::string extra_repr() const {
        return detail::conv2d_repr(weight.size(1) * options.groups, Out, Kernel, options, false);
    }
    dim macs_per_element() const { return weight.size(1) * Kernel.height * Kernel.width; }

    detail::sized_flag sized;
};

template<dim Out, size2 Kernel, auto... Options>
struct Conv2d<infer, Out, Kernel, Options...> {
    template<class X>
    using fitted_to = Conv2d<detail::static_size_from_back<3, X>(), Out, Kernel, Options...>;

    template<class X>
    auto operator()(X const&) const {
        return detail::report_infer<X>();
    }
};

}  // namespace eponym::inline EPONYM_ABI::nn

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/conv2d.ipp>
#endif
