// SPDX-License-Identifier: BSL-1.0
// The activation functions as layers, but for ReLU, which has its own file. Each keeps the shape of x.
#pragma once

#include <string>

#include <eponym/nn/layer.hpp>
#include <eponym/ops/activations.hpp>
#include <eponym/ops/log_softmax.hpp>
#include <eponym/ops/softmax.hpp>

namespace eponym::inline EPONYM_ABI::nn {
namespace detail {

// "alpha=1.0"; the second option is left out where it has no name.
std::string number_option_repr(std::string_view name, double value, std::string_view second = {}, double other = 0);
std::string gelu_repr(approximate form);
std::string dim_repr(dim dimension);

}  // namespace detail

/// x where it is positive, else negative_slope x.
struct LeakyReLU {
    double negative_slope = 0.01;

    template<class X>
    auto operator()(X&& x) const {
        return detail::observed(*this, leaky_relu(std::forward<X>(x), negative_slope));
    }

    static constexpr std::string_view layer_name = "LeakyReLU";
    std::string extra_repr() const { return detail::number_option_repr("negative_slope", negative_slope); }
};

/// x where it is not negative, else alpha (e^x - 1).
struct ELU {
    double alpha = 1;

    template<class X>
    auto operator()(X&& x) const {
        return detail::observed(*this, elu(std::forward<X>(x), alpha));
    }

    static constexpr std::string_view layer_name = "ELU";
    std::string extra_repr() const { return detail::number_option_repr("alpha", alpha); }
};

/// x times the probability that a standard normal number is at most x: `GELU{ep::approximate::tanh}`.
struct GELU {
    approximate form = approximate::none;

    template<class X>
    auto operator()(X&& x) const {
        return detail::observed(*this, gelu(std::forward<X>(x), form));
    }

    static constexpr std::string_view layer_name = "GELU";
    std::string extra_repr() const { return detail::gelu_repr(form); }
};

/// x sigmoid(x)
struct SiLU {
    template<class X>
    auto operator()(X&& x) const {
        return detail::observed(*this, silu(std::forward<X>(x)));
    }

    static constexpr std::string_view layer_name = "SiLU";
    static std::string extra_repr() { return {}; }
};

/// 1 / (1 + e^-x)
struct Sigmoid {
    template<class X>
    auto operator()(X&& x) const {
        return detail::observed(*this, sigmoid(std::forward<X>(x)));
    }

    static constexpr std::string_view layer_name = "Sigmoid";
    static std::string extra_repr() { return {}; }
};

struct Tanh {
    template<class X>
    auto operator()(X&& x) const {
        return detail::observed(*this, tanh(std::forward<X>(x)));
    }

    static constexpr std::string_view layer_name = "Tanh";
    static std::string extra_repr() { return {}; }
};

/// min(max(x, min_val), max_val)
struct Hardtanh {
    double min_val = -1;
    double max_val = 1;

    template<class X>
    auto operator()(X&& x) const {
        return detail::observed(*this, hardtanh(std::forward<X>(x), min_val, max_val));
    }

    static constexpr std::string_view layer_name = "Hardtanh";
    std::string extra_repr() const { return detail::number_option_repr("min_val", min_val, "max_val", max_val); }
};

/// ln(1 + e^(beta x)) / beta, or x where beta x is above the threshold.
struct Softplus {
    double beta = 1;
    double threshold = 20;

    template<class X>
    auto operator()(X&& x) const {
        return detail::observed(*this, softplus(std::forward<X>(x), beta, threshold));
    }

    static constexpr std::string_view layer_name = "Softplus";
    std::string extra_repr() const { return detail::number_option_repr("beta", beta, "threshold", threshold); }
};

/// e^x / sum(e^x) along one dimension, checked by the compiler: `Softmax<-1>`.
template<dim Dimension>
struct Softmax {
    auto operator()(auto const& x) const { return detail::observed(*this, softmax<Dimension>(x)); }

    static constexpr std::string_view layer_name = "Softmax";
    static std::string extra_repr() { return detail::dim_repr(Dimension); }
};

/// The logarithm of the softmax along one dimension: `LogSoftmax<-1>`.
template<dim Dimension>
struct LogSoftmax {
    auto operator()(auto const& x) const { return detail::observed(*this, log_softmax<Dimension>(x)); }

    static constexpr std::string_view layer_name = "LogSoftmax";
    static std::string extra_repr() { return detail::dim_repr(Dimension); }
};

}  // namespace eponym::inline EPONYM_ABI::nn

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/activations.ipp>
#endif
