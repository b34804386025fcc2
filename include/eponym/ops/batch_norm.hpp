// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/activation.hpp>
#include <eponym/ops/check.hpp>
#include <eponym/ops/optional_argument.hpp>

namespace eponym::inline EPONYM_ABI {

/// `eps` is added to the variance before the square root, `momentum` is the weight of this batch in the running
/// statistics. `training`: the statistics are those of x, and the running ones are brought up to date.
struct batch_norm_options {
    double eps = 1e-5;
    double momentum = 0.1;
    bool training = false;
};

/// The operands of batch_norm beside x, each (C) or null: running statistics are given both or neither, a weight that
/// is null counts as 1 and a bias as 0.
struct batch_norm_operands {
    AnyTensor const* running_mean = nullptr;
    AnyTensor const* running_var = nullptr;
    AnyTensor const* weight = nullptr;
    AnyTensor const* bias = nullptr;
};

namespace rules {

constexpr bool one_per_channel(operand const& x, std::string_view name, optional_operand const& values, dim& channels,
                               sentence* why) {
    if (!values.given) return true;
    if (!same_type("batch_norm(x)", x.type, values->type, why)) return false;
    if (values->shape.rank() == 1 && agree(values->shape[0], channels)) {
        if (channels == dyn) channels = values->shape[0];
        return true;
    }
    if (why != nullptr)
        *why + "batch_norm(x): " + name + " " + values->shape + " must be (" + channels + ",), the channels of x " +
            x.shape;
    return false;
}

/// x has from `least_rank` to `most_rank` dimensions, of which the second are the channels.
constexpr bool batch_norm(operand const& x, optional_operand const& running_mean, optional_operand const& running_var,
                          optional_operand const& weight, optional_operand const& bias, int least_rank, int most_rank,
                          sentence* why) {
    if (!computes("batch_norm(x)", x.type, why)) return false;
    if (x.shape.rank() < least_rank || x.shape.rank() > most_rank) {
        std::string_view const expected = least_rank == 4  ? "(batch, channels, height, width)"
                                          : most_rank == 3 ? "(batch, channels) or (batch, channels, length)"
                                                           : "(batch, channels, ...)";
        if (why != nullptr) *why + std::string_view("batch_norm(x): x ") + x.shape + " must be " + expected;
        return false;
    }
    if (running_mean.given != running_var.given) {
        if (why != nullptr)
            *why + std::string_view("batch_norm(x): running_mean and running_var must be given both or neither");
        return false;
    }
    dim channels = x.shape[1];
    return one_per_channel(x, "running_mean", running_mean, channels, why) &&
           one_per_channel(x, "running_var", running_var, channels, why) &&
           one_per_channel(x, "weight", weight, channels, why) && one_per_channel(x, "bias", bias, channels, why);
}

}  // namespace rules

namespace detail {

struct batch_norm_ranks {
    int least = 2;
    int most = max_rank;
};

// An x that nobody else holds gives its memory to the result.
template<class Element>
AnyTensor batch_norm_for(AnyTensor x, batch_norm_operands const& operands, batch_norm_options const& options,
                         activation then, batch_norm_ranks ranks);

template<batch_norm_ranks Ranks, activation Then, class X, class Mean, class Variance, class Weight, class Bias>
auto batch_norm_checked(X&& x, Mean const& running_mean, Variance const& running_var, Weight const& weight,
                        Bias const& bias, batch_norm_options const& options) {
    if constexpr (poisoned<X> || poisoned<Mean> || poisoned<Variance> || poisoned<Weight> || poisoned<Bias>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) {
            return rules::batch_norm(operand_of<X>, optional_operand_of<Mean>, optional_operand_of<Variance>,
                                     optional_operand_of<Weight>, optional_operand_of<Bias>, Ranks.least, Ranks.most,
                                     text);
        }>;
        static_assert(holds<why>, "batch_norm(x): x must be (batch, channels, ...), and the others one per channel");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, static_shape_of<X>>(batch_norm_for<element_of<X>>(
                std::forward<X>(x).any(),
                {any_or_null(running_mean), any_or_null(running_var), any_or_null(weight), any_or_null(bias)}, options,
                Then, Ranks));
    }
}

}  // namespace detail

/// (x - mean) / sqrt(variance + eps) * weight + bias for each channel, with the running statistics or, while
/// `options.training` or where none are given, those of x: the mean over all dimensions but the second, and the biased
/// variance. Training then sets running = (1 - momentum) running + momentum batch, where the variance is the unbiased
/// one, in the memory of the running statistics. Ioffe and Szegedy 2015.
/// x: (B, C, ...)  ->  the same shape. Throws `shape_error`, also for a batch statistic of a single value.
EPONYM_ON_DEMAND inline AnyTensor batch_norm(AnyTensor const& x, batch_norm_operands const& operands,
                                             batch_norm_options const& options = {}) {
    return detail::batch_norm_for<detail::any_element>(x, operands, options, activation::none, {});
}

/// The same with shapes checked by the compiler as far as it knows them. Any operand but x may be nullptr; those that
/// go with one another are as in PyTorch: `batch_norm(x, running_mean, running_var, weight, bias)`.
template<tensor_argument X, optional_tensor_argument Mean, optional_tensor_argument Variance,
         optional_tensor_argument Weight = std::nullptr_t, optional_tensor_argument Bias = std::nullptr_t>
auto batch_norm(X&& x, Mean const& running_mean, Variance const& running_var, Weight const& weight = nullptr,
                Bias const& bias = nullptr, batch_norm_options const& options = {}) {
    return detail::batch_norm_checked<detail::batch_norm_ranks{}, activation::none>(std::forward<X>(x), running_mean,
                                                                                    running_var, weight, bias, options);
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/batch_norm.ipp>
#endif
