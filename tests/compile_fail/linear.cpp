// SPDX-License-Identifier: BSL-1.0
#include <eponym/ops/linear.hpp>
#include <eponym/ops/relu.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;

auto run(ep::Tensor<ep::dyn, 784> const& x, ep::Tensor<256, 784> const& weight, ep::Tensor<256> const& bias) {
    return ep::relu(linear(x, weight, bias));
}

#ifdef EPONYM_CASE_width
auto wrong(ep::Tensor<ep::dyn, 782> const& x, ep::Tensor<256, 784> const& weight, ep::Tensor<256> const& bias) {
    return ep::relu(linear(x, weight, bias));
    // error: the last dimension of x must equal in_features
    // error: the last dimension of x \(\?, 782\) must be 784, the in_features of weight \(256, 784\)
}
#endif

#ifdef EPONYM_CASE_bias
auto wrong(ep::Tensor<2, 784> const& x, ep::Tensor<256, 784> const& weight, ep::Tensor<10> const& bias) {
    return linear(x, weight, bias);
    // error: bias \(10,\) must be \(256,\), the out_features of weight \(256, 784\)
}
#endif

#ifdef EPONYM_CASE_transposed_weight
auto wrong(ep::Tensor<2, 784> const& x, ep::Tensor<784, 256> const& weight) {
    return linear(x, weight);
    // error: the last dimension of x \(2, 784\) must be 256, the in_features of weight \(784, 256\)
}
#endif

#ifdef EPONYM_CASE_element_type
auto wrong(ep::Tensor<2, 784> const& x, ep::BasicTensor<double, 256, 784> const& weight) {
    return linear(x, weight);  // error: element types must be the same, and are float32 and float64
}
#endif

#ifdef EPONYM_CASE_element_type_of_bias
auto wrong(ep::Tensor<2, 784> const& x, ep::Tensor<256, 784> const& weight, ep::BasicTensor<double, 256> const& bias) {
    return linear(x, weight, bias);  // error: element types must be the same, and are float32 and float64
}
#endif
