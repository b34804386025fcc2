// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/nn/initialization.hpp>
#include <eponym/nn/layer.hpp>
#include <eponym/nn/options.hpp>
#include <eponym/ops/linear.hpp>
#include <eponym/reflect/members.hpp>
#include <eponym/tensor/parameter.hpp>

namespace eponym::inline EPONYM_ABI::nn {
namespace detail {
std::string linear_repr(dim in, dim out, bool bias);
}

/// y = x weight^T + bias.  weight: (Out, In)  bias: (Out)  x: (..., In)  ->  (..., Out)
/// Option: `bias(false)`. Both are drawn uniformly from +-1 / sqrt(In).
template<dim In, dim Out, auto... Options>
struct Linear {
    static_assert(detail::options_given<Options...>::template are_among<nn::bias>,
                  "Linear<in, out, options...>: the only option is bias(false)");

    Parameter<Out, In> weight = kaiming_uniform{In};
    Parameter<Out> bias = bias_uniform{In};

    auto operator()(auto const& x) const { return forward<activation::none>(x); }

    /// The layer and the activation behind it in one pass.
    template<activation Then>
    auto forward(auto const& x) const {
        return detail::observed(*this, linear<Then>(x, weight, bias));
    }

    using members = eponym::members<&Linear::weight, &Linear::bias>;

    static constexpr std::string_view layer_name = "Linear";
    static std::string extra_repr() { return detail::linear_repr(In, Out, true); }
    /// Multiplications and additions per element of the output.
    static constexpr dim macs_per_output = In;
};

template<dim In, dim Out, auto... Options>
    requires(!detail::option_or<nn::bias, Options...>(true))
struct Linear<In, Out, Options...> {
    static_assert(detail::options_given<Options...>::template are_among<nn::bias>,
                  "Linear<in, out, options...>: the only option is bias(false)");
    Parameter<Out, In> weight = kaiming_uniform{In};

    auto operator()(auto const& x) const { return forward<activation::none>(x); }

    template<activation Then>
    auto forward(auto const& x) const {
        return detail::observed(*this, linear<Then>(x, weight));
    }

    using members = eponym::members<&Linear::weight>;

    static constexpr std::string_view layer_name = "Linear";
    static std::string extra_repr() { return detail::linear_repr(In, Out, false); }
    static constexpr dim macs_per_output = In;
};

}  // namespace eponym::inline EPONYM_ABI::nn

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/linear.ipp>
#endif
