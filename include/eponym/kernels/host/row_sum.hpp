// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/vector.hpp>

namespace eponym::inline EPONYM_ABI::kernels::detail {

/// Values that a lane adds one after the other before the cascade takes the sum.
inline constexpr dim sum_chunk = 32;

/// Partial sums of which level i covers 2^i chunks, like the digits of a binary counter.
template<class T, int Bytes>
struct cascade {
    vector<T, Bytes> level[48];
    std::uint64_t chunks;
};

template<class T, int Bytes>
EPONYM_KERNEL_BODY void cascade_add(cascade<T, Bytes>& sums, vector<T, Bytes> const& chunk) {
    vector<T, Bytes> carry = chunk;
    int i = 0;
    for (std::uint64_t bits = sums.chunks; (bits & 1) != 0; bits >>= 1) carry += sums.level[i++];
    sums.level[i] = carry;
    ++sums.chunks;
}

template<class T, int Bytes>
EPONYM_KERNEL_BODY void cascade_total(cascade<T, Bytes> const& sums, vector<T, Bytes>& all) {
    all = vector<T, Bytes>{};
    int i = 0;
    for (std::uint64_t bits = sums.chunks; bits != 0; bits >>= 1, ++i)
        if ((bits & 1) != 0) all += sums.level[i];
}

/// What a row's elements become before they are added; zero stays zero.
struct as_it_is {
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void apply(vector<T, Bytes>&) {}
};

template<class T, int Bytes, class Transform>
EPONYM_KERNEL_BODY T row_sum(T const* x, dim n) {
    constexpr dim width = lanes<T, Bytes>;
    cascade<T, Bytes> sums;
    vector<T, Bytes> all, value;
    sums.chunks = 0;
    dim i = 0;
    while (i + 4 * width <= n) {
        dim const stop = i + 4 * width * sum_chunk < n ? i + 4 * width * sum_chunk : n;
        vector<T, Bytes> part[4] = {};
        for (; i + 4 * width <= stop; i += 4 * width)
#pragma GCC unroll 4
            for (int j = 0; j < 4; ++j) {
                load<T, Bytes>(value, x + i + j * width);
                Transform::template apply<T, Bytes>(value);
                part[j] += value;
            }
        all = (part[0] + part[1]) + (part[2] + part[3]);
        cascade_add<T, Bytes>(sums, all);
    }
    cascade_total<T, Bytes>(sums, all);
    for (; i < n; i += width) {
        load_some<T, Bytes>(value, x + i, n - i, T(0));
        Transform::template apply<T, Bytes>(value);
        all += value;
    }
    return total<T, Bytes>(all);
}

}  // namespace eponym::inline EPONYM_ABI::kernels::detail
