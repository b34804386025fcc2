// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/vector.hpp>

namespace eponym::inline EPONYM_ABI::kernels::detail {

template<class T, int Bytes>
EPONYM_KERNEL_BODY T row_max(T const* x, dim n) {
    constexpr dim width = lanes<T, Bytes>;
    T best = x[0];
    dim i = 0;
    if (n >= width) {
        vector<T, Bytes> most[2], value;
        load<T, Bytes>(most[0], x);
        most[1] = most[0];
        for (i = width; i + 2 * width <= n; i += 2 * width)
#pragma GCC unroll 2
            for (int j = 0; j < 2; ++j) {
                load<T, Bytes>(value, x + i + j * width);
                take_larger<T, Bytes>(most[j], value);
            }
        // The last vectors may overlap those before: the largest stays the largest.
        for (int j = 0; j < 2; ++j) {
            dim const rest = n - (2 - j) * width;
            load<T, Bytes>(value, x + (rest > 0 ? rest : 0));
            take_larger<T, Bytes>(most[0], value);
        }
        take_larger<T, Bytes>(most[0], most[1]);
        best = most[0][0];
        for (int j = 1; j < width; ++j) best = most[0][j] > best || most[0][j] != most[0][j] ? most[0][j] : best;
        return best;
    }
    for (; i < n; ++i) best = x[i] > best || x[i] != x[i] ? x[i] : best;
    return best;
}

}  // namespace eponym::inline EPONYM_ABI::kernels::detail
