// SPDX-License-Identifier: BSL-1.0
#include <eponym/ops/conv2d.hpp>
#include <eponym/ops/relu.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;

auto run(ep::Tensor<ep::dyn, 3, 32, 32> const& x, ep::Tensor<6, 3, 5, 5> const& weight, ep::Tensor<6> const& bias) {
    return ep::relu(ep::conv2d(x, weight, bias));
}

#ifdef EPONYM_CASE_channels
auto wrong(ep::Tensor<ep::dyn, 1, 28, 28> const& x, ep::Tensor<6, 3, 5, 5> const& weight, ep::Tensor<6> const& bias) {
    return ep::relu(ep::conv2d(x, weight, bias));
    // error: channels of x must equal in_channels
    // error: x \(\?, 1, 28, 28\) must have 3 channels, the in_channels of weight \(6, 3, 5, 5\) in 1 group
}
#endif

#ifdef EPONYM_CASE_groups
auto wrong(ep::Tensor<1, 4, 8, 8> const& x, ep::Tensor<3, 2, 3, 3> const& weight) {
    return ep::conv2d<ep::conv2d_options{.groups = 2}>(x, weight);
    // error: the 3 out_channels must be divisible by the 2 groups
}
#endif

#ifdef EPONYM_CASE_kernel_too_large
auto wrong(ep::Tensor<1, 1, 4, 8> const& x, ep::Tensor<1, 1, 5, 5> const& weight) {
    return ep::conv2d(x, weight);
    // error: the kernel of weight \(1, 1, 5, 5\) does not fit into the padded x \(1, 1, 4, 8\)
}
#endif

#ifdef EPONYM_CASE_rank
auto wrong(ep::Tensor<28, 28> const& x, ep::Tensor<6, 1, 5, 5> const& weight) {
    return ep::conv2d(x, weight);
    // error: x \(28, 28\) must be \(batch, channels, height, width\) or without batch
}
#endif

#ifdef EPONYM_CASE_bias
auto wrong(ep::Tensor<1, 1, 8, 8> const& x, ep::Tensor<6, 1, 5, 5> const& weight, ep::Tensor<5> const& bias) {
    return ep::conv2d(x, weight, bias);
    // error: bias \(5,\) must be \(6,\), the out_channels of weight \(6, 1, 5, 5\)
}
#endif
