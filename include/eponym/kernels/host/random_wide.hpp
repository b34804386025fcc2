// SPDX-License-Identifier: BSL-1.0
// The steps of random_portable.hpp for eight values at a time, on machines with AVX2 and FMA. fma and the square root
// are spelled in assembly: that works in a function with a target attribute at every level of optimisation, cannot be
// taken apart or estimated under -ffast-math, and rounds its result for the compiler as detail::rounded does.
#pragma once

#include <eponym/kernels/host/random_portable.hpp>

namespace eponym::inline EPONYM_ABI::kernels::detail {

#if EPONYM_KERNELS_X86_64

using wide [[gnu::vector_size(32)]] = float;
using wide_words [[gnu::vector_size(32)]] = std::int32_t;

EPONYM_TARGET_AVX2 inline wide wide_of(float value) {
    return wide{value, value, value, value, value, value, value, value};
}

EPONYM_TARGET_AVX2 inline wide wide_rounded(wide value) {
    __asm__("" : "+x"(value));
    return value;
}

EPONYM_TARGET_AVX2 inline wide wide_product(wide a, wide b) { return wide_rounded(a * b); }

EPONYM_TARGET_AVX2 inline wide wide_sum(wide a, wide b) { return wide_rounded(a + b); }

EPONYM_TARGET_AVX2 inline wide wide_fused(wide a, wide b, wide c) {
    __asm__("vfmadd213ps %2, %1, %0" : "+x"(a) : "x"(b), "x"(c));
    return a;
}

EPONYM_TARGET_AVX2 inline wide wide_square_root(wide x) {
    __asm__("vsqrtps %0, %0" : "+x"(x));
    return x;
}

EPONYM_TARGET_AVX2 inline wide wide_load(float const* from) {
    wide value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

EPONYM_TARGET_AVX2 inline void wide_store(float* to, wide value) { std::memcpy(to, &value, sizeof value); }

/// `a` where the mask is all ones, `b` where it is zero.
EPONYM_TARGET_AVX2 inline wide wide_select(wide_words mask, wide a, wide b) {
    return wide((wide_words(a) & mask) | (wide_words(b) & ~mask));
}

EPONYM_TARGET_AVX2 inline wide wide_logarithm(wide x) {
    wide_words const bits = wide_words(x);
    wide m = wide((bits & 0x007FFFFF) | 0x3F000000);
    wide_words const small = m < wide_of(logarithm_split);
    wide exponent = __builtin_convertvector((bits >> 23) - 126, wide);
    exponent = wide_sum(exponent, wide(wide_words(wide_of(-1.0f)) & small));
    wide const addend = wide(wide_words(m) & small);
    m = wide_sum(wide_sum(m, wide_of(-1.0f)), addend);

    wide const square = wide_product(m, m);
    wide polynomial = wide_of(logarithm_terms[0]);
    for (int i = 1; i != 9; ++i) polynomial = wide_fused(polynomial, m, wide_of(logarithm_terms[i]));
    polynomial = wide_product(polynomial, m);
    polynomial = wide_fused(polynomial, square, wide_product(exponent, wide_of(ln2_lower)));
    polynomial = wide_fused(-square, wide_of(0.5f), polynomial);
    return wide_fused(exponent, wide_of(ln2_upper), wide_sum(m, polynomial));
}

struct wide_sine_and_cosine {
    wide sine;
    wide cosine;
};

EPONYM_TARGET_AVX2 inline wide_sine_and_cosine wide_sincos(wide angle) {
    wide_words const octant =
        (__builtin_convertvector(wide_product(angle, wide_of(four_over_pi)), wide_words) + 1) & ~1;
    wide const octants = __builtin_convertvector(octant, wide);
    for (float part : quarter_pi_parts) angle = wide_fused(octants, wide_of(part), angle);
    wide const square = wide_product(angle, angle);

    wide cosine = wide_fused(wide_of(cosine_terms[0]), square, wide_of(cosine_terms[1]));
    cosine = wide_product(wide_fused(cosine, square, wide_of(cosine_terms[2])), square);
    cosine = wide_fused(cosine, square, -wide_product(square, wide_of(0.5f)));
    cosine = wide_sum(cosine, wide_of(1.0f));

    wide sine = wide_fused(wide_of(sine_terms[0]), square, wide_of(sine_terms[1]));
    sine = wide_product(wide_fused(sine, square, wide_of(sine_terms[2])), square);
    sine = wide_fused(sine, angle, angle);

    wide_words const swapped = (octant & 2) != 0;
    wide_words const sine_sign = (octant & 4) << 29;
    wide_words const cosine_sign = (~(octant - 2) & 4) << 29;
    return {wide(wide_words(wide_select(swapped, cosine, sine)) ^ sine_sign),
            wide(wide_words(wide_select(swapped, sine, cosine)) ^ cosine_sign)};
}

EPONYM_TARGET_AVX2 inline void uniform_wide(float* out, std::uint32_t const* words, std::size_t count, float width,
                                            float from) {
    std::size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        wide_words word;
        std::memcpy(&word, words + i, sizeof word);
        wide const unit = wide_product(__builtin_convertvector(word & 0xFFFFFF, wide), wide_of(0x1p-24f));
        wide_store(out + i, wide_fused(unit, wide_of(width), wide_of(from)));
    }
    uniform_portable(out + i, words + i, count - i, width, from);
}

EPONYM_TARGET_AVX2 inline void normal_wide(float* data, std::size_t blocks, float mean, float standard_deviation) {
    for (float* const end = data + blocks * 16; data != end; data += 16) {
        wide const logarithm = wide_logarithm(wide_sum(wide_of(1.0f), -wide_load(data)));
        wide const radius = wide_square_root(wide_product(wide_of(-2.0f), logarithm));
        wide const angle = wide_product(wide_of(two_pi_single), wide_load(data + 8));
        wide_sine_and_cosine const turned = wide_sincos(angle);
        wide const cosine = wide_product(radius, turned.cosine);
        wide const sine = wide_product(radius, turned.sine);
        wide_store(data, wide_fused(cosine, wide_of(standard_deviation), wide_of(mean)));
        wide_store(data + 8, wide_fused(sine, wide_of(standard_deviation), wide_of(mean)));
    }
}

#else

inline constexpr auto uniform_wide = uniform_portable;
inline constexpr auto normal_wide = normal_portable;

#endif

}  // namespace eponym::inline EPONYM_ABI::kernels::detail
