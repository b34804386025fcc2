// SPDX-License-Identifier: BSL-1.0
// Vectors of one instruction set's width as the compilers' own vector type: arithmetic and comparisons by operator,
// `condition ? a : b` lane by lane. They are never passed or returned by value, so their ABI does not matter.
#pragma once

#include <cstddef>
#include <cstdint>

#include <eponym/kernels/host/target.hpp>
#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

template<class T, int Bytes>
struct vector_of;

#define EPONYM_VECTOR(T, BYTES)                                                             \
    template<>                                                                              \
    struct vector_of<T, BYTES> {                                                            \
        typedef T type __attribute__((vector_size(BYTES), aligned(alignof(T)), may_alias)); \
    };
EPONYM_VECTOR(float, 16)
EPONYM_VECTOR(float, 32)
EPONYM_VECTOR(float, 64)
EPONYM_VECTOR(double, 16)
EPONYM_VECTOR(double, 32)
EPONYM_VECTOR(double, 64)
EPONYM_VECTOR(std::int8_t, 2)
EPONYM_VECTOR(std::int8_t, 4)
EPONYM_VECTOR(std::int8_t, 8)
EPONYM_VECTOR(std::int8_t, 16)
EPONYM_VECTOR(std::int32_t, 8)
EPONYM_VECTOR(std::int32_t, 16)
EPONYM_VECTOR(std::int32_t, 32)
EPONYM_VECTOR(std::int32_t, 64)
EPONYM_VECTOR(std::int64_t, 16)
EPONYM_VECTOR(std::int64_t, 32)
EPONYM_VECTOR(std::int64_t, 64)
EPONYM_VECTOR(std::uint32_t, 16)
EPONYM_VECTOR(std::uint32_t, 32)
EPONYM_VECTOR(std::uint32_t, 64)
EPONYM_VECTOR(std::uint64_t, 16)
EPONYM_VECTOR(std::uint64_t, 32)
EPONYM_VECTOR(std::uint64_t, 64)
#undef EPONYM_VECTOR

/// A vector of T, aligned like one T, which may alias anything.
template<class T, int Bytes>
using vector = typename vector_of<T, Bytes>::type;

template<class T>
struct same_width;
template<>
struct same_width<float> {
    using integer = std::int32_t;
};
template<>
struct same_width<double> {
    using integer = std::int64_t;
};
template<>
struct same_width<std::int32_t> {
    using integer = std::int32_t;
};
template<>
struct same_width<std::int64_t> {
    using integer = std::int64_t;
};

template<class T, int Bytes>
inline constexpr int lanes = Bytes / int(sizeof(T));

template<class T, int Bytes>
EPONYM_KERNEL_BODY void load(vector<T, Bytes>& to, T const* from) {
    to = *(vector<T, Bytes> const*)(from);
}

template<class T, int Bytes>
EPONYM_KERNEL_BODY void store(T* to, vector<T, Bytes> const& from) {
    *(vector<T, Bytes>*)(to) = from;
}

template<class T, int Bytes>
EPONYM_KERNEL_BODY void fill(vector<T, Bytes>& to, T value) {
    to = value - vector<T, Bytes>{};  // a sum with zero would lose the sign of -0
}

/// The first `count` lanes; the others become `rest`.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void load_some(vector<T, Bytes>& to, T const* from, dim count, T rest) {
    if (count >= lanes<T, Bytes>) return load<T, Bytes>(to, from);
    T buffer[lanes<T, Bytes>];
    for (int i = 0; i < lanes<T, Bytes>; ++i) buffer[i] = i < count ? from[i] : rest;
    load<T, Bytes>(to, buffer);
}

template<class T, int Bytes>
EPONYM_KERNEL_BODY void store_some(T* to, vector<T, Bytes> const& from, dim count) {
    if (count >= lanes<T, Bytes>) return store<T, Bytes>(to, from);
    T buffer[lanes<T, Bytes>];
    store<T, Bytes>(buffer, from);
    for (int i = 0; i < lanes<T, Bytes>; ++i)
        if (i < count) to[i] = buffer[i];
}

/// max(x, 0); NaN stays NaN.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void rectify(vector<T, Bytes>& x) {
    x = x < 0 ? vector<T, Bytes>{} : x;
}

/// Keeps the compiler from joining what comes before with what comes after: g++ 12 turns two selections into one by a
/// combined mask, and takes that apart lane by lane where it has 512 bits.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void keep_apart([[maybe_unused]] vector<T, Bytes>& x) {
#if EPONYM_KERNELS_X86_64 && !defined(__clang__)
    __asm__("" : "+v"(x));
#endif
}

/// best = the larger of the two, or NaN where either is.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void take_larger(vector<T, Bytes>& best, vector<T, Bytes> const& value) {
    best = value > best ? value : best;
    keep_apart<T, Bytes>(best);
    best = value != value ? value : best;
}

/// The sum of all lanes, added in pairs.
template<class T, int Bytes>
EPONYM_KERNEL_BODY T total(vector<T, Bytes> const& x) {
    if constexpr (Bytes > 16) {
        vector<T, Bytes / 2> low, high;
        load<T, Bytes / 2>(low, (T const*)&x);
        load<T, Bytes / 2>(high, (T const*)&x + lanes<T, Bytes / 2>);
        low += high;
        return total<T, Bytes / 2>(low);
    } else if constexpr (sizeof(T) == 4) {
        return (x[0] + x[2]) + (x[1] + x[3]);
    } else {
        return x[0] + x[1];
    }
}

}  // namespace eponym::inline EPONYM_ABI::kernels
