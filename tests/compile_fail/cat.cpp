// SPDX-License-Identifier: BSL-1.0
#include <vector>

#include <eponym/ops/cat.hpp>
#include <eponym/ops/relu.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;

auto run(ep::Tensor<ep::dyn, 3> const& x, std::vector<ep::Tensor<2, 3>> const& list) {
    return ep::cat<0>(ep::cat<0>(x, ep::zeros<4, 3>()), ep::cat<0>(list));
}

#ifdef EPONYM_CASE_sizes
auto wrong(ep::Tensor<2, 3> const& a, ep::Tensor<2, 4> const& b) {
    return ep::relu(ep::cat<0>(a, a, b));
    // error: cat\(x\.\.\.\): tensor 2 \(2, 4\) must be as tensor 0 \(2, 3\) is, except along dimension 0
}
#endif

#ifdef EPONYM_CASE_rank
auto wrong(ep::Tensor<2, 3> const& a, ep::Tensor<2> const& b) {
    return ep::cat<-1>(a, b);
    // error: cat\(x\.\.\.\): tensor 1 \(2,\) must be as tensor 0 \(2, 3\) is, except along dimension 1
}
#endif

#ifdef EPONYM_CASE_dimension
auto wrong(ep::Tensor<2, 3> const& a) {
    return ep::cat<2>(a, a);  // error: cat\(x\.\.\.\): dimension 2 is out of range for x \(2, 3\)
}
#endif

#ifdef EPONYM_CASE_element_type
auto wrong(ep::Tensor<2> const& a, ep::BasicTensor<double, 2> const& b) {
    return ep::cat<0>(a, b);  // error: element types must be the same, and are float32 and float64
}
#endif

#ifdef EPONYM_CASE_list
auto wrong(std::vector<ep::Tensor<2, 3>> const& list) {
    return ep::cat<2>(list);  // error: cat\(x\.\.\.\): dimension 2 is out of range for x \(2, 3\)
}
#endif

#ifdef EPONYM_CASE_stack
auto wrong(ep::Tensor<2, 3> const& a, ep::Tensor<2, 4> const& b) {
    return ep::stack<0>(a, b);  // error: stack\(x\.\.\.\): tensor 1 \(2, 4\) must be as tensor 0 \(2, 3\)
}
#endif

#ifdef EPONYM_CASE_stack_dimension
auto wrong(ep::Tensor<2, 3> const& a) {
    return ep::stack<3>(a, a);
    // error: stack\(x\.\.\.\): the new dimension must be from -3 to 2 for tensors \(2, 3\)
}
#endif
