// SPDX-License-Identifier: BSL-1.0
// Reductions that take one element after the other into a result.
#pragma once

#include <eponym/kernels/host/vector.hpp>

namespace eponym::inline EPONYM_ABI::kernels::detail {

/// The smallest, or NaN where there is one. Taking an element twice changes nothing.
struct smallest {
    static constexpr bool starts_with_element = true;

    template<class T>
    EPONYM_KERNEL_BODY static T start(T const* x) {
        return x[0];
    }
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void take(vector<T, Bytes>& best, vector<T, Bytes> const& value) {
        best = value < best ? value : best;
        keep_apart<T, Bytes>(best);
        best = value != value ? value : best;
    }
    template<class T>
    EPONYM_KERNEL_BODY static T take_one(T best, T value) {
        return value < best || value != value ? value : best;
    }
};

/// The product of all elements.
struct product_of_all {
    static constexpr bool starts_with_element = false;

    template<class T>
    EPONYM_KERNEL_BODY static T start(T const*) {
        return T(1);
    }
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void take(vector<T, Bytes>& all, vector<T, Bytes> const& value) {
        all *= value;
    }
    template<class T>
    EPONYM_KERNEL_BODY static T take_one(T all, T value) {
        return all * value;
    }
};

/// `start` also fills the lanes that a row's last vector does not have.
template<class T, int Bytes, class Fold>
EPONYM_KERNEL_BODY T fold_row(T const* x, dim n) {
    constexpr dim width = lanes<T, Bytes>;
    T const start = Fold::template start<T>(x);
    vector<T, Bytes> value;
    fill<T, Bytes>(value, start);
    vector<T, Bytes> part[4] = {value, value, value, value};
    dim i = 0;
    for (; i + 4 * width <= n; i += 4 * width)
#pragma GCC unroll 4
        for (int j = 0; j < 4; ++j) {
            load<T, Bytes>(value, x + i + j * width);
            Fold::template take<T, Bytes>(part[j], value);
        }
    for (; i < n; i += width) {
        load_some<T, Bytes>(value, x + i, n - i, start);
        Fold::template take<T, Bytes>(part[0], value);
    }
    for (int j = 1; j < 4; ++j) Fold::template take<T, Bytes>(part[0], part[j]);
    T result = part[0][0];
    for (int j = 1; j < width; ++j) result = Fold::template take_one<T>(result, part[0][j]);
    return result;
}

}  // namespace eponym::inline EPONYM_ABI::kernels::detail
