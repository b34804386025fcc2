// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/batch_norm.hpp>

namespace eponym::inline EPONYM_ABI::nn {

/// (x - mean) / sqrt(variance + eps) * weight + bias for each channel. x: (B, C) or (B, C, L)  ->  the same shape
/// weight, bias, running_mean, running_var: (Channels)  num_batches_tracked: ()
/// While `training`, mean and variance are those of the batch, and the running ones take them in with the weight
/// `momentum`, in which case one thread at a time may call a layer; after `ep::eval` the running ones are used, from
/// any number of threads. Options: `eps(1e-5)`, `momentum(0.1)` or `momentum(cumulative)`, `affine(false)`,
/// `bias(false)`, `track_running_stats(false)`. weight and running_var start as ones, the others as zeros. Ioffe and
/// Szegedy 2015.
template<dim Channels, auto... Options>
struct BatchNorm1d : detail::batch_norm_layer<Channels, eponym::detail::batch_norm_ranks{2, 3}, Options...> {
    template<class X>
    auto operator()(X&& x) const {
        return forward<activation::none>(std::forward<X>(x));
    }

    /// The layer and the activation behind it in one pass.
    template<activation Then, class X>
    auto forward(X&& x) const {
        return detail::observed(*this, this->template normalized<Then>(std::forward<X>(x)));
    }

    static constexpr std::string_view layer_name = "BatchNorm1d";
};

}  // namespace eponym::inline EPONYM_ABI::nn
