// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/nn/deferred.hpp>
#include <eponym/nn/initialization.hpp>
#include <eponym/nn/layer.hpp>
#include <eponym/nn/options.hpp>
#include <eponym/ops/linear.hpp>
#include <eponym/reflect/members.hpp>
#include <eponym/tensor/parameter.hpp>

namespace eponym::inline EPONYM_ABI::nn {

struct tied_weight {
    bool value;
};

/// An option of Linear: the layer owns nothing and is called with another layer's weight, `lm_head(h, wte.weight)`. The
/// attribute `ep::tie{"lm_head.weight", "wte.weight"}` gives that weight its second name.
inline constexpr tied_weight tied{true};

namespace detail {

std::string linear_repr(dim in, dim out, bool bias);

template<auto... Options>
inline constexpr bool is_tied = option_or<tied_weight, Options...>(false);
template<auto... Options>
inline constexpr bool has_bias = option_or<nn::bias, Options...>(true);

constexpr bool fits_tied(Shape const& weight, dim in, dim out, sentence* why) {
    if (weight.rank() == 2 && agree(weight[0], out) && agree(weight[1], in)) return true;
    if (why != nullptr) *why + "a tied Linear(x, weight): weight " + weight + " must be " + Shape{out, in};
    return false;
}

}  // namespace detail

/// y = x weight^T + bias.  weight: (Out, In)  bias: (Out)  x: (..., In)  ->  (..., Out)
/// Options: `bias(false)`, `tied`. Both are drawn uniformly from +-1 / sqrt(In). Where In is `ep::dyn`, it is decided
/// by the first call, which draws the values, or by a load.
template<dim In, dim Out, auto... Options>
struct Linear {
    static_assert(detail::options_given<Options...>::template are_among<nn::bias>,
                  "Linear<in, out, options...>: the only option is bias(false), or tied by itself");

    Parameter<Out, In> weight = weight_uniform{In};
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
    requires(!detail::has_bias<Options...> && !detail::is_tied<Options...>)
struct Linear<In, Out, Options...> {
    static_assert(detail::options_given<Options...>::template are_among<nn::bias>,
                  "Linear<in, out, options...>: the only option is bias(false), or tied by itself");
    Parameter<Out, In> weight = weight_uniform{In};

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

template<dim In, dim Out, auto... Options>
    requires(detail::is_tied<Options...>)
struct Linear<In, Out, Options...> {
    static_assert(detail::options_given<Options...>::template are_among<tied_weight>,
                  "Linear<in, out, tied>: a tied layer owns nothing, and takes no other option");

    /// x: (..., In)  weight: (Out, In)  ->  (..., Out)
    template<class X, class Weight>
    auto operator()(X const& x, Weight const& weight) const {
        if constexpr (poisoned<X> || poisoned<Weight>) {
            return poison{};
        } else {
            using why =
                verdict<[](sentence* text) { return detail::fits_tied(static_shape_of<Weight>, In, Out, text); }>;
            static_assert(holds<why>, "a tied Linear(x, weight): weight must be (out, in)");
            if constexpr (why::ok) {
                eponym::detail::require(
                    [&](sentence* text) { return detail::fits_tied(weight.shape(), In, Out, text); });
                return detail::observed(*this, linear(x, weight));
            } else {
                return poison{};
            }
        }
    }

    static constexpr std::string_view layer_name = "Linear";
    static std::string extra_repr() { return detail::linear_repr(In, Out, false); }
    static constexpr dim macs_per_output = In;
};

template<dim Out, auto... Options>
struct Linear<dyn, Out, Options...> {
    static_assert(detail::options_given<Options...>::template are_among<nn::bias>,
                  "Linear<dyn, out, options...>: the only option is bias(false)");

    DeferredParameter<Out, dyn> weight;
    Parameter<Out> bias;

    auto operator()(auto const& x) const { return forward<activation::none>(x); }

    template<activation Then>
    auto forward(auto const& x) const {
        if (!sized.known()) detail::decide_size(sized, weight.any(), &bias.any(), detail::size_from_back<1>(x));
        return detail::observed(*this, linear<Then>(x, weight, bias));
    }

    using members = eponym::members<&Linear::weight, &Linear::bias>;

    static constexpr std::string_view layer_name = "Linear";
    std::string_view printed_name() const { return weight.has_size() ? "Linear" : "LazyLinear"; }
    std::string extra_repr() const { return detail::linear_repr(weight.size(1), Out, true); }
    dim macs_per_element() const { return weight.size(1); }

    detail::sized_flag sized;
};

template<dim Out, auto... Options>
    requires(!detail::has_bias<Options...>)
struct Linear<dyn, Out, Options...> {
    static_assert(detail::options_given<Options...>::template are_among<nn::bias>,
                  "Linear<dyn, out, options...>: the only option is bias(false)");

    DeferredParameter<Out, dyn> weight;

    auto operator()(auto const& x) const { return forward<activation::none>(x); }

    template<activation Then>
    auto forward(auto const& x) const {
        if (!sized.known()) detail::decide_size(sized, weight.any(), nullptr, detail::size_from_back<1>(x));
        return detail::observed(*this, linear<Then>(x, weight));
    }

    using members = eponym::members<&Linear::weight>;

    static constexpr std::string_view layer_name = "Linear";
    std::string_view printed_name() const { return weight.has_size() ? "Linear" : "LazyLinear"; }
    std::string extra_repr() const { return detail::linear_repr(weight.size(1), Out, false); }
    dim macs_per_element() const { return weight.size(1); }

    detail::sized_flag sized;
};

template<dim Out, auto... Options>
struct Linear<infer, Out, Options...> {
    template<class X>
    using fitted_to = Linear<detail::static_size_from_back<1, X>(), Out, Options...>;

    template<class X>
    auto operator()(X const&) const {
        return detail::report_infer<X>();
    }
};

}  // namespace eponym::inline EPONYM_ABI::nn

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/linear.ipp>
#endif
