// SPDX-License-Identifier: BSL-1.0
// The values that parameters start with. `nn::init` is torch.nn.init: each initialiser is a value with named options
// that writes into any tensor, `init::normal{.standard_deviation = 0.01}(net.weight)`, and that gives a member its
// first values, `Parameter<8, 8> weight = init::xavier_uniform{};`. From the same seed they draw what PyTorch draws.
// Nothing is recorded for gradients. initialization_matrix.hpp has those that build a matrix.
#pragma once

#include <type_traits>

#include <eponym/ops/check.hpp>
#include <eponym/reflect/leaf.hpp>
#include <eponym/tensor/any_tensor.hpp>

namespace eponym::inline EPONYM_ABI::nn {

/// What layers whose fan_in is known draw their weights from: torch's `kaiming_uniform_(weight, a=sqrt(5))`, uniform in
/// +-sqrt(3) gain / sqrt(fan_in) with the gain of a leaky ReLU of slope sqrt(5), that is +-1 / sqrt(fan_in), computed
/// in PyTorch's order of operations, since the last bit depends on it. He et al. 2015.
struct weight_uniform {
    dim fan_in;
    void operator()(AnyTensor const& tensor) const;
};

/// What they draw their biases from: uniform in +-1 / sqrt(fan_in).
struct bias_uniform {
    dim fan_in;
    void operator()(AnyTensor const& tensor) const;
};

namespace init {

namespace rules {

/// Random numbers are drawn in float and double.
constexpr bool draws(std::string_view operation, operand const& x, sentence* why) {
    return eponym::rules::computes(operation, x.type, why);
}

/// A weight's fans are counted from its first two dimensions.
constexpr bool is_weight(std::string_view operation, operand const& x, sentence* why) {
    if (!draws(operation, x, why)) return false;
    if (x.shape.rank() >= 2) return true;
    if (why != nullptr) *why + operation + ": x must have 2 or more dimensions, and has shape " + x.shape;
    return false;
}

}  // namespace rules

namespace detail {

// The compiler's half of an initialiser's rule; the AnyTensor overload has the other half.
template<class Initialiser, class X>
void initialise(Initialiser const& initialiser, X& x) {
    static_assert(!std::is_const_v<X> || leaf_of<std::remove_const_t<X>> == leaf::none,
                  "nn::init: a member of a const model is not written to");
    using why = verdict<[](sentence* text) { return Initialiser::fits(operand_of<X>, text); }>;
    static_assert(holds<why>, "nn::init: the initialiser must fit the tensor that it writes into");
    if constexpr (why::ok) initialiser(x.any());
}

}  // namespace detail

/// Uniform on [from, to).
struct uniform {
    double from = 0;
    double to = 1;

    void operator()(AnyTensor const& x) const;
    void operator()(tensor_like auto&& x) const { detail::initialise(*this, x); }

    static constexpr bool fits(operand const& x, sentence* why) { return rules::draws("init::uniform(x)", x, why); }
};

struct normal {
    double mean = 0;
    double standard_deviation = 1;

    void operator()(AnyTensor const& x) const;
    void operator()(tensor_like auto&& x) const { detail::initialise(*this, x); }

    static constexpr bool fits(operand const& x, sentence* why) { return rules::draws("init::normal(x)", x, why); }
};

/// Normal, with the values outside of [from, to] drawn again. Throws `error` unless the standard deviation is positive
/// and from < to, both finite where little of the distribution lies between them.
struct trunc_normal {
    double mean = 0;
    double standard_deviation = 1;
    double from = -2;
    double to = 2;

    void operator()(AnyTensor const& x) const;
    void operator()(tensor_like auto&& x) const { detail::initialise(*this, x); }

    static constexpr bool fits(operand const& x, sentence* why) {
        return rules::draws("init::trunc_normal(x)", x, why);
    }
};

/// One value in every element, converted to the element type.
struct constant {
    double value = 0;

    void operator()(AnyTensor const& x) const;
    void operator()(tensor_like auto&& x) const { detail::initialise(*this, x); }

    static constexpr bool fits(operand const&, sentence*) { return true; }
};

inline constexpr constant zeros{0};
inline constexpr constant ones{1};

/// Which of a weight's fans a variance is kept for. weight: (Out, In, ...)  fan_in: In times the sizes after it
/// fan_out: Out times those.
enum class fan_mode : std::uint8_t { fan_in, fan_out };
using enum fan_mode;

/// What follows the layer. `linear` is also that of the convolutions.
enum class nonlinearity : std::uint8_t { linear, sigmoid, tanh, relu, leaky_relu, selu };
using enum nonlinearity;

/// PyTorch's recommended gain: 1, 1, 5 / 3, sqrt(2), sqrt(2 / (1 + slope^2)), 3 / 4.
EPONYM_ON_DEMAND double calculate_gain(nonlinearity behind, double negative_slope = 0.01);

/// Uniform in +-sqrt(3) std with std = gain sqrt(2 / (fan_in + fan_out)). Glorot and Bengio 2010.
struct xavier_uniform {
    double gain = 1;

    void operator()(AnyTensor const& x) const;
    void operator()(tensor_like auto&& x) const { detail::initialise(*this, x); }

    static constexpr bool fits(operand const& x, sentence* why) {
        return rules::is_weight("init::xavier_uniform(x)", x, why);
    }
};

/// Normal with the standard deviation gain sqrt(2 / (fan_in + fan_out)). Glorot and Bengio 2010.
struct xavier_normal {
    double gain = 1;

    void operator()(AnyTensor const& x) const;
    void operator()(tensor_like auto&& x) const { detail::initialise(*this, x); }

    static constexpr bool fits(operand const& x, sentence* why) {
        return rules::is_weight("init::xavier_normal(x)", x, why);
    }
};

/// Uniform in +-sqrt(3) gain / sqrt(fan). `a` is the slope of a leaky ReLU. He et al. 2015.
struct kaiming_uniform {
    double a = 0;
    fan_mode mode = fan_in;
    init::nonlinearity nonlinearity = leaky_relu;

    void operator()(AnyTensor const& x) const;
    void operator()(tensor_like auto&& x) const { detail::initialise(*this, x); }

    static constexpr bool fits(operand const& x, sentence* why) {
        return rules::is_weight("init::kaiming_uniform(x)", x, why);
    }
};

/// Normal with the standard deviation gain / sqrt(fan). `a` is the slope of a leaky ReLU. He et al. 2015.
struct kaiming_normal {
    double a = 0;
    fan_mode mode = fan_in;
    init::nonlinearity nonlinearity = leaky_relu;

    void operator()(AnyTensor const& x) const;
    void operator()(tensor_like auto&& x) const { detail::initialise(*this, x); }

    static constexpr bool fits(operand const& x, sentence* why) {
        return rules::is_weight("init::kaiming_normal(x)", x, why);
    }
};

}  // namespace init
}  // namespace eponym::inline EPONYM_ABI::nn

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/initialization.ipp>
#endif
