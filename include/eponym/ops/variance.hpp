// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/reduce.hpp>

namespace eponym::inline EPONYM_ABI {

/// The squared distances from the mean, their sum divided by their number less `correction` (0: of a population, 1: an
/// unbiased estimate from a sample), over the dimensions whose bits are set. NaN where that number is not positive or
/// there are no elements. Throws `shape_error`.
EPONYM_ON_DEMAND AnyTensor variance(AnyTensor const& x, unsigned dimensions, bool keep, double correction = 1);

/// The square root of the variance.
EPONYM_ON_DEMAND AnyTensor standard_deviation(AnyTensor const& x, unsigned dimensions, bool keep,
                                              double correction = 1);

/// Of all elements, or along the dimensions given: `variance(x)`, `variance<-1, keepdim>(x, 0)`. PyTorch's var.
template<auto... Options, class X>
    requires tensor_like<X> || poisoned<X>
auto variance(X const& x, double correction = 1) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why =
            verdict<[](sentence* text) { return detail::reduces<Options...>("variance(x)", operand_of<X>, text); }>;
        static_assert(holds<why>, "variance<dimensions...>(x): x must have these dimensions");
        if constexpr (!why::ok)
            return poison{};
        else
            return detail::reduced_tensor<X, Options...>(
                variance(x.any(), detail::dimension_bits<Options...>(static_shape_of<X>.rank()),
                         detail::keeps_dimensions<Options...>, correction));
    }
}

/// The square root of the variance, of all elements or along the dimensions given. PyTorch's std.
template<auto... Options, class X>
    requires tensor_like<X> || poisoned<X>
auto standard_deviation(X const& x, double correction = 1) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) {
            return detail::reduces<Options...>("standard_deviation(x)", operand_of<X>, text);
        }>;
        static_assert(holds<why>, "standard_deviation<dimensions...>(x): x must have these dimensions");
        if constexpr (!why::ok)
            return poison{};
        else
            return detail::reduced_tensor<X, Options...>(
                standard_deviation(x.any(), detail::dimension_bits<Options...>(static_shape_of<X>.rank()),
                                   detail::keeps_dimensions<Options...>, correction));
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/variance.ipp>
#endif
