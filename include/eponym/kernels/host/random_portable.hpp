// SPDX-License-Identifier: BSL-1.0
// The inner loops of the single-precision random fills, one value at a time. random_wide.hpp has the same steps for
// eight values at a time.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <eponym/kernels/host/rounding.hpp>

namespace eponym::inline EPONYM_ABI::kernels::detail {

inline constexpr float logarithm_terms[] = {7.0376836292e-2f,  -1.1514610310e-1f, 1.1676998740e-1f,
                                            -1.2420140846e-1f, 1.4249322787e-1f,  -1.6668057665e-1f,
                                            2.0000714765e-1f,  -2.4999993993e-1f, 3.3333331174e-1f};
inline constexpr float cosine_terms[] = {2.443315711809948e-5f, -1.388731625493765e-3f, 4.166664568298827e-2f};
inline constexpr float sine_terms[] = {-1.9515295891e-4f, 8.3321608736e-3f, -1.6666654611e-1f};

// ln 2 and pi / 4, each in parts short enough for their products to be exact.
inline constexpr float ln2_upper = 0.693359375f;
inline constexpr float ln2_lower = -2.12194440e-4f;
inline constexpr float quarter_pi_parts[] = {-0.78515625f, -2.4187564849853515625e-4f, -3.77489497744594108e-8f};

inline constexpr float four_over_pi = 1.27323954473516f;
inline constexpr float two_pi_single = 6.2831855f;
inline constexpr float logarithm_split = 0.707106781186547524f;

EPONYM_KERNEL_BODY float product(float a, float b) { return rounded(a * b); }
EPONYM_KERNEL_BODY float sum(float a, float b) { return rounded(a + b); }

/// ln(x) for x in (0, 1].
EPONYM_KERNEL_BODY float portable_logarithm(float x) {
    std::uint32_t bits;
    std::memcpy(&bits, &x, sizeof bits);
    float exponent = float(std::int32_t(bits >> 23) - 126);
    std::uint32_t const mantissa = (bits & 0x007FFFFFu) | 0x3F000000u;
    float m;
    std::memcpy(&m, &mantissa, sizeof m);
    if (m < logarithm_split) {
        exponent = sum(exponent, -1.0f);
        m = sum(sum(m, -1.0f), m);
    } else {
        m = sum(m, -1.0f);
    }
    float const square = product(m, m);
    float polynomial = logarithm_terms[0];
    for (int i = 1; i != 9; ++i) polynomial = fused(polynomial, m, logarithm_terms[i]);
    polynomial = product(polynomial, m);
    polynomial = fused(polynomial, square, product(exponent, ln2_lower));
    polynomial = fused(-square, 0.5f, polynomial);
    return fused(exponent, ln2_upper, sum(m, polynomial));
}

struct sine_and_cosine {
    float sine;
    float cosine;
};

/// For angles from 0 to 2 pi.
EPONYM_KERNEL_BODY sine_and_cosine sincos(float angle) {
    std::int32_t const octant = (std::int32_t(product(angle, four_over_pi)) + 1) & ~1;
    for (float part : quarter_pi_parts) angle = fused(float(octant), part, angle);
    float const square = product(angle, angle);

    float cosine = fused(fused(cosine_terms[0], square, cosine_terms[1]), square, cosine_terms[2]);
    cosine = product(cosine, square);
    cosine = fused(cosine, square, -product(square, 0.5f));
    cosine = sum(cosine, 1.0f);

    float sine = fused(fused(sine_terms[0], square, sine_terms[1]), square, sine_terms[2]);
    sine = fused(product(sine, square), angle, angle);

    bool const swapped = (octant & 2) != 0;
    float const first = swapped ? cosine : sine;
    float const second = swapped ? sine : cosine;
    return {(octant & 4) != 0 ? -first : first, (~(octant - 2) & 4) != 0 ? -second : second};
}

EPONYM_KERNEL_BODY float square_root(float x) {
#if defined(__x86_64__)
    __asm__("sqrtss %0, %0" : "+x"(x));  // -ffast-math may turn the library call into an estimate
    return x;
#else
    return rounded(std::sqrt(x));
#endif
}

/// out = from + width * u, rounded once, with u = the low 24 bits of each word / 2^24.
EPONYM_TARGET_BASELINE inline void uniform_portable(float* out, std::uint32_t const* words, std::size_t count,
                                                    float width, float from) {
    for (std::size_t i = 0; i != count; ++i) {
        out[i] = fused(float(std::int32_t(words[i] & 0xFFFFFFu)) * 0x1p-24f, width, from);
    }
}

/// Turns each block of sixteen uniforms into normal values: radii from the first eight, angles from the last eight.
EPONYM_TARGET_BASELINE inline void normal_portable(float* data, std::size_t blocks, float mean,
                                                   float standard_deviation) {
    for (float* const end = data + blocks * 16; data != end; data += 16) {
        for (int j = 0; j != 8; ++j) {
            float const radius = square_root(product(-2.0f, portable_logarithm(sum(1.0f, -data[j]))));
            sine_and_cosine const angle = sincos(product(two_pi_single, data[j + 8]));
            data[j] = fused(product(radius, angle.cosine), standard_deviation, mean);
            data[j + 8] = fused(product(radius, angle.sine), standard_deviation, mean);
        }
    }
}

}  // namespace eponym::inline EPONYM_ABI::kernels::detail
