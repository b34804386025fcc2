// SPDX-License-Identifier: BSL-1.0
#include <eponym/ops/conv1d.hpp>
#include <eponym/ops/relu.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;

auto run(ep::Tensor<ep::dyn, 3, ep::dyn> const& x, ep::Tensor<6, 3, 5> const& weight, ep::Tensor<6> const& bias) {
    return ep::relu(ep::conv1d(x, weight, bias));
}

#ifdef EPONYM_CASE_channels
auto wrong(ep::Tensor<ep::dyn, 1, 28> const& x, ep::Tensor<6, 3, 5> const& weight, ep::Tensor<6> const& bias) {
    return ep::relu(ep::conv1d(x, weight, bias));
    // error: channels of x must equal in_channels
    // error: x \(\?, 1, 28\) must have 3 channels, the in_channels of weight \(6, 3, 5\) in 1 group
}
#endif

#ifdef EPONYM_CASE_kernel_too_large
auto wrong(ep::Tensor<1, 1, 4> const& x, ep::Tensor<1, 1, 5> const& weight) {
    return ep::conv1d(x, weight);
    // error: the kernel of weight \(1, 1, 5\) does not fit into the padded x \(1, 1, 4\)
}
#endif

#ifdef EPONYM_CASE_image
auto wrong(ep::Tensor<1, 3, 28, 28> const& x, ep::Tensor<6, 3, 5> const& weight) {
    return ep::conv1d(x, weight);
    // error: x \(1, 3, 28, 28\) must be \(batch, channels, length\) or without batch
}
#endif

#ifdef EPONYM_CASE_bias
auto wrong(ep::Tensor<1, 1, 8> const& x, ep::Tensor<6, 1, 5> const& weight, ep::Tensor<5> const& bias) {
    return ep::conv1d(x, weight, bias);
    // error: bias \(5,\) must be \(6,\), the out_channels of weight \(6, 1, 5\)
}
#endif
