// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>

#include <eponym/kernels/host/random_initial.hpp>
#include <eponym/kernels/host/rounding.hpp>
#include <eponym/meta/list.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

template<class Float>
EPONYM_TARGET_BASELINE inline void draw_normal(Float* out, std::size_t count, double mean, double standard_deviation,
                                               bool singly, Generator& generator) {
    if (singly)
        normal_singly(out, count, mean, standard_deviation, generator);
    else
        normal(out, count, mean, standard_deviation, generator);
}

// Fewer than a block at a time are drawn one by one.
template<class Float>
EPONYM_TARGET_BASELINE inline void draw_in_parts(Float* out, std::size_t count, double mean, double standard_deviation,
                                                 Generator& generator) {
    constexpr std::size_t part = 8;
    for (std::size_t i = 0; i < count; i += part)
        normal(out + i, count - i < part ? count - i : part, mean, standard_deviation, generator);
}

// The values of x outside of [low, high] give way to those of `drawn`; whether there were any.
template<class Float>
EPONYM_TARGET_BASELINE inline bool replace_outside(Float* x, Float const* drawn, std::size_t count, Float low,
                                                   Float high) {
    bool any = false;
    for (std::size_t i = 0; i != count; ++i) {
        if (!(x[i] < low || x[i] > high)) continue;
        any = true;
        if (drawn != nullptr) x[i] = drawn[i];
    }
    return any;
}

/// The standard normal distribution function.
EPONYM_TARGET_BASELINE inline double cumulative_normal(double x) {
    return rounded(1.0 + rounded(std::erf(rounded(x / rounded(std::sqrt(2.0)))))) / 2.0;
}

// ln of the density at x relative to its peak, each step rounded to Float as PyTorch's chain of operations does.
template<class Float>
EPONYM_TARGET_BASELINE inline Float log_density(Float x, Float mean, Float standard_deviation, Float log_peak) {
    Float const scaled = rounded(rounded(x - mean) / standard_deviation);
    return rounded(rounded(rounded(scaled * scaled) * Float(-0.5)) - log_peak);
}

template<class Float>
EPONYM_TARGET_BASELINE inline Float log_of(Float x) {
    return Float(std::log(double(x)));
}

template<class Float>
EPONYM_TARGET_BASELINE inline void accept_from_uniform(Float* out, std::size_t count, double mean,
                                                       double standard_deviation, double from, double to,
                                                       Generator& generator) {
    double const mode = mean < from ? from : mean > to ? to : mean;
    double const distance = rounded((mode - mean) / standard_deviation);
    auto const log_peak = Float(rounded(-0.5 * rounded(distance * distance)));
    list<Float> memory(2 * count);
    list<bool> pending(count);
    Float* const candidates = memory.data();
    Float* const chances = candidates + count;
    for (std::size_t i = 0; i != count; ++i) pending[i] = true;
    for (bool any = count != 0; any;) {
        any = false;
        uniform(candidates, count, from, to, generator);
        uniform(chances, count, 0, 1, generator);
        for (std::size_t i = 0; i != count; ++i) {
            if (!pending[i]) continue;
            out[i] = candidates[i];
            Float const density = log_density(candidates[i], Float(mean), Float(standard_deviation), log_peak);
            // A candidate is taken where the chance is not above its density.
            pending[i] = log_of(chances[i]) > density;
            any = any || pending[i];
        }
    }
}

template<class Float>
EPONYM_TARGET_BASELINE inline bool draw_truncated(Float* out, std::size_t count, double mean, double standard_deviation,
                                                  double from, double to, truncated_draws how, Generator& generator) {
    auto const low = Float(from);
    auto const high = Float(to);
    if (!(low < high)) return false;
    double const probability = rounded(cumulative_normal((to - mean) / standard_deviation)) -
                               rounded(cumulative_normal((from - mean) / standard_deviation));
    if (!(probability > 0.3)) {
        if (!(std::isfinite(mean) && std::isfinite(to - from))) return false;
        accept_from_uniform(out, count, mean, standard_deviation, from, to, generator);
        return true;
    }
    draw_normal(out, count, mean, standard_deviation, how.first_singly, generator);
    if (!replace_outside<Float>(out, nullptr, count, low, high)) return true;
    list<Float> drawn(count);
    do {
        draw_normal(drawn.data(), count, mean, standard_deviation, how.again_singly, generator);
        replace_outside<Float>(out, drawn.data(), count, low, high);
    } while (replace_outside<Float>(out, nullptr, count, low, high));
    return true;
}

}  // namespace detail

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void normal_singly(float* out, std::size_t count, double mean,
                                                               double standard_deviation, Generator& generator) {
    detail::draw_in_parts(out, count, mean, standard_deviation, generator);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void normal_singly(double* out, std::size_t count, double mean,
                                                               double standard_deviation, Generator& generator) {
    detail::draw_in_parts(out, count, mean, standard_deviation, generator);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY bool trunc_normal(float* out, std::size_t count, double mean,
                                                              double standard_deviation, double from, double to,
                                                              truncated_draws how, Generator& generator) {
    return detail::draw_truncated(out, count, mean, standard_deviation, from, to, how, generator);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY bool trunc_normal(double* out, std::size_t count, double mean,
                                                              double standard_deviation, double from, double to,
                                                              truncated_draws how, Generator& generator) {
    return detail::draw_truncated(out, count, mean, standard_deviation, from, to, how, generator);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY double leaky_gain(double slope) {
    using detail::rounded;
    return rounded(std::sqrt(rounded(2.0 / rounded(1.0 + rounded(slope * slope)))));
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY double xavier_deviation(double gain, std::int64_t fan_in,
                                                                    std::int64_t fan_out) {
    using detail::rounded;
    if (fan_in + fan_out <= 0) return 0;
    return rounded(gain * rounded(std::sqrt(rounded(2.0 / double(fan_in + fan_out)))));
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY double kaiming_deviation(double gain, std::int64_t fan) {
    using detail::rounded;
    return fan <= 0 ? 0 : rounded(gain / rounded(std::sqrt(double(fan))));
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY double uniform_bound(double standard_deviation) {
    using detail::rounded;
    return rounded(rounded(std::sqrt(3.0)) * standard_deviation);
}

}  // namespace eponym::inline EPONYM_ABI::kernels
