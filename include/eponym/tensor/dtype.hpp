// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI {

/// Every element type that a checkpoint file can name. `element_of` gives the C++ type of those that tensors can hold.
enum class dtype : std::uint8_t {
    boolean,
    uint8,
    int8,
    int16,
    uint16,
    int32,
    uint32,
    int64,
    uint64,
    float16,
    bfloat16,
    float32,
    float64,
    complex32,
    complex64,
    complex128,
    float8_e4m3fn,
    float8_e5m2,
    float8_e4m3fnuz,
    float8_e5m2fnuz,
    float8_e8m0fnu,
    float6_e2m3,
    float6_e3m2,
    float4_e2m1,
};

namespace detail {
struct dtype_fact {
    std::string_view name;  // torch's spelling
    int bits;
};
inline constexpr dtype_fact dtype_facts[] = {
    {"bool", 8},           {"uint8", 8},         {"int8", 8},        {"int16", 16},          {"uint16", 16},
    {"int32", 32},         {"uint32", 32},       {"int64", 64},      {"uint64", 64},         {"float16", 16},
    {"bfloat16", 16},      {"float32", 32},      {"float64", 64},    {"complex32", 32},      {"complex64", 64},
    {"complex128", 128},   {"float8_e4m3fn", 8}, {"float8_e5m2", 8}, {"float8_e4m3fnuz", 8}, {"float8_e5m2fnuz", 8},
    {"float8_e8m0fnu", 8}, {"float6_e2m3", 6},   {"float6_e3m2", 6}, {"float4_e2m1", 4},
};
}  // namespace detail

/// PyTorch's name without the "torch." prefix: "float32", "bfloat16", "bool".
constexpr std::string_view name_of(dtype type) { return detail::dtype_facts[std::size_t(type)].name; }

/// The size of one element in bits; 4 and 6 for the packed small floats.
constexpr int bits_of(dtype type) { return detail::dtype_facts[std::size_t(type)].bits; }

/// IEEE 754 half precision: 1 sign, 5 exponent, 10 mantissa bits. Converts from and to float, rounding to nearest even.
struct float16 {
    std::uint16_t bits = 0;

    float16() = default;
    constexpr explicit float16(float value) : bits(from_float(value)) {}

    constexpr operator float() const {
        std::uint32_t const sign = std::uint32_t(bits & 0x8000u) << 16;
        std::uint32_t const exponent = (bits >> 10) & 0x1Fu;
        std::uint32_t const mantissa = bits & 0x3FFu;
        if (exponent == 31) return std::bit_cast<float>(sign | 0x7F800000u | (mantissa << 13));
        if (exponent != 0) return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (mantissa << 13));
        float const magnitude = float(mantissa) * 0x1p-24f;  // zero and subnormals
        return sign != 0 ? -magnitude : magnitude;
    }

    static constexpr float16 from_bits(std::uint16_t bits) {
        float16 half;
        half.bits = bits;
        return half;
    }

private:
    static constexpr std::uint16_t from_float(float value) {
        std::uint32_t const word = std::bit_cast<std::uint32_t>(value);
        std::uint32_t const sign = (word >> 16) & 0x8000u;
        std::uint32_t const magnitude = word & 0x7FFFFFFFu;
        if (magnitude > 0x7F800000u) return std::uint16_t(sign | 0x7E00u);   // NaN
        if (magnitude >= 0x477FF000u) return std::uint16_t(sign | 0x7C00u);  // rounds to 65536 or more
        if (magnitude < 0x38800000u) {                                       // below 2^-14: subnormal
            std::uint32_t const exponent = magnitude >> 23;
            if (exponent < 102) return std::uint16_t(sign);
            std::uint32_t const mantissa = (magnitude & 0x7FFFFFu) | 0x800000u;
            std::uint32_t const shift = 126 - exponent;
            std::uint32_t const kept = mantissa >> shift;
            std::uint32_t const rest = mantissa & ((1u << shift) - 1);
            std::uint32_t const half = 1u << (shift - 1);
            return std::uint16_t(sign | (kept + (rest > half || (rest == half && (kept & 1u)) ? 1u : 0u)));
        }
        std::uint32_t const rounded = magnitude + 0xFFFu + ((magnitude >> 13) & 1u);
        return std::uint16_t(sign | ((rounded - 0x38000000u) >> 13));
    }
};

/// bfloat16: the upper half of a float. Converts from and to float, rounding to nearest even.
struct bfloat16 {
    std::uint16_t bits = 0;

    bfloat16() = default;
    constexpr explicit bfloat16(float value) : bits(from_float(value)) {}

    constexpr operator float() const { return std::bit_cast<float>(std::uint32_t(bits) << 16); }

    static constexpr bfloat16 from_bits(std::uint16_t bits) {
        bfloat16 brain;
        brain.bits = bits;
        return brain;
    }

private:
    static constexpr std::uint16_t from_float(float value) {
        std::uint32_t const word = std::bit_cast<std::uint32_t>(value);
        if ((word & 0x7FFFFFFFu) > 0x7F800000u) return std::uint16_t((word >> 16) | 0x40u);  // quiet the NaN
        return std::uint16_t((word + 0x7FFFu + ((word >> 16) & 1u)) >> 16);
    }
};

namespace detail {
template<class T>
inline constexpr int dtype_index = -1;
template<>
inline constexpr int dtype_index<bool> = int(dtype::boolean);
template<>
inline constexpr int dtype_index<std::uint8_t> = int(dtype::uint8);
template<>
inline constexpr int dtype_index<std::int8_t> = int(dtype::int8);
template<>
inline constexpr int dtype_index<std::int16_t> = int(dtype::int16);
template<>
inline constexpr int dtype_index<std::int32_t> = int(dtype::int32);
template<>
inline constexpr int dtype_index<std::int64_t> = int(dtype::int64);
template<>
inline constexpr int dtype_index<float16> = int(dtype::float16);
template<>
inline constexpr int dtype_index<bfloat16> = int(dtype::bfloat16);
template<>
inline constexpr int dtype_index<float> = int(dtype::float32);
template<>
inline constexpr int dtype_index<double> = int(dtype::float64);
}  // namespace detail

/// A C++ type that can be the element of a tensor.
template<class T>
concept element = detail::dtype_index<T> >= 0;

/// A type in which the operations compute; the others are stored and converted.
template<class T>
concept computed_element =
    element<T> && (dtype(detail::dtype_index<T>) == dtype::float32 || dtype(detail::dtype_index<T>) == dtype::float64);

template<element T>
inline constexpr dtype dtype_of = dtype(detail::dtype_index<T>);

/// Calls `f.template operator()<T>()` with the C++ type of `type`; false where tensors cannot hold that type.
template<class F>
constexpr bool visit_element(dtype type, F&& f) {
    switch (type) {
        case dtype::boolean: return f.template operator()<bool>(), true;
        case dtype::uint8: return f.template operator()<std::uint8_t>(), true;
        case dtype::int8: return f.template operator()<std::int8_t>(), true;
        case dtype::int16: return f.template operator()<std::int16_t>(), true;
        case dtype::int32: return f.template operator()<std::int32_t>(), true;
        case dtype::int64: return f.template operator()<std::int64_t>(), true;
        case dtype::float16: return f.template operator()<float16>(), true;
        case dtype::bfloat16: return f.template operator()<bfloat16>(), true;
        case dtype::float32: return f.template operator()<float>(), true;
        case dtype::float64: return f.template operator()<double>(), true;
        default: return false;
    }
}

}  // namespace eponym::inline EPONYM_ABI
