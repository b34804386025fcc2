// SPDX-License-Identifier: BSL-1.0
#include <eponym/nn/dropout.hpp>
#include <eponym/ops/relu.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

auto run(ep::Tensor<ep::dyn, 3, 4, 4> const& x) { return nn::Dropout2d{}(x); }

#ifdef EPONYM_CASE_dropout1d
auto wrong(ep::Tensor<4> const& x) {
    return ep::relu(nn::Dropout1d{}(x));
    // error: dropout1d\(x\): x must have 2 or 3 dimensions, and has shape \(4,\)
}
#endif

#ifdef EPONYM_CASE_dropout2d
auto wrong(ep::Tensor<ep::dyn, 4> const& x) {
    return nn::Dropout2d{}(x);
    // error: dropout2d\(x\): x must have 3 or 4 dimensions, and has shape \(\?, 4\)
}
#endif

#ifdef EPONYM_CASE_element_type
auto wrong(ep::BasicTensor<int, 2, 3, 4> const& x) {
    return ep::dropout1d(x, 0.5, true);  // error: dropout1d\(x\): computes in float32 and float64, not in int32
}
#endif
