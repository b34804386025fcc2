// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>

#include <eponym/kernels/host/fold.hpp>
#include <eponym/kernels/host/moments.hpp>
#include <eponym/kernels/host/norm.hpp>
#include <eponym/kernels/host/row_sum.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

template<class T, int Bytes>
EPONYM_KERNEL_BODY void take_magnitude(vector<T, Bytes>& x) {
    x = x < 0 ? -x : x;
}

struct magnitude {
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void apply(vector<T, Bytes>& x) {
        take_magnitude<T, Bytes>(x);
    }
};

struct squared {
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void apply(vector<T, Bytes>& x) {
        x *= x;
    }
};

struct counted_unless_zero {
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void apply(vector<T, Bytes>& x) {
        vector<T, Bytes> one, none = {};
        fill<T, Bytes>(one, T(1));
        x = x != 0 ? one : none;
    }
};

struct largest_magnitude {
    template<class T>
    EPONYM_KERNEL_BODY static T start(T const* x) {
        return x[0] < 0 ? -x[0] : x[0];
    }
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void take(vector<T, Bytes>& best, vector<T, Bytes> const& value) {
        vector<T, Bytes> size = value;
        take_magnitude<T, Bytes>(size);
        take_larger<T, Bytes>(best, size);
    }
    template<class T>
    EPONYM_KERNEL_BODY static T take_one(T best, T value) {
        return value > best || value != value ? value : best;
    }
};

struct smallest_magnitude : smallest {
    template<class T>
    EPONYM_KERNEL_BODY static T start(T const* x) {
        return x[0] < 0 ? -x[0] : x[0];
    }
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void take(vector<T, Bytes>& best, vector<T, Bytes> const& value) {
        vector<T, Bytes> size = value;
        take_magnitude<T, Bytes>(size);
        smallest::take<T, Bytes>(best, size);
    }
};

// One p of those that need no powers.
template<class T, class Norm>
struct norm_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(T const* x, T* y, dim outer, dim n) {
        for (dim o = 0; o < outer; ++o, x += n)
            if constexpr (requires { Norm::template start<T>(x); })
                y[o] = fold_row<T, Bytes, Norm>(x, n);
            else
                y[o] = row_sum<T, Bytes, Norm>(x, n);
    }
};

template<class T>
EPONYM_TARGET_BASELINE inline void norm_of_powers(T const* x, T* y, dim outer, dim n, double p) {
    for (dim o = 0; o < outer; ++o, x += n) {
        double sum = 0;
        for (dim i = 0; i < n; ++i) sum += std::pow(std::fabs(double(x[i])), p);
        y[o] = T(std::pow(sum, 1 / p));
    }
}

template<class T>
EPONYM_TARGET_BASELINE inline void norm_of(T const* x, T* y, dim outer, dim n, double p) {
    if (p == 1) return dispatch<norm_kernel<T, magnitude>>(x, y, outer, n);
    if (p == 0) return dispatch<norm_kernel<T, counted_unless_zero>>(x, y, outer, n);
    if (std::isinf(p)) {
        if (p > 0) return dispatch<norm_kernel<T, largest_magnitude>>(x, y, outer, n);
        return dispatch<norm_kernel<T, smallest_magnitude>>(x, y, outer, n);
    }
    if (p != 2) return norm_of_powers(x, y, outer, n, p);
    dispatch<norm_kernel<T, squared>>(x, y, outer, n);
    for (dim o = 0; o < outer; ++o) y[o] = std::sqrt(y[o]);
}

template<class T>
struct variance_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(T const* x, T* y, dim outer, dim n, double correction, bool root) {
        double const divisor = double(n) > correction ? double(n) - correction : 0;
        for (dim o = 0; o < outer; ++o, x += n) {
            T const centre = T(wide_sum<T, Bytes>(x, n) / double(n));
            double sum = 0, squares = 0;
            add_deviations<T, Bytes>(x, n, centre, sum, squares);
            // The centre is rounded: the rest of the sum says by how much.
            double total = squares - sum / double(n) * sum;
            total = total < 0 ? 0 : total;
            y[o] = T(root ? __builtin_sqrt(total / divisor) : total / divisor);
        }
    }
};

}  // namespace detail

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void norm(float const* x, float* y, dim outer, dim n, double p) {
    detail::norm_of(x, y, outer, n, p);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void norm(double const* x, double* y, dim outer, dim n, double p) {
    detail::norm_of(x, y, outer, n, p);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void variance(float const* x, float* y, dim outer, dim n,
                                                          double correction) {
    dispatch<detail::variance_kernel<float>>(x, y, outer, n, correction, false);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void variance(double const* x, double* y, dim outer, dim n,
                                                          double correction) {
    dispatch<detail::variance_kernel<double>>(x, y, outer, n, correction, false);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void standard_deviation(float const* x, float* y, dim outer, dim n,
                                                                    double correction) {
    dispatch<detail::variance_kernel<float>>(x, y, outer, n, correction, true);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void standard_deviation(double const* x, double* y, dim outer, dim n,
                                                                    double correction) {
    dispatch<detail::variance_kernel<double>>(x, y, outer, n, correction, true);
}

}  // namespace eponym::inline EPONYM_ABI::kernels
