// SPDX-License-Identifier: BSL-1.0
// Sums that keep the precision of double where the elements are float: lanes add a few hundred elements, the rest is
// added in double.
#pragma once

#include <eponym/kernels/host/vector.hpp>

namespace eponym::inline EPONYM_ABI::kernels::detail {

/// Vectors that a lane adds before its sum goes to double.
inline constexpr dim moments_chunk = 32;

template<class T, int Bytes>
EPONYM_KERNEL_BODY double wide_sum(T const* x, dim n) {
    constexpr dim width = lanes<T, Bytes>;
    vector<T, Bytes> value;
    double sum = 0;
    dim i = 0;
    while (i + width <= n) {
        vector<T, Bytes> part[4] = {};
        dim const stop = n - i < 4 * width * moments_chunk ? n : i + 4 * width * moments_chunk;
        for (; i + 4 * width <= stop; i += 4 * width)
#pragma GCC unroll 4
            for (int j = 0; j < 4; ++j) {
                load<T, Bytes>(value, x + i + j * width);
                part[j] += value;
            }
        for (; i + width <= stop; i += width) {
            load<T, Bytes>(value, x + i);
            part[0] += value;
        }
        part[0] = (part[0] + part[1]) + (part[2] + part[3]);
        sum += double(total<T, Bytes>(part[0]));
    }
    for (; i < n; ++i) sum += double(x[i]);
    return sum;
}

/// Adds the sum of x - centre and of its square.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void add_deviations(T const* x, dim n, T centre, double& sum, double& squares) {
    constexpr dim width = lanes<T, Bytes>;
    vector<T, Bytes> value;
    dim i = 0;
    while (i + width <= n) {
        vector<T, Bytes> part[2] = {}, square[2] = {};
        dim const stop = n - i < 2 * width * moments_chunk ? n : i + 2 * width * moments_chunk;
        for (; i + 2 * width <= stop; i += 2 * width)
#pragma GCC unroll 2
            for (int j = 0; j < 2; ++j) {
                load<T, Bytes>(value, x + i + j * width);
                value -= centre;
                part[j] += value;
                square[j] += value * value;
            }
        for (; i + width <= stop; i += width) {
            load<T, Bytes>(value, x + i);
            value -= centre;
            part[0] += value;
            square[0] += value * value;
        }
        part[0] += part[1];
        square[0] += square[1];
        sum += double(total<T, Bytes>(part[0]));
        squares += double(total<T, Bytes>(square[0]));
    }
    for (; i < n; ++i) {
        double const distance = double(x[i]) - double(centre);
        sum += distance;
        squares += distance * distance;
    }
}

}  // namespace eponym::inline EPONYM_ABI::kernels::detail
