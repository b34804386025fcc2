// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>
#include <type_traits>

#include <eponym/reflect/walk.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

template<class F>
struct module_applier {
    F& function;

    void leaf(place const&, auto&) const {}
    template<class T>
    void leave(place const&, T& module) const {
        function(module);
    }
};

template<class T, class Wanted>
inline constexpr bool is_a = std::is_same_v<T, Wanted>;

// A template as an argument of a template that takes types.
template<template<auto...> class>
struct any_of_values {};
template<template<class...> class>
struct any_of_types {};
template<template<auto...> class Wanted, auto... A>
inline constexpr bool is_a<Wanted<A...>, any_of_values<Wanted>> = true;
template<template<class...> class Wanted, class... A>
inline constexpr bool is_a<Wanted<A...>, any_of_types<Wanted>> = true;

template<class Wanted, class F>
struct layer_visitor {
    F& function;
    std::size_t count = 0;

    void leaf(place const&, auto&) const {}
    template<class T>
    void enter(place const& here, T& layer) {
        if constexpr (is_a<std::remove_const_t<T>, Wanted>) {
            ++count;
            if constexpr (std::is_invocable_v<F&, T&, std::string const&>)
                function(layer, here.key());
            else
                function(layer);
        }
    }
};

template<class Wanted, class Model, class F>
std::size_t visit_layers(Model& model, F& function) {
    layer_visitor<Wanted, F> visitor{function};
    walk(model, visitor);
    return visitor.count;
}

}  // namespace detail

/// Calls `f(module)` for every module of a model, the model itself last: children before what they are in, in the order
/// of their keys. The type of the argument is the module's, so `f` is a generic lambda, or overloaded.
template<class Model, class F>
    requires is_module<std::remove_const_t<Model>>
void apply(Model& model, F&& f) {
    walk(model, detail::module_applier<F>{f});
}

/// Calls `f(layer)`, or `f(layer, key)`, for every layer of one type, from the outside in, and returns how many there
/// are. The type may be a template, whatever its arguments:
///
///     ep::for_each<nn::Linear>(net, [](auto& layer) { layer.weight = ep::full<...>(1); });
template<class Layer, class Model, class F>
std::size_t for_each(Model& model, F&& f) {
    return detail::visit_layers<Layer>(model, f);
}
template<template<auto...> class Layer, class Model, class F>
std::size_t for_each(Model& model, F&& f) {
    return detail::visit_layers<detail::any_of_values<Layer>>(model, f);
}
template<template<class...> class Layer, class Model, class F>
std::size_t for_each(Model& model, F&& f) {
    return detail::visit_layers<detail::any_of_types<Layer>>(model, f);
}

}  // namespace eponym::inline EPONYM_ABI
