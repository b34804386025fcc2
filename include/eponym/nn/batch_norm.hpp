// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string>

#include <eponym/nn/layer.hpp>
#include <eponym/nn/optional_member.hpp>
#include <eponym/nn/options.hpp>
#include <eponym/ops/batch_norm.hpp>

namespace eponym::inline EPONYM_ABI::nn {
namespace detail {

struct batch_norm_layer_options {
    double eps = 1e-5;
    double momentum = 0.1;  // negative: the plain average over all batches
    bool weight = true;
    bool bias = true;
    bool tracked = true;
};

std::string batch_norm_repr(dim channels, batch_norm_layer_options const& options);

// The weight that the next batch has in the running statistics.
double next_momentum(AnyTensor const& num_batches_tracked, double momentum);
void count_batch(AnyTensor const& num_batches_tracked);

template<dim Channels, auto... Options>
inline constexpr batch_norm_layer_options batch_norm_options_of{
    .eps = option_or<nn::eps, Options...>(1e-5),
    .momentum = option_or<nn::momentum, Options...>(0.1),
    .weight = option_or<nn::affine, Options...>(true),
    .bias = option_or<nn::affine, Options...>(true) && option_or<nn::bias, Options...>(true),
    .tracked = option_or<nn::track_running_stats, Options...>(true),
};

template<bool Tracked, dim Channels>
struct running_statistics {
    Buffer<Channels> running_mean;
    Buffer<Channels> running_var = filled_with{1};
    BasicBuffer<std::int64_t> num_batches_tracked;
    using listed = eponym::members<&running_statistics::running_mean, &running_statistics::running_var,
                                   &running_statistics::num_batches_tracked>;
};
template<dim Channels>
struct running_statistics<false, Channels> {
    using listed = eponym::members<>;
};

/// What BatchNorm1d and BatchNorm2d have in common.
///
/// While `training`, a call normalizes with the statistics of its batch and writes the running ones, although it is
/// const, as an operation writes to any tensor's memory: one thread per model then. After `ep::eval` it reads them
/// only, and many threads may call it.
template<dim Channels, eponym::detail::batch_norm_ranks Ranks, auto... Options>
struct batch_norm_layer : optional_weight<batch_norm_options_of<Channels, Options...>.weight, Parameter<Channels>>,
                          optional_bias<batch_norm_options_of<Channels, Options...>.bias, Parameter<Channels>>,
                          running_statistics<batch_norm_options_of<Channels, Options...>.tracked, Channels> {
    static_assert(detail::options_given<Options...>::template are_among<nn::eps, nn::momentum, nn::affine, nn::bias,
                                                                        nn::track_running_stats>,
                  "BatchNorm<channels, options...>: the options are eps, momentum, affine, bias and "
                  "track_running_stats");
    static constexpr batch_norm_layer_options options = batch_norm_options_of<Channels, Options...>;
    static constexpr std::int64_t version = 2;  // PyTorch's: num_batches_tracked is there since then

    bool training = true;

    using members = joined_members<typename optional_weight<options.weight, Parameter<Channels>>::listed,
                                   typename optional_bias<options.bias, Parameter<Channels>>::listed,
                                   typename running_statistics<options.tracked, Channels>::listed>;

    template<activation Then, class X>
    auto normalized(X&& x) const {  // (B, Channels, ...)
        if constexpr (options.tracked)
            return with_running_statistics<Then>(std::forward<X>(x));
        else
            return eponym::detail::batch_norm_checked<Ranks, Then>(std::forward<X>(x), nullptr, nullptr,
                                                                   weight_or_null(*this), bias_or_null(*this),
                                                                   {options.eps, 0, true});
    }

    template<activation Then, class X>
    auto with_running_statistics(X&& x) const {
        double const momentum = training ? next_momentum(this->num_batches_tracked.any(), options.momentum) : 0;
        auto y = eponym::detail::batch_norm_checked<Ranks, Then>(
            std::forward<X>(x), this->running_mean, this->running_var, weight_or_null(*this), bias_or_null(*this),
            {options.eps, momentum, training});
        if constexpr (!poisoned<decltype(y)>)
            if (training) count_batch(this->num_batches_tracked.any());
        return y;
    }

    static std::string extra_repr() { return batch_norm_repr(Channels, options); }
};

}  // namespace detail
}  // namespace eponym::inline EPONYM_ABI::nn

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/batch_norm.ipp>
#endif
