// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/random.hpp>
#include <eponym/ops/dropout.hpp>
#include <eponym/tensor/create.hpp>
#include <eponym/tensor/generator.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

EPONYM_ON_DEMAND EPONYM_INLINE void require_probability(char const* operation, double probability) {
    if (!(probability >= 0 && probability <= 1))
        throw error(std::string(operation) + ": p must be from 0 to 1, and is " + std::to_string(probability));
}

// x in `channels` runs, of which each is kept or dropped as one.
EPONYM_ON_DEMAND EPONYM_INLINE AnyTensor drop_channels(AnyTensor const& x, dim channels, double probability) {
    AnyTensor const packed = x.contiguous();
    AnyTensor const y = AnyTensor::empty(x.type(), x.shape());
    AnyTensor const factors = AnyTensor::empty(x.type(), {channels});
    fill(factors, 1);
    dim const run = x.numel() / channels;
    visit_computed<any_element>(x.type(), [&]<class T>() {
        T* const factor = factors.mutable_data<T>();
        {
            default_generator_lock const lock;
            kernels::dropout(factor, factor, std::size_t(channels), probability, *lock);
        }
        T const* from = packed.data<T>();
        T* to = y.mutable_data<T>();
        for (dim channel = 0; channel < channels; ++channel)
            for (dim i = 0; i < run; ++i) *to++ = *from++ * factor[channel];
    });
    return y;
}

}  // namespace detail

EPONYM_ON_DEMAND_INLINE AnyTensor dropout(AnyTensor const& x, double probability, bool training) {
    detail::require_probability("dropout(x, p)", probability);
    detail::require([&](sentence* why) { return rules::computes("dropout(x)", x.type(), why); });
    if (!training) return x;
    AnyTensor const packed = x.contiguous();
    AnyTensor const y = AnyTensor::empty(x.type(), x.shape());
    detail::visit_computed<detail::any_element>(x.type(), [&]<class T>() {
        default_generator_lock const lock;
        kernels::dropout(y.mutable_data<T>(), packed.data<T>(), std::size_t(x.numel()), probability, *lock);
    });
    return y;
}

EPONYM_ON_DEMAND_INLINE AnyTensor dropout1d(AnyTensor const& x, double probability, bool training) {
    detail::require_probability("dropout1d(x, p)", probability);
    detail::require(
        [&](sentence* why) { return rules::channel_dropout("dropout1d(x)", detail::operand_for(x), 3, why); });
    if (!training || x.numel() == 0 || probability == 0) return x;
    dim const channels = x.rank() == 3 ? x.shape()[0] * x.shape()[1] : x.shape()[0];
    return detail::drop_channels(x, channels, probability);
}

EPONYM_ON_DEMAND_INLINE AnyTensor dropout2d(AnyTensor const& x, double probability, bool training) {
    detail::require_probability("dropout2d(x, p)", probability);
    detail::require(
        [&](sentence* why) { return rules::channel_dropout("dropout2d(x)", detail::operand_for(x), 4, why); });
    if (!training || x.numel() == 0 || probability == 0) return x;
    return detail::drop_channels(x, x.shape()[0] * x.shape()[1], probability);
}

}  // namespace eponym::inline EPONYM_ABI
