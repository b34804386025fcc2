// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include <eponym/nn/deferred.hpp>
#include <eponym/nn/sequential.hpp>

namespace eponym::inline EPONYM_ABI::nn {
namespace detail {

// Layers whose sizes are decided, and the type of what comes out of the last one.
template<class X, class... Layers>
struct fitted_layers {
    using input = X;
    using type = Sequential<Layers...>;
};
template<class Layer>
struct layer_to_fit {};

template<class Layer, class X>
struct fit_layer {
    using type = Layer;
};
template<class Layer, class X>
    requires requires { typename Layer::template fitted_to<X>; }
struct fit_layer<Layer, X> {
    using type = typename Layer::template fitted_to<X>;
};
template<class... Layers, class X>
struct fit_layer<Sequential<Layers...>, X> {
    using type = typename decltype((fitted_layers<X>{} >> ... >> layer_to_fit<Layers>{}))::type;
};

template<class Layer, class... Before>
struct applied_layer {
    using type = Layer;
};
template<std::size_t I, class... Before>
    requires(I < sizeof...(Before))
struct applied_layer<same_as<I>, Before...> {
    using type = typename applied_layer<std::tuple_element_t<I, std::tuple<Before...>>, Before...>::type;
};

template<class X, class... Before, class Layer>
auto operator>>(fitted_layers<X, Before...>, layer_to_fit<Layer>) {
    using fitted = typename fit_layer<Layer, X>::type;
    using applied = typename applied_layer<fitted, Before...>::type;
    using result = decltype(call(std::declval<applied const&>(), std::declval<X const&>()));
    return fitted_layers<result, Before..., fitted>{};
}

}  // namespace detail

/// The Sequential of these layers for an input of type X, in which the compiler has computed every `nn::infer`:
///
///     nn::sequential_for<ep::Tensor<ep::dyn, 1, 28, 28>, nn::Conv2d<nn::infer, 6, 5>, nn::ReLU, nn::Flatten<>,
///                        nn::Linear<nn::infer, 10>> net;  // Conv2d<1, 6, 5>, ..., Linear<3456, 10>
///
/// A size that is `ep::dyn` there is left to the first call. A layer of yours takes part with a member
/// `template<class X> using fitted_to = ...;`, the layer that it is for an input of type X.
template<class X, class... Layers>
using sequential_for = typename decltype((detail::fitted_layers<X>{} >> ... >> detail::layer_to_fit<Layers>{}))::type;

}  // namespace eponym::inline EPONYM_ABI::nn
