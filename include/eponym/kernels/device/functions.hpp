// SPDX-License-Identifier: BSL-1.0
// What the element-wise operations do to one element, on the host and on the device.
#pragma once

#include <cmath>

#include <eponym/kernels/device/host_device.hpp>
#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI::kernels::device::function {

/// max(x, 0); NaN stays NaN.
struct relu {
    template<class T>
    EPONYM_HOST_DEVICE T operator()(T x) const {
        return x < T(0) ? T(0) : x;
    }
};

struct neg {
    template<class T>
    EPONYM_HOST_DEVICE T operator()(T x) const {
        return -x;
    }
};

struct exp {
    template<class T>
    EPONYM_HOST_DEVICE T operator()(T x) const {
        return std::exp(x);
    }
};

struct log {
    template<class T>
    EPONYM_HOST_DEVICE T operator()(T x) const {
        return std::log(x);
    }
};

struct tanh {
    template<class T>
    EPONYM_HOST_DEVICE T operator()(T x) const {
        return std::tanh(x);
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

/// Division of every element by the same number.
template<class T>
struct divided_by {
    T divisor;

    EPONYM_HOST_DEVICE T operator()(T x) const { return x / divisor; }
};

}  // namespace eponym::inline EPONYM_ABI::kernels::device::function
