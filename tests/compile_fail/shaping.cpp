// SPDX-License-Identifier: BSL-1.0
#include <eponym/ops/relu.hpp>
#include <eponym/ops/shaping.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;

auto run(ep::Tensor<ep::dyn, 2, 3, 4> const& x) { return ep::reshape<ep::dyn, 8>(ep::flatten<1, 2>(x)); }

#ifdef EPONYM_CASE_reshape
auto wrong(ep::Tensor<2, 3> const& x) {
    return ep::relu(ep::reshape<4, 2>(x));
    // error: reshape\(x\): the 6 elements of x \(2, 3\) do not fill \(4, 2\)
}
#endif

#ifdef EPONYM_CASE_reshape_with_a_rest
auto wrong(ep::Tensor<2, 3> const& x) {
    return ep::reshape<4, -1>(x);  // error: reshape\(x\): the 6 elements of x \(2, 3\) do not fill \(4, \?\)
}
#endif

#ifdef EPONYM_CASE_reshape_with_two_rests
auto wrong(ep::Tensor<2, 3> const& x) {
    return ep::reshape<-1, -1>(x);  // error: reshape\(x\): at most one size may be -1
}
#endif

#ifdef EPONYM_CASE_flatten
auto wrong(ep::Tensor<2, 3> const& x) {
    return ep::flatten<2>(x);  // error: flatten\(x\): dimension 2 is out of range for x \(2, 3\)
}
#endif

#ifdef EPONYM_CASE_transpose
auto wrong(ep::Tensor<2, 3> const& x) {
    return ep::transpose<0, 2>(x);  // error: transpose\(x\): dimension 2 is out of range for x \(2, 3\)
}
#endif

#ifdef EPONYM_CASE_permute
auto wrong(ep::Tensor<2, 3, 4> const& x) {
    return ep::permute<0, 1, 1>(x);
    // error: permute\(x\): the order must name each dimension of x \(2, 3, 4\) once
}
#endif

#ifdef EPONYM_CASE_slice
auto wrong(ep::Tensor<2, 3> const& x) {
    return ep::slice<2, 0, 1>(x);  // error: slice\(x\): dimension 2 is out of range for x \(2, 3\)
}
#endif

#ifdef EPONYM_CASE_slice_backwards
auto wrong(ep::Tensor<2, 3> const& x) {
    return ep::slice<0, 2, 0, -1>(x);  // error: step must be positive
}
#endif

#ifdef EPONYM_CASE_unflatten
auto wrong(ep::Tensor<ep::dyn, 12> const& x) {
    return ep::relu(ep::unflatten<1, 5, -1>(x));
    // error: unflatten\(x\): dimension 1 of x \(\?, 12\) is not the product of the sizes \(5, \?\)
}
#endif

#ifdef EPONYM_CASE_unflatten_dimension
auto wrong(ep::Tensor<2, 12> const& x) {
    return ep::unflatten<2, 3, 4>(x);  // error: unflatten\(x\): dimension 2 is out of range for x \(2, 12\)
}
#endif
