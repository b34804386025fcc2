// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/random.hpp>
#include <eponym/kernels/host/random_initial.hpp>
#include <eponym/nn/initialization.hpp>
#include <eponym/ops/check.hpp>
#include <eponym/tensor/create.hpp>
#include <eponym/tensor/generator.hpp>

namespace eponym::inline EPONYM_ABI::nn {
namespace detail {

EPONYM_ON_DEMAND EPONYM_INLINE void fill_uniform(AnyTensor const& tensor, double bound) {
    default_generator_lock const lock;
    eponym::detail::visit_computed<eponym::detail::any_element>(tensor.type(), [&]<class T>() {
        kernels::uniform(tensor.mutable_data<T>(), std::size_t(tensor.numel()), -bound, bound, *lock);
    });
}

}  // namespace detail

EPONYM_INLINE void weight_uniform::operator()(AnyTensor const& tensor) const {
    detail::fill_uniform(tensor, kernels::weight_bound(fan_in));
}

EPONYM_INLINE void bias_uniform::operator()(AnyTensor const& tensor) const {
    detail::fill_uniform(tensor, kernels::bias_bound(fan_in));
}

namespace init {
namespace detail {

// The dimensions of x from the farthest apart in memory to the nearest: random values are drawn in the order in which
// the elements lie there.
struct memory_order {
    dim dimensions[max_rank]{};
    int rank = 0;
    bool is_identity = true;

    explicit memory_order(AnyTensor const& x) : rank(x.rank()) {
        for (int i = 0; i < rank; ++i) {
            int place = i;
            for (; place > 0 && x.strides()[i] > x.strides()[int(dimensions[place - 1])]; --place)
                dimensions[place] = dimensions[place - 1];
            dimensions[place] = i;
        }
        // Dimensions of size 1 are nowhere.
        dim last = -1;
        for (int i = 0; i < rank; ++i) {
            if (x.shape()[int(dimensions[i])] == 1) continue;
            is_identity = is_identity && dimensions[i] > last;
            last = dimensions[i];
        }
    }

    AnyTensor of(AnyTensor const& x) const { return x.permute(std::span(dimensions, std::size_t(rank))); }
};

// Calls `draw(data, count, generator)` on x's elements in the order of memory, with a copy where there are gaps.
template<class Draw>
void draw_into(AnyTensor const& x, Draw const& draw) {
    if (x.numel() == 0) return;
    bool const packed = x.is_contiguous();
    AnyTensor const ordered = packed ? x : memory_order(x).of(x);
    AnyTensor const target = packed ? x : AnyTensor::empty(x.type(), ordered.shape());
    {
        default_generator_lock const lock;
        eponym::detail::visit_computed<eponym::detail::any_element>(
            x.type(), [&]<class T>() { draw(target.mutable_data<T>(), std::size_t(target.numel()), *lock); });
    }
    if (!packed) ordered.copy_from(target);
}

EPONYM_ON_DEMAND EPONYM_INLINE void draw_uniform(AnyTensor const& x, double from, double to) {
    draw_into(x, [&](auto* data, std::size_t count, Generator& generator) {
        kernels::uniform(data, count, from, to, generator);
    });
}

EPONYM_ON_DEMAND EPONYM_INLINE void draw_normal(AnyTensor const& x, double mean, double standard_deviation) {
    bool const packed = x.is_contiguous();
    draw_into(x, [&](auto* data, std::size_t count, Generator& generator) {
        if (packed)
            kernels::normal(data, count, mean, standard_deviation, generator);
        else
            kernels::normal_singly(data, count, mean, standard_deviation, generator);
    });
}

struct fans {
    dim in = 0;
    dim out = 0;

    explicit fans(Shape const& weight) : in(weight[1]), out(weight[0]) {
        for (int i = 2; i < weight.rank(); ++i) {
            in *= weight[i];
            out *= weight[i];
        }
    }
    dim of(fan_mode mode) const { return mode == fan_in ? in : out; }
};

template<class Initialiser>
void require_fit(AnyTensor const& x) {
    eponym::detail::require([&](sentence* why) { return Initialiser::fits(eponym::detail::operand_for(x), why); });
}

}  // namespace detail

EPONYM_INLINE void uniform::operator()(AnyTensor const& x) const {
    detail::require_fit<uniform>(x);
    if (!(from <= to))
        throw error("init::uniform(x): from must not be above to; they are " + std::to_string(from) + " and " +
                    std::to_string(to));
    detail::draw_uniform(x, from, to);
}

EPONYM_INLINE void normal::operator()(AnyTensor const& x) const {
    detail::require_fit<normal>(x);
    if (!(standard_deviation >= 0))
        throw error("init::normal(x): the standard deviation must not be negative, and is " +
                    std::to_string(standard_deviation));
    detail::draw_normal(x, mean, standard_deviation);
}

EPONYM_INLINE void trunc_normal::operator()(AnyTensor const& x) const {
    detail::require_fit<trunc_normal>(x);
    if (!(standard_deviation > 0))
        throw error("init::trunc_normal(x): the standard deviation must be positive, and is " +
                    std::to_string(standard_deviation));
    if (x.numel() == 0) return;
    // Values are drawn again into memory without gaps, in the order of dimensions that x has.
    kernels::truncated_draws const how{!x.is_contiguous(), !detail::memory_order(x).is_identity};
    bool drawn = false;
    detail::draw_into(x, [&](auto* data, std::size_t count, Generator& generator) {
        drawn = kernels::trunc_normal(data, count, mean, standard_deviation, from, to, how, generator);
    });
    if (!drawn)
        throw error("init::trunc_normal(x): there is nothing to draw from " + std::to_string(from) + " to " +
                    std::to_string(to) + " about the mean " + std::to_string(mean));
}

EPONYM_INLINE void constant::operator()(AnyTensor const& x) const {
    if (x.is_contiguous()) return eponym::detail::fill(x, value);
    AnyTensor const filled = AnyTensor::empty(x.type(), x.shape());
    eponym::detail::fill(filled, value);
    x.copy_from(filled);
}

EPONYM_ON_DEMAND_INLINE double calculate_gain(nonlinearity behind, double negative_slope) {
    switch (behind) {
        case linear:
        case sigmoid: return 1;
        case tanh: return 5.0 / 3.0;
        case relu: return 1.4142135623730951;
        case leaky_relu: return kernels::leaky_gain(negative_slope);
        case selu: return 0.75;
    }
    return 1;
}

EPONYM_INLINE void xavier_uniform::operator()(AnyTensor const& x) const {
    detail::require_fit<xavier_uniform>(x);
    detail::fans const fans(x.shape());
    double const bound = kernels::uniform_bound(kernels::xavier_deviation(gain, fans.in, fans.out));
    detail::draw_uniform(x, -bound, bound);
}

EPONYM_INLINE void xavier_normal::operator()(AnyTensor const& x) const {
    detail::require_fit<xavier_normal>(x);
    detail::fans const fans(x.shape());
    detail::draw_normal(x, 0, kernels::xavier_deviation(gain, fans.in, fans.out));
}

EPONYM_INLINE void kaiming_uniform::operator()(AnyTensor const& x) const {
    detail::require_fit<kaiming_uniform>(x);
    double const gain = calculate_gain(nonlinearity, a);
    double const bound = kernels::uniform_bound(kernels::kaiming_deviation(gain, detail::fans(x.shape()).of(mode)));
    detail::draw_uniform(x, -bound, bound);
}

EPONYM_INLINE void kaiming_normal::operator()(AnyTensor const& x) const {
    detail::require_fit<kaiming_normal>(x);
    double const gain = calculate_gain(nonlinearity, a);
    detail::draw_normal(x, 0, kernels::kaiming_deviation(gain, detail::fans(x.shape()).of(mode)));
}

}  // namespace init
}  // namespace eponym::inline EPONYM_ABI::nn
