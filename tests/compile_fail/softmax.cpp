// SPDX-License-Identifier: BSL-1.0
#include <eponym/ops/log_softmax.hpp>
#include <eponym/ops/relu.hpp>
#include <eponym/ops/softmax.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;

auto run(ep::Tensor<ep::dyn, 10> const& x) { return ep::softmax<-1>(x); }

#ifdef EPONYM_CASE_dimension
auto wrong(ep::Tensor<ep::dyn, 10> const& x) {
    return ep::relu(ep::softmax<2>(x));  // error: softmax\(x\): dimension 2 is out of range for x \(\?, 10\)
}
#endif

#ifdef EPONYM_CASE_negative_dimension
auto wrong(ep::Tensor<> const& x) {
    return ep::log_softmax<-1>(x);  // error: log_softmax\(x\): dimension -1 is out of range for x \(\)
}
#endif

#ifdef EPONYM_CASE_element_type
auto wrong(ep::BasicTensor<std::uint8_t, 2, 3> const& x) {
    return ep::softmax<1>(x);  // error: softmax\(x\): computes in float32 and float64, not in uint8
}
#endif

#ifdef EPONYM_CASE_relu_of_integers
auto wrong(ep::BasicTensor<std::int32_t, 2, 3> const& x) {
    return ep::relu(x);  // error: relu\(x\): computes in float32 and float64, not in int32
}
#endif
