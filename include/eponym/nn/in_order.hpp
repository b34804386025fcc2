// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>
#include <utility>

#include <eponym/nn/layer.hpp>
#include <eponym/nn/relu.hpp>
#include <eponym/ops/activation.hpp>
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
    X            value;
    Layer const& layer;
};

template<class Layer>
struct stage {
    Layer const& layer;
};

template<class Layer>
concept takes_in_activation = requires(Layer const& layer) { layer.template forward<activation::relu>(poison{}); };

template<class Layer, class X>
auto call(Layer const& layer, X&& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        constexpr bool callable = requires { layer(std::forward<X>(x)); };
        static_assert(callable, "a layer in a Sequential or in in_order(model, x) must be callable with the result before it");
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

template<class X, class Waiting, class Layer>
auto operator>>(waiting<X, Waiting>&& at, stage<Layer> next) {
    if constexpr (std::is_same_v<Layer, ReLU>)
        return flowing{observed(next.layer, at.layer.template forward<activation::relu>(at.value))};
    else
        return flowing{call(at.layer, std::move(at.value))} >> next;
}

template<class X>
X arrived(flowing<X>&& at) {
    return std::move(at.value);
}
template<class X, class Layer>
auto arrived(waiting<X, Layer>&& at) {
    return call(at.layer, std::move(at.value));
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
