// SPDX-License-Identifier: BSL-1.0
// Three passes over each row, which stays in the first cache: the mean, the distances from it, the result.
#pragma once

#include <eponym/kernels/host/layer_norm.hpp>
#include <eponym/kernels/host/moments.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

template<class T, int Bytes>
EPONYM_KERNEL_BODY void normalize_row(T const* x, T const* weight, T const* bias, T mean, T factor, T* y, dim n) {
    constexpr dim width = lanes<T, Bytes>;
    vector<T, Bytes> value, other;
    dim i = 0;
    for (; i + width <= n; i += width) {
        load<T, Bytes>(value, x + i);
        value = (value - mean) * factor;
        if (weight != nullptr) {
            load<T, Bytes>(other, weight + i);
            value *= other;
        }
        if (bias != nullptr) {
            load<T, Bytes>(other, bias + i);
            value += other;
        }
        store<T, Bytes>(y + i, value);
    }
    for (; i < n; ++i) {
        T const normal = (x[i] - mean) * factor;
        y[i] = (weight != nullptr ? normal * weight[i] : normal) + (bias != nullptr ? bias[i] : T(0));
    }
}

template<class T>
struct layer_norm_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(T const* x, T const* weight, T const* bias, double eps, T* y, dim outer, dim n) {
        for (dim o = 0; o < outer; ++o, x += n, y += n) {
            double const sum = wide_sum<T, Bytes>(x, n);
            T const centre = T(sum / double(n));
            double distances = 0, squares = 0;
            add_deviations<T, Bytes>(x, n, centre, distances, squares);
            double const rest = distances / double(n);
            double variance = squares / double(n) - rest * rest;
            if (variance < 0) variance = 0;
            normalize_row<T, Bytes>(x, weight, bias, T(double(centre) + rest), T(1 / __builtin_sqrt(variance + eps)), y,
                                    n);
        }
    }
};

}  // namespace detail

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void layer_norm(float const* x, float const* weight, float const* bias,
                                                            double eps, float* y, dim outer, dim n) {
    dispatch<detail::layer_norm_kernel<float>>(x, weight, bias, eps, y, outer, n);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void layer_norm(double const* x, double const* weight, double const* bias,
                                                            double eps, double* y, dim outer, dim n) {
    dispatch<detail::layer_norm_kernel<double>>(x, weight, bias, eps, y, outer, n);
}

}  // namespace eponym::inline EPONYM_ABI::kernels
