// SPDX-License-Identifier: BSL-1.0
// The exponential function, the logarithm and what is made of them, for the lanes of a vector. Each is written once for
// float and double; `binary_format` says what differs.
#pragma once

#include <eponym/kernels/host/vector.hpp>

namespace eponym::inline EPONYM_ABI::kernels::detail {

template<class T>
struct binary_format;

template<>
struct binary_format<float> {
    using word = std::uint32_t;
    static constexpr int mantissa_bits = 23;
    static constexpr int bias = 127;
    static constexpr float smallest_normal = 0x1p-126f;
    static constexpr float exponential_low = -104;  // below, e^x rounds to 0
    static constexpr float exponential_high = 89;   // above, it is infinite
    // ln 2 in two parts, of which the first has so few bits that its product with an exponent is exact.
    static constexpr float ln2_high = 0.693359375f;
    static constexpr float ln2_low = -2.12194440e-4f;
};

template<>
struct binary_format<double> {
    using word = std::uint64_t;
    static constexpr int mantissa_bits = 52;
    static constexpr int bias = 1023;
    static constexpr double smallest_normal = 0x1p-1022;
    static constexpr double exponential_low = -746;
    static constexpr double exponential_high = 710;
    static constexpr double ln2_high = 0x1.62e42feep-1;
    static constexpr double ln2_low = 1.90821492927058770e-10;
};

/// As many 32-bit integers as a vector of T has lanes.
template<class T, int Bytes>
using lane_counts = vector<std::int32_t, Bytes * 4 / int(sizeof(T))>;

/// p = the polynomial in x with these coefficients, that of the highest power first.
template<class T, int Bytes, class... Coefficients>
EPONYM_KERNEL_BODY void polynomial(vector<T, Bytes>& p, vector<T, Bytes> const& x, T highest, T next,
                                   Coefficients... others) {
    p = x * highest + next;
    ((p = p * x + T(others)), ...);
}

/// y = its magnitude with the sign of x.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void take_sign(vector<T, Bytes>& y, vector<T, Bytes> const& x) {
    using word = typename binary_format<T>::word;
    using words = vector<word, Bytes>;
    constexpr word magnitude = word(-1) >> 1;
    y = (vector<T, Bytes>)(((words)(y)&magnitude) | ((words)(x) & ~magnitude));
}

/// x = n ln 2 + r with |r| <= ln 2 / 2. Where x is NaN, r is and n is any number.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void split_exponent(vector<T, Bytes> const& x, lane_counts<T, Bytes>& n, vector<T, Bytes>& r) {
    vector<T, Bytes> const scaled = x * T(1.44269504088896341);
    vector<T, Bytes> half;
    fill<T, Bytes>(half, T(0.5));
    take_sign<T, Bytes>(half, scaled);
    n = __builtin_convertvector(scaled + half, lane_counts<T, Bytes>);
    vector<T, Bytes> const whole = __builtin_convertvector(n, vector<T, Bytes>);
    r = x - whole * binary_format<T>::ln2_high;
    r = r - whole * binary_format<T>::ln2_low;
}

/// y = 2^n, where that is a normal number.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void power_of_two(vector<T, Bytes>& y, lane_counts<T, Bytes> const& n) {
    using integers = vector<typename same_width<T>::integer, Bytes>;
    integers const biased = __builtin_convertvector(n + binary_format<T>::bias, integers);
    y = (vector<T, Bytes>)(biased << binary_format<T>::mantissa_bits);
}

/// q = e^r - 1 for |r| <= ln 2 / 2, by its Taylor polynomial: the rest is below 2^-27.9 r for float, 2^-56 r for
/// double.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void small_exponential_minus_one(vector<T, Bytes>& q, vector<T, Bytes> const& r) {
    if constexpr (sizeof(T) == 4)
        polynomial<T, Bytes>(q, r, T(1.0 / 5040), T(1.0 / 720), 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5);
    else
        polynomial<T, Bytes>(q, r, T(1.0 / 6227020800), T(1.0 / 479001600), 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880,
                             1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5);
    q = (q * r) * r + r;
}

/// x = e^x. 2^n comes in two steps, so that subnormal results and infinity come out right.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void exponential_of(vector<T, Bytes>& x) {
    using numbers = vector<T, Bytes>;
    numbers low, high;
    fill<T, Bytes>(low, binary_format<T>::exponential_low);
    fill<T, Bytes>(high, binary_format<T>::exponential_high);
    numbers bounded = x < low ? low : x;
    bounded = bounded > high ? high : bounded;
    lane_counts<T, Bytes> n;
    numbers r, q, first, second;
    split_exponent<T, Bytes>(bounded, n, r);
    small_exponential_minus_one<T, Bytes>(q, r);
    lane_counts<T, Bytes> const half = n >> 1;
    power_of_two<T, Bytes>(first, half);
    power_of_two<T, Bytes>(second, n - half);
    x = (q + T(1)) * first * second;
}

template<int Bytes>
EPONYM_KERNEL_BODY void exponential(vector<float, Bytes>& x) {
    exponential_of<float, Bytes>(x);
}

template<int Bytes>
EPONYM_KERNEL_BODY void exponential(vector<double, Bytes>& x) {
    exponential_of<double, Bytes>(x);
}

/// x = e^x - 1 for -40 <= x <= 0, without loss where x is near 0; the sign of a zero is any.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void exponential_minus_one(vector<T, Bytes>& x) {
    lane_counts<T, Bytes> n;
    vector<T, Bytes> r, q, scale;
    split_exponent<T, Bytes>(x, n, r);
    small_exponential_minus_one<T, Bytes>(q, r);
    power_of_two<T, Bytes>(scale, n);
    x = q * scale + (scale - T(1));
}

/// y = ln(1 + f) + k ln 2 for sqrt(1/2) <= 1 + f < sqrt(2): with s = f / (2 + f), ln(1 + f) = 2 artanh(s) = 2 s + s R,
/// where R = 2/3 s^2 + 2/5 s^4 + ...; written so that what is rounded first is small beside f.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void logarithm_near_one(vector<T, Bytes>& y, vector<T, Bytes> const& f, vector<T, Bytes> const& k) {
    vector<T, Bytes> const s = f / (f + T(2));
    vector<T, Bytes> const squared = s * s;
    vector<T, Bytes> rest;
    if constexpr (sizeof(T) == 4)
        polynomial<T, Bytes>(rest, squared, T(2.0 / 11), T(2.0 / 9), 2.0 / 7, 2.0 / 5, 2.0 / 3);
    else
        polynomial<T, Bytes>(rest, squared, T(2.0 / 23), T(2.0 / 21), 2.0 / 19, 2.0 / 17, 2.0 / 15, 2.0 / 13, 2.0 / 11,
                             2.0 / 9, 2.0 / 7, 2.0 / 5, 2.0 / 3);
    rest = rest * squared;
    vector<T, Bytes> const half_square = f * f * T(0.5);
    y = k * binary_format<T>::ln2_high -
        ((half_square - (s * (half_square + rest) + k * binary_format<T>::ln2_low)) - f);
}

/// x = 2^k (1 + f) for normal positive x, with f as `logarithm_near_one` wants it.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void split_logarithm(vector<T, Bytes> const& x, vector<T, Bytes>& f, vector<T, Bytes>& k) {
    using word = typename binary_format<T>::word;
    using words = vector<word, Bytes>;
    constexpr int mantissa_bits = binary_format<T>::mantissa_bits;
    constexpr word root_half = sizeof(T) == 4 ? word(0x3F3504F3) : word(0x3FE6A09E667F3BCD);
    constexpr word one = word(binary_format<T>::bias) << mantissa_bits;
    words const shifted = (words)(x) + (one - root_half);
    words const exponent = shifted >> mantissa_bits;
    words const mantissa = (shifted & ((word(1) << mantissa_bits) - 1)) + root_half;
    f = (vector<T, Bytes>)(mantissa)-T(1);
    // An exponent's bits below those of 2^mantissa_bits are that number plus the exponent.
    constexpr T large = T(word(1) << mantissa_bits);
    words const sum = exponent | (word(binary_format<T>::bias + mantissa_bits) << mantissa_bits);
    k = (vector<T, Bytes>)(sum) - (large + T(binary_format<T>::bias));
}

EPONYM_KERNEL_BODY float logarithm(float x) { return __builtin_logf(x); }
EPONYM_KERNEL_BODY double logarithm(double x) { return __builtin_log(x); }

/// x = ln x
template<class T, int Bytes>
EPONYM_KERNEL_BODY void logarithm(vector<T, Bytes>& x) {
    using numbers = vector<T, Bytes>;
    constexpr T infinity = T(__builtin_inf());
    constexpr int up = binary_format<T>::mantissa_bits + 1;
    numbers const lifted = x < binary_format<T>::smallest_normal ? x * T(std::uint64_t(1) << up) : x;
    numbers f, k, result;
    split_logarithm<T, Bytes>(lifted, f, k);
    k = x < binary_format<T>::smallest_normal ? k - T(up) : k;
    logarithm_near_one<T, Bytes>(result, f, k);
    numbers special, lowest;
    fill<T, Bytes>(special, T(__builtin_nan("")));
    fill<T, Bytes>(lowest, -infinity);
    special = x == T(0) ? lowest : special;
    keep_apart<T, Bytes>(special);
    result = x > T(0) ? result : special;
    keep_apart<T, Bytes>(result);
    x = x == infinity ? x : result;
}

/// x = ln(1 + x) for x >= 0, without loss where x is near 0.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void logarithm_of_one_plus(vector<T, Bytes>& x) {
    using numbers = vector<T, Bytes>;
    numbers f, k, result;
    split_logarithm<T, Bytes>(x + T(1), f, k);
    keep_apart<T, Bytes>(f);
    keep_apart<T, Bytes>(k);
    f = x < T(0.41421356) ? x : f;
    k = x < T(0.41421356) ? numbers{} : k;
    logarithm_near_one<T, Bytes>(result, f, k);
    x = x < T(__builtin_inf()) ? result : x;
}

/// x = 1 / (1 + e^-x)
template<class T, int Bytes>
EPONYM_KERNEL_BODY void logistic(vector<T, Bytes>& x) {
    x = -x;
    exponential_of<T, Bytes>(x);
    x = T(1) / (x + T(1));
}

/// x = tanh x = (1 - e^-2|x|) / (1 + e^-2|x|) with the sign of x
template<class T, int Bytes>
EPONYM_KERNEL_BODY void hyperbolic_tangent(vector<T, Bytes>& x) {
    vector<T, Bytes> power = x < T(0) ? x : -x;
    keep_apart<T, Bytes>(power);
    vector<T, Bytes> least;
    fill<T, Bytes>(least, T(-20));
    power = power < least ? least : power;
    power = power * T(2);
    exponential_minus_one<T, Bytes>(power);
    power = power / (power + T(2));
    take_sign<T, Bytes>(power, x);
    x = power;
}

}  // namespace eponym::inline EPONYM_ABI::kernels::detail
