// SPDX-License-Identifier: BSL-1.0
// Every product that a sum follows is either spelled as an fma, where PyTorch's build has one, or passed through
// detail::rounded, where it has none. The logarithm, sine and cosine of the normal values are the single-precision
// polynomials of the Cephes library (Moshier, 1992) evaluated with fma, since PyTorch's are, and not the platform's.
#pragma once

#include <cmath>

#include <eponym/kernels/host/instruction_set.hpp>
#include <eponym/kernels/host/random.hpp>
#include <eponym/kernels/host/random_portable.hpp>
#include <eponym/kernels/host/random_wide.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

inline constexpr std::size_t normal_block = 16;
inline constexpr double two_pi = 6.283185307179586;
inline constexpr std::size_t unit_batch = 512;

/// Uniform values on [0, 1) with 53 bits, two words each; at most unit_batch of them.
EPONYM_TARGET_BASELINE inline void fill_units(double* out, std::size_t count, Generator& generator) {
    std::uint32_t words[2 * unit_batch];
    generator.fill(words, 2 * count);
    for (std::size_t i = 0; i != count; ++i) {
        out[i] = double(std::int64_t(words[2 * i] & 0x1FFFFFu) << 32 | words[2 * i + 1]) * 0x1p-53;
    }
}

/// By Box and Muller's method in double; the second value of each pair waits in the generator.
EPONYM_TARGET_BASELINE inline double random_normal(Generator& generator) {
    double value;
    if (generator.take_cached_normal(&value)) return value;
    double units[2];
    fill_units(units, 2, generator);
    double const radius = std::sqrt(rounded(-2.0 * rounded(std::log1p(-units[1]))));
    double const angle = rounded(two_pi * units[0]);
    generator.cache_normal(rounded(radius * rounded(std::sin(angle))));
    return rounded(radius * rounded(std::cos(angle)));
}

/// Sixteen uniforms on [0, 1) become sixteen normal values: the first eight give the radii, the last eight the angles.
EPONYM_TARGET_BASELINE inline void normal_block_from_uniform(double* block, double mean, double standard_deviation) {
    for (int j = 0; j != 8; ++j) {
        double const radius = std::sqrt(rounded(-2.0 * rounded(std::log(rounded(1.0 - block[j])))));
        double const angle = rounded(two_pi * block[j + 8]);
        double const cosine = rounded(radius * rounded(std::cos(angle)));
        double const sine = rounded(radius * rounded(std::sin(angle)));
        block[j] = fused(cosine, standard_deviation, mean);
        block[j + 8] = fused(sine, standard_deviation, mean);
    }
}

template<class Float>
EPONYM_TARGET_BASELINE inline void scaled_dropout(Float* out, Float const* in, std::size_t count, double probability,
                                                  Generator& generator) {
    double const keep = rounded(1.0 - probability);
    // Rounding the double quotient gives the correctly rounded float one.
    Float const scale = keep == 0 ? Float(0) : Float(rounded(1.0 / rounded(double(Float(keep)))));
    bool const draws = probability > 0 && probability < 1;
    double units[unit_batch]{};
    for (std::size_t i = 0; i != count; ++i) {
        std::size_t const left = count - i;
        if (draws && i % unit_batch == 0) fill_units(units, left < unit_batch ? left : unit_batch, generator);
        // Without draws every unit is 0, which is kept unless the probability to keep is 0 as well.
        out[i] = in[i] * (units[i % unit_batch] < keep ? scale : Float(0));
    }
}

}  // namespace detail

EPONYM_ON_DEMAND_INLINE void uniform(float* out, std::size_t count, double from, double to, Generator& generator) {
    float const low = float(from);
    float const width = detail::rounded(float(to) - low);
    // A few kilobytes at a time, so that the words stay in the first-level cache.
    constexpr std::size_t batch = 1248;
    std::uint32_t words[batch];
    bool const wide = instruction_set() >= isa::avx2;
    while (count != 0) {
        std::size_t const taken = count < batch ? count : batch;
        generator.fill(words, taken);
        (wide ? detail::uniform_wide : detail::uniform_portable)(out, words, taken, width, low);
        out += taken;
        count -= taken;
    }
}

EPONYM_ON_DEMAND_INLINE void uniform(double* out, std::size_t count, double from, double to, Generator& generator) {
    double const width = detail::rounded(to - from);
    for (std::size_t i = 0; i < count; i += detail::unit_batch) {
        std::size_t const taken = count - i < detail::unit_batch ? count - i : detail::unit_batch;
        detail::fill_units(out + i, taken, generator);
        for (std::size_t j = i; j != i + taken; ++j) out[j] = detail::fused(out[j], width, from);
    }
}

EPONYM_ON_DEMAND_INLINE void normal(float* out, std::size_t count, double mean, double standard_deviation,
                                    Generator& generator) {
    constexpr std::size_t block = detail::normal_block;
    if (count < block) {
        for (std::size_t i = 0; i != count; ++i) {
            out[i] = float(detail::fused(detail::random_normal(generator), standard_deviation, mean));
        }
        return;
    }
    auto const transform = instruction_set() >= isa::avx2 ? detail::normal_wide : detail::normal_portable;
    uniform(out, count, 0, 1, generator);
    transform(out, count / block, float(mean), float(standard_deviation));
    if (count % block != 0) {
        float* const last = out + count - block;
        uniform(last, block, 0, 1, generator);
        transform(last, 1, float(mean), float(standard_deviation));
    }
}

EPONYM_ON_DEMAND_INLINE void normal(double* out, std::size_t count, double mean, double standard_deviation,
                                    Generator& generator) {
    constexpr std::size_t block = detail::normal_block;
    if (count < block) {
        for (std::size_t i = 0; i != count; ++i) {
            out[i] = detail::fused(detail::random_normal(generator), standard_deviation, mean);
        }
        return;
    }
    uniform(out, count, 0, 1, generator);
    for (std::size_t i = 0; i + block <= count; i += block) {
        detail::normal_block_from_uniform(out + i, mean, standard_deviation);
    }
    if (count % block != 0) {
        double* const last = out + count - block;
        uniform(last, block, 0, 1, generator);
        detail::normal_block_from_uniform(last, mean, standard_deviation);
    }
}

EPONYM_ON_DEMAND_INLINE void bernoulli(bool* out, std::size_t count, double probability, Generator& generator) {
    double units[detail::unit_batch];
    for (std::size_t i = 0; i != count; ++i) {
        std::size_t const at = i % detail::unit_batch;
        if (at == 0)
            detail::fill_units(units, count - i < detail::unit_batch ? count - i : detail::unit_batch, generator);
        out[i] = units[at] < probability;
    }
}

EPONYM_ON_DEMAND_INLINE void dropout(float* out, float const* in, std::size_t count, double probability,
                                     Generator& generator) {
    detail::scaled_dropout(out, in, count, probability, generator);
}

EPONYM_ON_DEMAND_INLINE void dropout(double* out, double const* in, std::size_t count, double probability,
                                     Generator& generator) {
    detail::scaled_dropout(out, in, count, probability, generator);
}

EPONYM_ON_DEMAND_INLINE void random_integers(std::int64_t* out, std::size_t count, std::int64_t low, std::int64_t high,
                                             Generator& generator) {
    std::uint64_t const range = std::uint64_t(high) - std::uint64_t(low);
    bool const narrow = range < std::uint64_t{1} << 28;
    for (std::size_t i = 0; i != count; ++i) {
        std::uint64_t const word = narrow ? generator.random() : generator.random64();
        out[i] = std::int64_t(word % range + std::uint64_t(low));
    }
}

EPONYM_ON_DEMAND_INLINE void random_permutation(std::int64_t* out, std::size_t count, Generator& generator) {
    if (count >= 0xFFFFFFFFu / 20) {  // 32 bits would no longer be nearly uniform
        for (std::size_t i = 0; i != count; ++i) {
            std::size_t const chosen = generator.random64() % (i + 1);
            out[i] = out[chosen];
            out[chosen] = std::int64_t(i);
        }
        return;
    }
    for (std::size_t i = 0; i != count; ++i) out[i] = std::int64_t(i);
    for (std::size_t i = 0; i + 1 < count; ++i) {
        std::size_t const chosen = i + generator.random() % (count - i);
        std::int64_t const value = out[i];
        out[i] = out[chosen];
        out[chosen] = value;
    }
}

EPONYM_ON_DEMAND_INLINE double weight_bound(std::int64_t fan_in) {
    if (fan_in <= 0) return 0;
    using detail::rounded;
    double const gain = std::sqrt(2.0 / 6.0);
    return rounded(std::sqrt(3.0)) * rounded(rounded(gain) / rounded(std::sqrt(double(fan_in))));
}

EPONYM_ON_DEMAND_INLINE double bias_bound(std::int64_t fan_in) {
    return fan_in <= 0 ? 0 : 1.0 / detail::rounded(std::sqrt(double(fan_in)));
}

}  // namespace eponym::inline EPONYM_ABI::kernels
