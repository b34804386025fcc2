// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <string>
#include <utility>

#include <eponym/nn/layer.hpp>
#include <eponym/nn/optional_member.hpp>
#include <eponym/nn/options.hpp>
#include <eponym/ops/layer_norm.hpp>

namespace eponym::inline EPONYM_ABI::nn {
namespace detail {

std::string layer_norm_repr(Shape const& sizes, double eps, bool weight, bool bias);

template<class Argument>
inline constexpr bool is_size = std::integral<std::remove_cv_t<Argument>>;

// The numbers among the arguments, which come before the options.
template<auto... Arguments>
constexpr Shape sizes_among() {
    Shape sizes;
    (
        [&] {
            if constexpr (is_size<decltype(Arguments)>) sizes.push_back(dim(Arguments));
        }(),
        ...);
    return sizes;
}

template<Shape Sizes, class = std::make_index_sequence<std::size_t(Sizes.rank())>>
struct parameter_with;
template<Shape Sizes, std::size_t... I>
struct parameter_with<Sizes, std::index_sequence<I...>> {
    using type = Parameter<Sizes[int(I)]...>;
};

template<auto... Arguments>
struct layer_norm_arguments {
    static constexpr Shape sizes = sizes_among<Arguments...>();
    static constexpr int options[3] = {times_given<eps, Arguments...>, times_given<elementwise_affine, Arguments...>,
                                       times_given<bias, Arguments...>};
    static constexpr bool are_fine = options[0] <= 1 && options[1] <= 1 && options[2] <= 1 &&
                                     sizes.rank() + options[0] + options[1] + options[2] == int(sizeof...(Arguments));
    static constexpr bool has_weight = option_or<elementwise_affine, Arguments...>(true);
    static constexpr bool has_bias = has_weight && option_or<bias, Arguments...>(true);
    using parameter = typename parameter_with<sizes>::type;
};

template<auto... Arguments>
using layer_norm_weight = optional_weight<layer_norm_arguments<Arguments...>::has_weight,
                                          typename layer_norm_arguments<Arguments...>::parameter>;
template<auto... Arguments>
using layer_norm_bias =
    optional_bias<layer_norm_arguments<Arguments...>::has_bias, typename layer_norm_arguments<Arguments...>::parameter>;

}  // namespace detail

/// (x - mean) / sqrt(variance + eps) * weight + bias, mean and variance over the last dimensions of x. The arguments
/// are the sizes of these dimensions, then options: `LayerNorm<768>`, `LayerNorm<8, 8, eps(1e-6), bias(false)>`.
/// weight, bias: (sizes...)  x: (..., sizes...)  ->  the same shape
/// Options: `eps(1e-5)`, `elementwise_affine(false)`, `bias(false)`. weight starts as ones, bias as zeros. Ba, Kiros
/// and Hinton 2016.
template<auto... SizesAndOptions>
struct LayerNorm : detail::layer_norm_weight<SizesAndOptions...>, detail::layer_norm_bias<SizesAndOptions...> {
    static constexpr Shape sizes = detail::layer_norm_arguments<SizesAndOptions...>::sizes;
    static_assert(sizes.rank() >= 1, "LayerNorm<sizes..., options...>: give the sizes of the last dimensions");
    static_assert(detail::layer_norm_arguments<SizesAndOptions...>::are_fine,
                  "LayerNorm<sizes..., options...>: the options are eps, elementwise_affine and bias");
    static constexpr double eps = detail::option_or<nn::eps, SizesAndOptions...>(1e-5);

    auto operator()(auto const& x) const {  // (..., sizes...)
        return detail::observed(*this,
                                layer_norm<sizes>(x, detail::weight_or_null(*this), detail::bias_or_null(*this), eps));
    }

    using members = detail::joined_members<typename detail::layer_norm_weight<SizesAndOptions...>::listed,
                                           typename detail::layer_norm_bias<SizesAndOptions...>::listed>;

    static constexpr std::string_view layer_name = "LayerNorm";
    static std::string extra_repr() {
        using arguments = detail::layer_norm_arguments<SizesAndOptions...>;
        return detail::layer_norm_repr(sizes, eps, arguments::has_weight, arguments::has_bias);
    }
};

}  // namespace eponym::inline EPONYM_ABI::nn

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/layer_norm.ipp>
#endif
