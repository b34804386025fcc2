// SPDX-License-Identifier: BSL-1.0
// Members that an option takes away: `bias(false)`, `affine(false)`. They are bases of the layer, since a member of a
// class cannot come and go.
#pragma once

#include <cstddef>
#include <type_traits>

#include <eponym/reflect/members.hpp>
#include <eponym/tensor/create.hpp>
#include <eponym/tensor/parameter.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

/// Sets every element to one value.
struct filled_with {
    double value;
    void operator()(AnyTensor const& tensor) const { eponym::detail::fill(tensor, value); }
};

/// A member `weight` of ones, where the layer has one. `listed` is its part of the layer's list of members.
template<bool Present, class Weight>
struct optional_weight {
    Weight weight = filled_with{1};
    using listed = eponym::members<&optional_weight::weight>;
};
template<class Weight>
struct optional_weight<false, Weight> {
    using listed = eponym::members<>;
};

/// A member `bias` of zeros, where the layer has one.
template<bool Present, class Bias>
struct optional_bias {
    Bias bias;
    using listed = eponym::members<&optional_bias::bias>;
};
template<class Bias>
struct optional_bias<false, Bias> {
    using listed = eponym::members<>;
};

/// What an operation takes: the member, or nullptr where the layer does not have it.
template<class Layer>
decltype(auto) weight_or_null(Layer const& layer) {
    if constexpr (requires { layer.weight; })
        return (layer.weight);
    else
        return nullptr;
}
template<class Layer>
decltype(auto) bias_or_null(Layer const& layer) {
    if constexpr (requires { layer.bias; })
        return (layer.bias);
    else
        return nullptr;
}

template<class... Lists>
struct joined;
template<auto... Pointers>
struct joined<eponym::members<Pointers...>> {
    using type = eponym::members<Pointers...>;
};
template<auto... First, auto... Second, class... Rest>
struct joined<eponym::members<First...>, eponym::members<Second...>, Rest...>
    : joined<eponym::members<First..., Second...>, Rest...> {};

template<class... Lists>
using joined_members = typename joined<Lists...>::type;

}  // namespace eponym::inline EPONYM_ABI::nn::detail
