// SPDX-License-Identifier: BSL-1.0
// A function is a struct with `apply<T, Bytes>(vector&)`; `unary_kernel` does the rest.
#pragma once

#include <eponym/kernels/host/exponential.hpp>
#include <eponym/kernels/host/unary.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

struct relu_function {
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void apply(vector<T, Bytes>& x) {
        rectify<T, Bytes>(x);
    }
};

struct neg_function {
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void apply(vector<T, Bytes>& x) {
        x = -x;
    }
};

struct exp_function {
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void apply(vector<T, Bytes>& x) {
        exponential<Bytes>(x);
    }
};

struct log_function {
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void apply(vector<T, Bytes>& x) {
        for (int i = 0; i < lanes<T, Bytes>; ++i) x[i] = logarithm(T(x[i]));
    }
};

struct tanh_function {
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void apply(vector<T, Bytes>& x) {
        for (int i = 0; i < lanes<T, Bytes>; ++i) x[i] = hyperbolic_tangent(T(x[i]));
    }
};

template<class Function, class T>
struct unary_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(T const* x, T* y, dim n) {
        constexpr dim width = lanes<T, Bytes>;
        vector<T, Bytes> value;
        dim i = 0;
        for (; i + width <= n; i += width) {
            load<T, Bytes>(value, x + i);
            Function::template apply<T, Bytes>(value);
            store<T, Bytes>(y + i, value);
        }
        if (i < n) {
            load_some<T, Bytes>(value, x + i, n - i, T(1));
            Function::template apply<T, Bytes>(value);
            store_some<T, Bytes>(y + i, value, n - i);
        }
    }
};

}  // namespace detail

#define EPONYM_UNARY(NAME, T)                                                \
    EPONYM_KERNEL_ENTRY EPONYM_INLINE void NAME(T const* x, T* y, dim n) {   \
        dispatch<detail::unary_kernel<detail::NAME##_function, T>>(x, y, n); \
    }
EPONYM_UNARY(relu, float)
EPONYM_UNARY(relu, double)
EPONYM_UNARY(neg, float)
EPONYM_UNARY(neg, double)
EPONYM_UNARY(exp, float)
EPONYM_UNARY(exp, double)
EPONYM_UNARY(log, float)
EPONYM_UNARY(log, double)
EPONYM_UNARY(tanh, float)
EPONYM_UNARY(tanh, double)
#undef EPONYM_UNARY

}  // namespace eponym::inline EPONYM_ABI::kernels
