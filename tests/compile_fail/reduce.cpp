// SPDX-License-Identifier: BSL-1.0
#include <eponym/ops/reduce.hpp>
#include <eponym/ops/relu.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;

auto run(ep::Tensor<ep::dyn, 3> const& x) { return ep::mean<0, ep::keepdim>(x); }

#ifdef EPONYM_CASE_dimension
auto wrong(ep::Tensor<ep::dyn, 3> const& x) {
    return ep::relu(ep::sum<2>(x));  // error: sum\(x\): dimension 2 is out of range for x \(\?, 3\)
}
#endif

#ifdef EPONYM_CASE_second_dimension
auto wrong(ep::Tensor<ep::dyn, 3> const& x) {
    return ep::mean<0, -3>(x);  // error: mean\(x\): dimension -3 is out of range for x \(\?, 3\)
}
#endif

#ifdef EPONYM_CASE_largest_of_none
auto wrong(ep::Tensor<4, 0> const& x) {
    return ep::max<1>(x);  // error: max\(x\): dimension 1 of x \(4, 0\) has no elements
}
#endif

#ifdef EPONYM_CASE_argmax
auto wrong(ep::Tensor<4, 3> const& x) {
    return ep::argmax<5>(x);  // error: argmax\(x\): dimension 5 is out of range for x \(4, 3\)
}
#endif

#ifdef EPONYM_CASE_element_type
auto wrong(ep::BasicTensor<bool, 4, 3> const& x) {
    return ep::sum(x);  // error: sum\(x\): computes in float32 and float64, not in bool
}
#endif

#ifdef EPONYM_CASE_smallest_of_none
auto wrong(ep::Tensor<4, 0> const& x) {
    return ep::min(x);  // error: min\(x\): dimension 1 of x \(4, 0\) has no elements
}
#endif

#ifdef EPONYM_CASE_prod
auto wrong(ep::Tensor<4, 3> const& x) {
    return ep::prod<0, 2>(x);  // error: prod\(x\): dimension 2 is out of range for x \(4, 3\)
}
#endif

#ifdef EPONYM_CASE_argmin
auto wrong(ep::Tensor<4, 3> const& x) {
    return ep::argmin<-3>(x);  // error: argmin\(x\): dimension -3 is out of range for x \(4, 3\)
}
#endif

#ifdef EPONYM_CASE_max_with_indices
auto wrong(ep::Tensor<4, 0> const& x) {
    return ep::max_with_indices<1>(x);  // error: max_with_indices\(x\): dimension 1 of x \(4, 0\) has no elements
}
#endif
