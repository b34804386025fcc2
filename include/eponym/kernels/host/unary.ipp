// SPDX-License-Identifier: BSL-1.0
// A function is a branch of `apply`; `unary_kernel` does the rest.
#pragma once

#include <eponym/kernels/host/error_function.hpp>
#include <eponym/kernels/host/exponential.hpp>
#include <eponym/kernels/host/power.hpp>
#include <eponym/kernels/host/unary.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

template<class T, int Bytes>
EPONYM_KERNEL_BODY void gaussian_linear_unit(vector<T, Bytes>& x, T by_tangent) {
    vector<T, Bytes> factor;
    if (by_tangent != T(0)) {
        factor = (x + (x * x * x) * T(0.044715)) * T(0.797884560802865356);  // sqrt(2 / pi)
        hyperbolic_tangent<T, Bytes>(factor);
    } else {
        factor = x * T(0.707106781186547524);
        error_function<T, Bytes>(factor);
    }
    x = (x * T(0.5)) * (factor + T(1));
}

template<class T, int Bytes>
EPONYM_KERNEL_BODY void clamp_between(vector<T, Bytes>& x, T smallest, T largest) {
    vector<T, Bytes> low, high;
    fill<T, Bytes>(low, smallest);
    fill<T, Bytes>(high, largest);
    x = x < low ? low : x;
    keep_apart<T, Bytes>(x);
    x = x > high ? high : x;
    if (smallest != smallest || largest != largest) x = low + high;
}

/// x = the function of x.
template<unary Function, class T, int Bytes>
EPONYM_KERNEL_BODY void apply(vector<T, Bytes>& x, [[maybe_unused]] T p, [[maybe_unused]] T q) {
    using numbers = vector<T, Bytes>;
    using words = vector<typename binary_format<T>::word, Bytes>;
    if constexpr (Function == unary::relu) {
        rectify<T, Bytes>(x);
    } else if constexpr (Function == unary::neg) {
        x = -x;
    } else if constexpr (Function == unary::abs) {
        x = (numbers)((words)(x) & (typename binary_format<T>::word(-1) >> 1));
    } else if constexpr (Function == unary::sqrt) {
        square_root<T, Bytes>(x);
    } else if constexpr (Function == unary::exp) {
        exponential<Bytes>(x);
    } else if constexpr (Function == unary::log) {
        logarithm<T, Bytes>(x);
    } else if constexpr (Function == unary::tanh) {
        hyperbolic_tangent<T, Bytes>(x);
    } else if constexpr (Function == unary::sigmoid) {
        logistic<T, Bytes>(x);
    } else if constexpr (Function == unary::leaky_relu) {
        x = x > T(0) ? x : x * p;
    } else if constexpr (Function == unary::elu) {
        numbers least;
        fill<T, Bytes>(least, T(-40));
        numbers power = x < least ? least : x;
        keep_apart<T, Bytes>(power);
        power = power > T(0) ? numbers{} : power;
        exponential_minus_one<T, Bytes>(power);
        x = x < T(0) ? power * p : x;
    } else if constexpr (Function == unary::gelu) {
        gaussian_linear_unit<T, Bytes>(x, p);
    } else if constexpr (Function == unary::silu) {
        numbers power = -x;
        exponential<Bytes>(power);
        x = x / (power + T(1));
    } else if constexpr (Function == unary::softplus) {
        numbers const scaled = x * p;
        numbers power = scaled;
        exponential<Bytes>(power);
        logarithm_of_one_plus<T, Bytes>(power);
        x = scaled > q ? x : power / p;
    } else if constexpr (Function == unary::clamp || Function == unary::hardtanh) {
        clamp_between<T, Bytes>(x, p, q);
    } else {
        power_of<T, Bytes>(x, p);
    }
}

template<unary Function, class T>
struct unary_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(T const* x, T* y, dim n, T p, T q) {
        constexpr dim width = lanes<T, Bytes>;
        vector<T, Bytes> value;
        for (dim i = 0; i < n; i += width) {
            load_some<T, Bytes>(value, x + i, n - i, T(1));
            apply<Function, T, Bytes>(value, p, q);
            store_some<T, Bytes>(y + i, value, n - i);
        }
    }
};

}  // namespace detail

template<unary Function, class T>
EPONYM_KERNEL_ENTRY void map(T const* x, T* y, dim n, T p, T q) {
    dispatch<detail::unary_kernel<Function, T>>(x, y, n, p, q);
}

#if defined(EPONYM_COMPILED)
#define EPONYM_UNARY(NAME)                                                   \
    template void map<unary::NAME>(float const*, float*, dim, float, float); \
    template void map<unary::NAME>(double const*, double*, dim, double, double);
EPONYM_UNARY(relu)
EPONYM_UNARY(neg)
EPONYM_UNARY(abs)
EPONYM_UNARY(sqrt)
EPONYM_UNARY(exp)
EPONYM_UNARY(log)
EPONYM_UNARY(tanh)
EPONYM_UNARY(sigmoid)
EPONYM_UNARY(leaky_relu)
EPONYM_UNARY(elu)
EPONYM_UNARY(gelu)
EPONYM_UNARY(silu)
EPONYM_UNARY(softplus)
EPONYM_UNARY(clamp)
EPONYM_UNARY(hardtanh)
EPONYM_UNARY(pow)
#undef EPONYM_UNARY
#endif

}  // namespace eponym::inline EPONYM_ABI::kernels
