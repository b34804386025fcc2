// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/batch_norm.hpp>
#include <eponym/ops/batch_norm.hpp>
#include <eponym/ops/workspace.hpp>

namespace eponym::inline EPONYM_ABI {
namespace detail {

template<class T>
T channel_value(AnyTensor const* values, dim channel, T otherwise) {
    return values != nullptr ? values->data<T>()[channel * values->strides()[0]] : otherwise;
}

// mean and variance become those that the running statistics hold.
template<class T>
void read_running_statistics(batch_norm_operands const& operands, dim channels, double* mean, double* variance) {
    for (dim c = 0; c < channels; ++c) {
        mean[c] = double(channel_value<T>(operands.running_mean, c, T(0)));
        variance[c] = double(channel_value<T>(operands.running_var, c, T(1)));
    }
}

// The variance of a sample of `count` values underestimates the population's by (count - 1) / count.
template<class T>
void update_running_statistics(batch_norm_operands const& operands, dim channels, double const* mean,
                               double const* variance, dim count, double momentum) {
    T* const means = operands.running_mean->mutable_data<T>();
    T* const variances = operands.running_var->mutable_data<T>();
    double const unbiased = double(count) / double(count - 1);
    for (dim c = 0; c < channels; ++c) {
        T& running_mean = means[c * operands.running_mean->strides()[0]];
        T& running_var = variances[c * operands.running_var->strides()[0]];
        running_mean = T((1 - momentum) * double(running_mean) + momentum * mean[c]);
        running_var = T((1 - momentum) * double(running_var) + momentum * variance[c] * unbiased);
    }
}

inline void require_several_values(AnyTensor const& x, dim count) {
    require([&](sentence* why) {
        if (count != 1) return true;
        if (why != nullptr)
            *why + std::string_view("batch_norm(x): the statistics of a batch need more than one value per channel, ") +
                "and x " + x.shape() + " has one";
        return false;
    });
}

}  // namespace detail

template<class Element>
AnyTensor detail::batch_norm_for(AnyTensor x, batch_norm_operands const& operands, batch_norm_options const& options,
                                 activation then, batch_norm_ranks ranks) {
    detail::require([&](sentence* why) {
        return rules::batch_norm(detail::operand_for(x), detail::operand_for(operands.running_mean),
                                 detail::operand_for(operands.running_var), detail::operand_for(operands.weight),
                                 detail::operand_for(operands.bias), ranks.least, ranks.most, why);
    });
    dim const outer = x.shape()[0];
    dim const channels = x.shape()[1];
    dim const inner = channels == 0 || outer == 0 ? 0 : x.numel() / (outer * channels);
    bool const of_batch = options.training || operands.running_mean == nullptr;
    if (of_batch) detail::require_several_values(x, outer * inner);
    bool const in_place = x.is_sole_owner() && x.is_contiguous();
    AnyTensor const packed = x.contiguous();
    AnyTensor const y = in_place ? packed : AnyTensor::empty(x.type(), x.shape());
    if (x.numel() == 0) return y;
    detail::visit_computed<Element>(x.type(), [&]<class T>() {
        auto* const mean =
            static_cast<double*>(detail::thread_workspace(std::size_t(channels) * 2 * (sizeof(double) + sizeof(T))));
        double* const variance = mean + channels;
        T* const scale = reinterpret_cast<T*>(variance + channels);
        T* const shift = scale + channels;
        if (of_batch)
            kernels::channel_moments(packed.data<T>(), mean, variance, outer, channels, inner);
        else
            detail::read_running_statistics<T>(operands, channels, mean, variance);
        if (of_batch && operands.running_mean != nullptr)
            detail::update_running_statistics<T>(operands, channels, mean, variance, outer * inner, options.momentum);
        for (dim c = 0; c < channels; ++c) {
            double const factor =
                double(detail::channel_value<T>(operands.weight, c, T(1))) / __builtin_sqrt(variance[c] + options.eps);
            scale[c] = T(factor);
            shift[c] = T(double(detail::channel_value<T>(operands.bias, c, T(0))) - mean[c] * factor);
        }
        kernels::scale_channels(packed.data<T>(), scale, shift, then, y.mutable_data<T>(), outer, channels, inner);
    });
    return y;
}

#if defined(EPONYM_COMPILED)
template AnyTensor detail::batch_norm_for<detail::any_element>(AnyTensor, batch_norm_operands const&,
                                                               batch_norm_options const&, activation, batch_norm_ranks);
template AnyTensor detail::batch_norm_for<float>(AnyTensor, batch_norm_operands const&, batch_norm_options const&,
                                                 activation, batch_norm_ranks);
template AnyTensor detail::batch_norm_for<double>(AnyTensor, batch_norm_operands const&, batch_norm_options const&,
                                                  activation, batch_norm_ranks);
#endif

}  // namespace eponym::inline EPONYM_ABI
