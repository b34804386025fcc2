// SPDX-License-Identifier: BSL-1.0
#include <eponym/nn/layer_norm.hpp>
#include <eponym/ops/layer_norm.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

auto run(ep::Tensor<ep::dyn, 3, 8> const& x, ep::Tensor<8> const& weight) {
    return ep::layer_norm<ep::Shape{8}>(x, weight);
}
auto run(nn::LayerNorm<3, 8> const& layer, ep::Tensor<ep::dyn, 3, 8> const& x) { return layer(x); }

#ifdef EPONYM_CASE_sizes
auto wrong(nn::LayerNorm<4> const& layer, ep::Tensor<ep::dyn, 3, 8> const& x) {
    return layer(layer(x));
    // error: the last dimensions of x \(\?, 3, 8\) must be the normalized sizes \(4,\)
}
#endif

#ifdef EPONYM_CASE_weight
auto wrong(ep::Tensor<ep::dyn, 3, 8> const& x, ep::Tensor<3> const& weight) {
    return ep::layer_norm<ep::Shape{8}>(x, weight);
    // error: weight \(3,\) must have the normalized sizes \(8,\)
}
#endif
