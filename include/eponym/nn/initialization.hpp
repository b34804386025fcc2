// SPDX-License-Identifier: BSL-1.0
// The values that layers start with: the distributions and bounds of PyTorch's `reset_parameters`, drawn in its order.
#pragma once

#include <eponym/tensor/any_tensor.hpp>

namespace eponym::inline EPONYM_ABI::nn {

/// Uniform in +-sqrt(3) gain / sqrt(fan_in) with the gain of a leaky ReLU of slope sqrt(5), that is +-1 / sqrt(fan_in);
/// computed in PyTorch's order of operations, since the last bit depends on it. He et al. 2015, as torch's
/// `kaiming_uniform_(weight, a=sqrt(5))`.
struct kaiming_uniform {
    dim fan_in;
    void operator()(AnyTensor const& tensor) const;
};

/// Uniform in +-1 / sqrt(fan_in).
struct bias_uniform {
    dim fan_in;
    void operator()(AnyTensor const& tensor) const;
};

}  // namespace eponym::inline EPONYM_ABI::nn

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/initialization.ipp>
#endif
