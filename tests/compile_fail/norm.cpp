// SPDX-License-Identifier: BSL-1.0
#include <eponym/ops/arithmetic.hpp>
#include <eponym/ops/norm.hpp>
#include <eponym/ops/relu.hpp>
#include <eponym/ops/variance.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;

auto run(ep::Tensor<ep::dyn, 3> const& x) { return ep::norm<1>(x, 1) + ep::standard_deviation<-1>(x); }

#ifdef EPONYM_CASE_norm
auto wrong(ep::Tensor<ep::dyn, 3> const& x) {
    return ep::relu(ep::norm<2>(x));  // error: norm\(x\): dimension 2 is out of range for x \(\?, 3\)
}
#endif

#ifdef EPONYM_CASE_variance
auto wrong(ep::Tensor<ep::dyn, 3> const& x) {
    return ep::variance<0, -3>(x);  // error: variance\(x\): dimension -3 is out of range for x \(\?, 3\)
}
#endif

#ifdef EPONYM_CASE_standard_deviation
auto wrong(ep::BasicTensor<int, 4> const& x) {
    return ep::standard_deviation(x);
    // error: standard_deviation\(x\): computes in float32 and float64, not in int32
}
#endif
