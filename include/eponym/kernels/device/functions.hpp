// SPDX-License-Identifier: BSL-1.0
// What the element-wise operations do to one element, on the host and on the device.
#pragma once

#include <cmath>

#include <eponym/kernels/device/host_device.hpp>
#include <eponym/kernels/host/binary.hpp>
#include <eponym/kernels/host/unary.hpp>
#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI::kernels::device::function {

/// The functions of kernels/host/unary.hpp with their numbers.
template<unary Function, class T>
struct of {
    T p;
    T q;

    EPONYM_HOST_DEVICE T operator()(T x) const {
        if constexpr (Function == unary::relu) return x < T(0) ? T(0) : x;
        if constexpr (Function == unary::neg) return -x;
        if constexpr (Function == unary::abs) return std::fabs(x);
        if constexpr (Function == unary::sqrt) return std::sqrt(x);
        if constexpr (Function == unary::exp) return std::exp(x);
        if constexpr (Function == unary::log) return std::log(x);
        if constexpr (Function == unary::tanh) return std::tanh(x);
        if constexpr (Function == unary::sigmoid) return T(1) / (T(1) + std::exp(-x));
        if constexpr (Function == unary::leaky_relu) return x > T(0) ? x : x * p;
        if constexpr (Function == unary::elu) return x < T(0) ? std::expm1(x) * p : x;
        if constexpr (Function == unary::gelu) {
            T const inside = p != T(0) ? std::tanh((x + x * x * x * T(0.044715)) * T(0.797884560802865356))
                                       : std::erf(x * T(0.707106781186547524));
            return x * T(0.5) * (T(1) + inside);
        }
        if constexpr (Function == unary::silu) return x / (T(1) + std::exp(-x));
        if constexpr (Function == unary::softplus) return x * p > q ? x : std::log1p(std::exp(x * p)) / p;
        if constexpr (Function == unary::clamp || Function == unary::hardtanh) {
            if (p != p || q != q) return p + q;
            T const raised = x < p ? p : x;
            return raised > q ? q : raised;
        }
        if constexpr (Function == unary::pow) return power(x);
    }

private:
    // The same special exponents as on the host.
    EPONYM_HOST_DEVICE T power(T x) const {
        T const magnitude = p < T(0) ? -p : p;
        T result = x;
        if (magnitude == T(0.5))
            result = std::sqrt(x);
        else if (magnitude == T(2))
            result = x * x;
        else if (p == T(3))
            result = x * x * x;
        else if (magnitude != T(1))
            return std::pow(x, p);
        return p < T(0) ? T(1) / result : result;
    }
};

struct add {
    template<class T>
    EPONYM_HOST_DEVICE T operator()(T a, T b) const {
        return a + b;
    }
};

struct sub {
    template<class T>
    EPONYM_HOST_DEVICE T operator()(T a, T b) const {
        return a - b;
    }
};

struct mul {
    template<class T>
    EPONYM_HOST_DEVICE T operator()(T a, T b) const {
        return a * b;
    }
};

struct div {
    template<class T>
    EPONYM_HOST_DEVICE T operator()(T a, T b) const {
        return a / b;
    }
};

/// Where either is NaN, NaN.
struct maximum {
    template<class T>
    EPONYM_HOST_DEVICE T operator()(T a, T b) const {
        return a > b || a != a ? a : b;
    }
};

/// Where either is NaN, NaN.
struct minimum {
    template<class T>
    EPONYM_HOST_DEVICE T operator()(T a, T b) const {
        return a < b || a != a ? a : b;
    }
};

struct pow {
    template<class T>
    EPONYM_HOST_DEVICE T operator()(T a, T b) const {
        return std::pow(a, b);
    }
};

template<comparison Operation>
struct compare {
    template<class T>
    EPONYM_HOST_DEVICE bool operator()(T a, T b) const {
        if constexpr (Operation == comparison::equal) return a == b;
        if constexpr (Operation == comparison::not_equal) return a != b;
        if constexpr (Operation == comparison::less) return a < b;
        if constexpr (Operation == comparison::less_equal) return a <= b;
    }
};

/// Division of every element by the same number.
template<class T>
struct divided_by {
    T divisor;

    EPONYM_HOST_DEVICE T operator()(T x) const { return x / divisor; }
};

}  // namespace eponym::inline EPONYM_ABI::kernels::device::function
