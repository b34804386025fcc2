// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/reduce.hpp>

namespace eponym::inline EPONYM_ABI {

/// (sum of |x|^p)^(1/p) over the dimensions whose bits are set; the largest or smallest |x| for p = +-infinity, the
/// number of elements that are not zero for p = 0. That of nothing is 0, an error for p < 0 and for infinity. Throws
/// `shape_error`.
EPONYM_ON_DEMAND AnyTensor norm(AnyTensor const& x, unsigned dimensions, bool keep, double p = 2);

/// Of all elements, or along the dimensions given: `norm(x)`, `norm<-1>(x)`, `norm<0, 2, keepdim>(x, 1)`.
template<auto... Options, class X>
    requires tensor_like<X> || poisoned<X>
auto norm(X const& x, double p = 2) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) { return detail::reduces<Options...>("norm(x)", operand_of<X>, text); }>;
        static_assert(holds<why>, "norm<dimensions...>(x): x must have these dimensions");
        if constexpr (!why::ok)
            return poison{};
        else
            return detail::reduced_tensor<X, Options...>(
                norm(x.any(), detail::dimension_bits<Options...>(static_shape_of<X>.rank()),
                     detail::keeps_dimensions<Options...>, p));
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/norm.ipp>
#endif
