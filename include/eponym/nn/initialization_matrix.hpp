// SPDX-License-Identifier: BSL-1.0
// The initialisers of `nn::init` that build a matrix or a convolution's kernels rather than draw each element alike.
#pragma once

#include <eponym/nn/initialization.hpp>

namespace eponym::inline EPONYM_ABI::nn::init {

namespace rules {

constexpr bool is_matrix(std::string_view operation, operand const& x, sentence* why) {
    if (x.shape.rank() == 2) return true;
    if (why != nullptr) *why + operation + ": x must have 2 dimensions, and has shape " + x.shape;
    return false;
}

constexpr bool is_convolution(operand const& x, dim groups, sentence* why) {
    if (x.shape.rank() < 3 || x.shape.rank() > 5) {
        if (why != nullptr) *why + "init::dirac(x): x must have 3, 4 or 5 dimensions, and has shape " + x.shape;
        return false;
    }
    if (groups >= 1 && (x.shape[0] == dyn || x.shape[0] % groups == 0)) return true;
    if (why != nullptr)
        *why + "init::dirac(x): dimension 0 of x " + x.shape + " must be divisible by the groups, which are " + groups;
    return false;
}

}  // namespace rules

namespace detail {

struct eye_initialiser {
    void operator()(AnyTensor const& x) const;
    void operator()(tensor_like auto&& x) const { initialise(*this, x); }

    static constexpr bool fits(operand const& x, sentence* why) { return rules::is_matrix("init::eye(x)", x, why); }
};

}  // namespace detail

/// Ones on the diagonal, zeros beside it. x: (N, M)
inline constexpr detail::eye_initialiser eye{};

/// A convolution's kernels that hand each input channel on, as many as there are; with groups, each group its own.
/// x: (Out, In, l), (Out, In, h, w) or (Out, In, d, h, w), Out divisible by the groups.
struct dirac {
    dim groups = 1;

    void operator()(AnyTensor const& x) const;
    void operator()(tensor_like auto&& x) const { detail::initialise(*this, x); }

    static constexpr bool fits(operand const& x, sentence* why) { return rules::is_convolution(x, 1, why); }
};

/// Rows, or columns where there are fewer of them, that are orthogonal to each other and of length `gain`; dimensions
/// behind the first count as one. The Q of the QR decomposition of a normal matrix whose R has a positive diagonal:
/// drawn as PyTorch draws it, and equal to PyTorch's up to rounding. Saxe et al. 2014; Mezzadri 2007.
struct orthogonal {
    double gain = 1;

    void operator()(AnyTensor const& x) const;
    void operator()(tensor_like auto&& x) const { detail::initialise(*this, x); }

    static constexpr bool fits(operand const& x, sentence* why) {
        return rules::is_weight("init::orthogonal(x)", x, why);
    }
};

/// Normal, with the given fraction of each column set to zero, rounded up to whole rows. x: (N, M). Throws `error`
/// unless 0 <= sparsity <= 1. Martens 2010.
struct sparse {
    double sparsity;
    double standard_deviation = 0.01;

    void operator()(AnyTensor const& x) const;
    void operator()(tensor_like auto&& x) const { detail::initialise(*this, x); }

    static constexpr bool fits(operand const& x, sentence* why) {
        return rules::draws("init::sparse(x)", x, why) && rules::is_matrix("init::sparse(x)", x, why);
    }
};

}  // namespace eponym::inline EPONYM_ABI::nn::init

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/initialization_matrix.ipp>
#endif
