// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <eponym/nn/in_order.hpp>
#include <eponym/reflect/positional.hpp>

namespace eponym::inline EPONYM_ABI::nn {

/// In a Sequential, the layer at position I once more: it has no parameters of its own.
template<std::size_t I>
struct same_as {
    static constexpr std::size_t same_position = I;
};

namespace detail {

template<class>
inline constexpr bool is_same_as = false;
template<std::size_t I>
inline constexpr bool is_same_as<same_as<I>> = true;

// Bases are constructed in the order of the layers, which decides the order of random draws; the elements of a
// std::tuple are not, everywhere.
template<std::size_t I, class Layer>
struct layer_at {
    Layer layer{};
};

template<class, class... Layers>
struct layer_list;
template<std::size_t... I, class... Layers>
struct layer_list<std::index_sequence<I...>, Layers...> : layer_at<I, Layers>... {
    layer_list() = default;
    explicit layer_list(Layers... layers)
        requires(sizeof...(Layers) > 0)
        : layer_at<I, Layers>{std::move(layers)}... {}
};

// Stands for a layer that is not there, after that was reported.
inline constexpr poison no_layer{};

template<std::size_t I, class Layer>
Layer& find_layer(layer_at<I, Layer>& at) {
    return at.layer;
}
template<std::size_t I, class Layer>
Layer const& find_layer(layer_at<I, Layer> const& at) {
    return at.layer;
}

}  // namespace detail

/// Layers one after the other; their keys are "0", "1", ... `Sequential<Linear<3, 4>, ReLU>` or
/// `Sequential{Linear<3, 4>{}, ReLU{}}`. Any callable struct is a layer.
template<class... Layers>
class Sequential {
public:
    static constexpr std::size_t positional_size = sizeof...(Layers);

    Sequential() = default;
    explicit Sequential(Layers... layers)
        requires(sizeof...(Layers) > 0)
        : layers_(std::move(layers)...) {}

    auto operator()(auto const& x) const {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return detail::through(x, applied<I>()...);
        }(std::index_sequence_for<Layers...>{});
    }

    /// The layer at position I.
    template<std::size_t I>
    auto& layer() {
        static_assert(I < positional_size, "layer<I>(): the Sequential has no layer at that position");
        if constexpr (I < positional_size)
            return detail::find_layer<I>(layers_);
        else
            return detail::no_layer;
    }
    template<std::size_t I>
    auto const& layer() const {
        static_assert(I < positional_size, "layer<I>(): the Sequential has no layer at that position");
        if constexpr (I < positional_size)
            return detail::find_layer<I>(layers_);
        else
            return detail::no_layer;
    }

    template<std::size_t I>
    auto& positional_get() {
        return detail::find_layer<I>(layers_);
    }
    template<std::size_t I>
    auto const& positional_get() const {
        return detail::find_layer<I>(layers_);
    }

    static constexpr std::size_t size() { return positional_size; }

    static constexpr std::string_view layer_name = "Sequential";
    static std::string extra_repr() { return {}; }

private:
    // Follows a same_as to the layer that it stands for.
    template<std::size_t I>
    auto const& applied() const {
        auto const& layer = detail::find_layer<I>(layers_);
        using type = std::remove_cvref_t<decltype(layer)>;
        if constexpr (detail::is_same_as<type>) {
            static_assert(type::same_position < I, "same_as<I>: must come after the layer at position I");
            if constexpr (type::same_position < I)
                return applied<type::same_position>();
            else
                return detail::no_layer;
        } else {
            return layer;
        }
    }

    detail::layer_list<std::index_sequence_for<Layers...>, Layers...> layers_;
};

template<class... Layers>
Sequential(Layers...) -> Sequential<Layers...>;

}  // namespace eponym::inline EPONYM_ABI::nn
