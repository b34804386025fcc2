// SPDX-License-Identifier: BSL-1.0
#include <eponym/ops/activations.hpp>
#include <eponym/ops/comparison.hpp>
#include <eponym/ops/pow.hpp>
#include <eponym/ops/where.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;

auto run(ep::Tensor<2, 3> const& a, ep::Tensor<3> const& b) {
    return ep::where(a < b, ep::pow(ep::gelu(a), 2), ep::clamp(b, 0, 1));
}

#ifdef EPONYM_CASE_function_of_integers
auto wrong(ep::BasicTensor<std::int32_t, 2, 3> const& x) {
    return ep::exp(ep::gelu(x));  // error: gelu\(x\): computes in float32 and float64, not in int32; convert with
}
#endif

#ifdef EPONYM_CASE_function_of_halves
auto wrong(ep::BasicTensor<ep::float16, 4> const& x) {
    return ep::clamp(x, 0, 1) + 1;  // error: clamp\(x\): computes in float32 and float64, not in float16
}
#endif

#ifdef EPONYM_CASE_pow_broadcast
auto wrong(ep::Tensor<2, 3> const& a, ep::Tensor<2> const& b) {
    return ep::pow(a, b);  // error: sizes, aligned at the last dimension, are equal or 1; a is \(2, 3\), b is \(2,\)
}
#endif

#ifdef EPONYM_CASE_comparison_broadcast
auto wrong(ep::Tensor<2, 3> const& a, ep::Tensor<2> const& b) {
    return ep::where(a > b, a,
                     0);  // error: comparison \(a, b\): the shapes must broadcast: .* a is \(2, 3\), b is \(2,\)
}
#endif

#ifdef EPONYM_CASE_comparison_element_types
auto wrong(ep::Tensor<2> const& a, ep::BasicTensor<double, 2> const& b) {
    return a <= b;  // error: comparison \(a, b\): element types must be the same, and are float32 and float64
}
#endif

#ifdef EPONYM_CASE_comparison_of_halves
auto wrong(ep::BasicTensor<ep::bfloat16, 2> const& a) {
    return ep::eq(a, 1);  // error: comparison \(a, b\): compares float32, float64 and int64, not bfloat16
}
#endif

#ifdef EPONYM_CASE_where_condition
auto wrong(ep::Tensor<2> const& a, ep::Tensor<2> const& b) {
    return ep::where(a, a, b);  // error: where\(condition, a, b\): the condition must be bool, and is float32
}
#endif

#ifdef EPONYM_CASE_where_element_types
auto wrong(ep::Tensor<2> const& a, ep::BasicTensor<double, 2> const& b) {
    return ep::where(a < 0, a, b);  // error: element types of a and b must be the same, and are float32 and float64
}
#endif

#ifdef EPONYM_CASE_where_broadcast
auto wrong(ep::Tensor<2, 3> const& a, ep::Tensor<4> const& b) {
    return ep::silu(ep::where(a < 0, a, b));  // error: condition is \(2, 3\), a is \(2, 3\), b is \(4,\)
}
#endif
