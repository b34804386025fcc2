// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/nn/layer.hpp>
#include <eponym/ops/shaping.hpp>

namespace eponym::inline EPONYM_ABI::nn {
namespace detail {
std::string flatten_repr(dim first, dim last);
std::string unflatten_repr(dim dimension, Shape const& sizes);
}  // namespace detail

/// The dimensions First to Last as one, by default all but the batch. x: (B, C, H, W)  ->  (B, C H W)
template<dim First = 1, dim Last = -1>
struct Flatten {
    auto operator()(auto const& x) const { return detail::observed(*this, flatten<First, Last>(x)); }

    static constexpr std::string_view layer_name = "Flatten";
    static std::string extra_repr() { return detail::flatten_repr(First, Last); }
};

/// One dimension as several, of which one size may be -1: `Unflatten<1, 3, 8, 8>`. x: (B, 192)  ->  (B, 3, 8, 8)
template<dim Dimension, dim... Sizes>
struct Unflatten {
    static_assert(sizeof...(Sizes) >= 1, "Unflatten<dimension, sizes...>: there must be sizes");

    auto operator()(auto const& x) const { return detail::observed(*this, unflatten<Dimension, Sizes...>(x)); }

    static constexpr std::string_view layer_name = "Unflatten";
    static std::string extra_repr() { return detail::unflatten_repr(Dimension, Shape{Sizes...}); }
};

}  // namespace eponym::inline EPONYM_ABI::nn

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/flatten.ipp>
#endif
