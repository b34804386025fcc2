// SPDX-License-Identifier: BSL-1.0
// ResNet-18 (He et al. 2016) with torchvision's names.
#pragma once

#include <type_traits>
#include <utility>

#include <eponym/nn/adaptive_avg_pool2d.hpp>
#include <eponym/nn/batch_norm2d.hpp>
#include <eponym/nn/conv2d.hpp>
#include <eponym/nn/identity.hpp>
#include <eponym/nn/initialization.hpp>
#include <eponym/nn/linear.hpp>
#include <eponym/nn/max_pool2d.hpp>
#include <eponym/nn/relu.hpp>
#include <eponym/nn/sequential.hpp>
#include <eponym/ops/arithmetic.hpp>
#include <eponym/ops/shaping.hpp>
#include <eponym/reflect/apply.hpp>

namespace models {

namespace ep = eponym;
namespace nn = eponym::nn;

/// x: (B, In, H, W)  ->  (B, Out, H / Stride, W / Stride)
template<ep::dim In, ep::dim Out, ep::dim Stride = 1>
struct BasicBlock {
    using Projection =
        nn::Sequential<nn::Conv2d<In, Out, 1, nn::stride(Stride), nn::bias(false)>, nn::BatchNorm2d<Out>>;

    nn::Conv2d<In, Out, 3, nn::stride(Stride), nn::padding(1), nn::bias(false)> conv1;
    nn::BatchNorm2d<Out> bn1;
    nn::ReLU relu;
    nn::Conv2d<Out, Out, 3, nn::padding(1), nn::bias(false)> conv2;
    nn::BatchNorm2d<Out> bn2;
    std::conditional_t<In != Out || Stride != 1, Projection, nn::Identity> downsample;

    auto operator()(auto const& x) const {
        auto y = bn2(conv2(relu(bn1(conv1(x)))));  // (B, Out, H', W')
        y += downsample(x);
        return relu(std::move(y));
    }
};

/// x: (B, 3, H, W)  ->  (B, 1000)
struct ResNet18 {
    nn::Conv2d<3, 64, 7, nn::stride(2), nn::padding(3), nn::bias(false)> conv1;
    nn::BatchNorm2d<64> bn1;
    nn::ReLU relu;
    nn::MaxPool2d<3, nn::stride(2), nn::padding(1)> maxpool;
    nn::Sequential<BasicBlock<64, 64>, BasicBlock<64, 64>> layer1;
    nn::Sequential<BasicBlock<64, 128, 2>, BasicBlock<128, 128>> layer2;
    nn::Sequential<BasicBlock<128, 256, 2>, BasicBlock<256, 256>> layer3;
    nn::Sequential<BasicBlock<256, 512, 2>, BasicBlock<512, 512>> layer4;
    nn::AdaptiveAvgPool2d<1> avgpool;
    nn::Linear<512, 1000> fc;

    auto operator()(auto const& x) const {
        auto const stem = maxpool(relu(bn1(conv1(x))));       // (B, 64, H / 4, W / 4)
        auto const y = layer4(layer3(layer2(layer1(stem))));  // (B, 512, H / 32, W / 32)
        return fc(ep::flatten<1>(avgpool(y)));                // (B, 1000)
    }
};

/// Draws the convolutions' values anew, as torchvision does when it makes a ResNet.
template<class ResNet>
void draw_convolutions(ResNet& net) {
    ep::for_each<nn::Conv2d>(net, [](auto& conv) {
        nn::init::kaiming_normal{.mode = nn::init::fan_out, .nonlinearity = nn::init::relu}(conv.weight);
    });
}

}  // namespace models
