// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>
#include <utility>

#include <eponym/nn/layer.hpp>
#include <eponym/nn/max_pool2d.hpp>
#include <eponym/nn/relu.hpp>
#include <eponym/ops/activation.hpp>
#include <eponym/ops/conv2d_max_pool2d.hpp>
#include <eponym/reflect/reflection.hpp>

namespace eponym::inline EPONYM_ABI {
namespace nn::detail {

// A value on its way through a list of layers.
template<class X>
struct flowing {
    X value;
};

// The same in front of a layer that may yet take in the activation behind it.
template<class X, class Layer>
struct waiting {
    X value;
    Layer const& layer;
};

// A layer and the activation that it took in, in front of a pooling that they may yet take in too.
template<class X, class Layer>
struct rectified {
    X value;
    Layer const& layer;
    ReLU const& activation_layer;
};

template<class Layer>
struct stage {
    Layer const& layer;
};

template<class Layer>
concept takes_in_activation = requires(Layer const& layer) { layer.template forward<activation::relu>(poison{}); };

template<class Layer>
concept takes_in_pooling = requires(Layer const& layer) { layer.template forward_pooled<activation::relu>(poison{}); };

template<class Layer>
inline constexpr bool is_pool_of_two = false;
template<size2 Kernel, auto... Options>
inline constexpr bool is_pool_of_two<MaxPool2d<Kernel, Options...>> =
    MaxPool2d<Kernel, Options...>::options == rules::pool_of_two;

template<class Layer, class X>
auto call(Layer const& layer, X&& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        constexpr bool callable = requires { layer(std::forward<X>(x)); };
        static_assert(callable,
                      "a layer in a Sequential or in in_order(model, x) must be callable with the result before it");
        if constexpr (callable)
            return layer(std::forward<X>(x));
        else
            return poison{};
    }
}

template<class X, class Layer>
auto operator>>(flowing<X>&& at, stage<Layer> next) {
    if constexpr (takes_in_activation<Layer>)
        return waiting<X, Layer>{std::move(at.value), next.layer};
    else
        return flowing{call(next.layer, std::move(at.value))};
}

template<class X, class Layer>
auto rectify(rectified<X, Layer>&& at) {
    return observed(at.activation_layer, at.layer.template forward<activation::relu>(std::move(at.value)));
}

template<class X, class Waiting, class Layer>
auto operator>>(waiting<X, Waiting>&& at, stage<Layer> next) {
    if constexpr (std::is_same_v<Layer, ReLU>) {
        rectified<X, Waiting> result{std::move(at.value), at.layer, next.layer};
        if constexpr (takes_in_pooling<Waiting>)
            return result;
        else
            return flowing{rectify(std::move(result))};
    } else {
        return flowing{call(at.layer, std::move(at.value))} >> next;
    }
}

template<class X, class Waiting, class Layer>
auto operator>>(rectified<X, Waiting>&& at, stage<Layer> next) {
    if constexpr (is_pool_of_two<Layer>) {
        // A mistake is reported here, once, and not again by the two in one.
        using one_by_one = decltype(call(next.layer, rectify(std::move(at))));
        if constexpr (poisoned<one_by_one>)
            return flowing{poison{}};
        else  // whoever watches the layers wants to see each one's result
            return flowing{layer_observer::current() != nullptr
                               ? call(next.layer, rectify(std::move(at)))
                               : at.layer.template forward_pooled<activation::relu>(at.value)};
    } else {
        return flowing{rectify(std::move(at))} >> next;
    }
}

template<class X>
X arrived(flowing<X>&& at) {
    return std::move(at.value);
}
template<class X, class Layer>
auto arrived(waiting<X, Layer>&& at) {
    return call(at.layer, std::move(at.value));
}

template<class X, class Layer>
auto arrived(rectified<X, Layer>&& at) {
    return rectify(std::move(at));
}

template<class X, class... Layers>
auto through(X const& x, Layers const&... layers) {
    return arrived((flowing<X>{x} >> ... >> stage<Layers>{layers}));
}

}  // namespace nn::detail

/// Passes x through the members of a struct in their order: the call of a named Sequential is
/// `return ep::in_order(*this, x);`. Every member must be callable.
template<class Model, class X>
auto in_order(Model const& model, X const& x) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return nn::detail::through(x, get_member<I>(model)...);
    }(std::make_index_sequence<member_count<Model>>{});
}

}  // namespace eponym::inline EPONYM_ABI
