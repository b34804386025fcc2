// SPDX-License-Identifier: BSL-1.0
#include <eponym/ops/arithmetic.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;

auto run(ep::Tensor<2, 3>& a, ep::Tensor<3> const& b) {
    a += b;
    return a + b * 2;
}

#ifdef EPONYM_CASE_broadcast
auto wrong(ep::Tensor<2, 3> const& a, ep::Tensor<2> const& b) {
    return -(a + b) * 2 + a;
    // error: the shapes must broadcast
    // error: sizes, aligned at the last dimension, are equal or 1; a is \(2, 3\), b is \(2,\)
}
#endif

#ifdef EPONYM_CASE_element_types
auto wrong(ep::Tensor<2> const& a, ep::BasicTensor<double, 2> const& b) {
    return maximum(a, b);  // error: element types must be the same, and are float32 and float64
}
#endif

#ifdef EPONYM_CASE_not_computed
auto wrong(ep::BasicTensor<std::int64_t, 2> const& a) {
    return a + 1;  // error: computes in float32 and float64, not in int64; convert with x.to<float>\(\)
}
#endif

#ifdef EPONYM_CASE_in_place_element_type
void wrong(ep::Tensor<3>& a, ep::BasicTensor<double, 3> const& b) {
    a *= b;  // error: a op= b: element types must be the same, and are float32 and float64
}
#endif

#ifdef EPONYM_CASE_in_place
void wrong(ep::Tensor<3>& a, ep::Tensor<2, 3> const& b) {
    a += b;  // error: a op= b: b \(2, 3\) must broadcast to the shape of a \(3,\)
}
#endif
