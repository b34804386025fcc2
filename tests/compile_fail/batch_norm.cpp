// SPDX-License-Identifier: BSL-1.0
#include <eponym/nn/batch_norm1d.hpp>
#include <eponym/nn/batch_norm2d.hpp>
#include <eponym/ops/relu.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

auto run(ep::Tensor<ep::dyn, 3, 8, 8> const& x, ep::Tensor<3> const& mean, ep::Tensor<3> const& var) {
    return ep::relu(ep::batch_norm(x, mean, var));
}
auto run(nn::BatchNorm2d<3> const& layer, ep::Tensor<ep::dyn, 3, 8, 8> const& x) { return layer(x); }
auto run(nn::BatchNorm1d<3> const& layer, ep::Tensor<ep::dyn, 3> const& x) { return layer(x); }

#ifdef EPONYM_CASE_statistics
auto wrong(ep::Tensor<ep::dyn, 3, 8, 8> const& x, ep::Tensor<4> const& mean, ep::Tensor<4> const& var) {
    return ep::relu(ep::batch_norm(x, mean, var));
    // error: running_mean \(4,\) must be \(3,\), the channels of x \(\?, 3, 8, 8\)
}
#endif

#ifdef EPONYM_CASE_one_of_two
auto wrong(ep::Tensor<ep::dyn, 3> const& x, ep::Tensor<3> const& mean) {
    return ep::batch_norm(x, mean, nullptr);  // error: running_mean and running_var must be given both or neither
}
#endif

#ifdef EPONYM_CASE_layer_channels
auto wrong(nn::BatchNorm2d<4> const& layer, ep::Tensor<ep::dyn, 3, 8, 8> const& x) {
    return ep::relu(layer(x));  // error: running_mean \(4,\) must be \(3,\), the channels of x \(\?, 3, 8, 8\)
}
#endif

#ifdef EPONYM_CASE_layer_rank
auto wrong(nn::BatchNorm2d<3> const& layer, ep::Tensor<ep::dyn, 3> const& x) {
    return layer(x);  // error: x \(\?, 3\) must be \(batch, channels, height, width\)
}
#endif

#ifdef EPONYM_CASE_signal_rank
auto wrong(nn::BatchNorm1d<3> const& layer, ep::Tensor<ep::dyn, 3, 8, 8> const& x) {
    return layer(x);  // error: x \(\?, 3, 8, 8\) must be \(batch, channels\) or \(batch, channels, length\)
}
#endif
