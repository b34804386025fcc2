// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/nn/layer.hpp>
#include <eponym/ops/dropout.hpp>

namespace eponym::inline EPONYM_ABI::nn {
namespace detail {
std::string dropout_repr(double probability);
}

/// While training, sets each element to zero with the given probability and scales the others by 1 / (1 - p); after
/// `ep::eval` it returns x. x: any shape  ->  the same shape. Srivastava et al. 2014.
struct Dropout {
    double p = 0.5;
    bool training = true;

    auto operator()(auto const& x) const { return detail::observed(*this, dropout(x, p, training)); }

    static constexpr std::string_view layer_name = "Dropout";
    std::string extra_repr() const { return detail::dropout_repr(p); }
};

/// The same for whole channels, whose neighbouring elements are alike. x: (N, C, L) or (C, L)  ->  the same shape.
/// Tompson et al. 2015.
struct Dropout1d {
    double p = 0.5;
    bool training = true;

    auto operator()(auto const& x) const { return detail::observed(*this, dropout1d(x, p, training)); }

    static constexpr std::string_view layer_name = "Dropout1d";
    std::string extra_repr() const { return detail::dropout_repr(p); }
};

/// x: (N, C, H, W), or three dimensions, which count as (N, C, L) as in PyTorch  ->  the same shape.
struct Dropout2d {
    double p = 0.5;
    bool training = true;

    auto operator()(auto const& x) const { return detail::observed(*this, dropout2d(x, p, training)); }

    static constexpr std::string_view layer_name = "Dropout2d";
    std::string extra_repr() const { return detail::dropout_repr(p); }
};

}  // namespace eponym::inline EPONYM_ABI::nn

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/dropout.ipp>
#endif
