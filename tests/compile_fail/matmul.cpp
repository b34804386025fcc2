// SPDX-License-Identifier: BSL-1.0
#include <eponym/ops/matmul.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;

auto run(ep::Tensor<2, 3> const& a, ep::Tensor<3, 4> const& b) { return matmul(a, b); }

#ifdef EPONYM_CASE_rows
auto wrong(ep::Tensor<2, 3> const& a, ep::Tensor<4, 5> const& b) {
    return matmul(matmul(a, b), b);
    // error: columns of a must equal rows of b
    // error: matmul\(a, b\): columns of a must equal rows of b; a \(2, 3\) has 3, b \(4, 5\) has 4
}
#endif

#ifdef EPONYM_CASE_batch
auto wrong(ep::Tensor<2, 3, 4> const& a, ep::Tensor<5, 4, 3> const& b) {
    return matmul(a, b);  // error: the batch dimensions of a \(2, 3, 4\) and b \(5, 4, 3\) do not broadcast
}
#endif

#ifdef EPONYM_CASE_no_dimension
auto wrong(ep::Tensor<> const& a, ep::Tensor<4> const& b) {
    return matmul(a, b);  // error: both need at least one dimension; a is \(\), b is \(4,\)
}
#endif

#ifdef EPONYM_CASE_not_computed
auto wrong(ep::BasicTensor<ep::float16, 2, 2> const& a) {
    return matmul(a, a);
    // error: computes in float32 and float64, not in float16; convert with x.to<float>\(\)
}
#endif
