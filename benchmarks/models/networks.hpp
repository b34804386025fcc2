// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/eponym.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

struct MLP {
    nn::Linear<784, 256> hidden;
    nn::ReLU act;
    nn::Linear<256, 10> output;

    auto operator()(auto const& x) const { return ep::in_order(*this, x); }  // (B, 784) -> (B, 10)
};

struct LeNet {
    nn::Conv2d<1, 6, 5, nn::padding(2)> conv1;
    nn::ReLU act1;
    nn::MaxPool2d<2> pool1;
    nn::Conv2d<6, 16, 5> conv2;
    nn::ReLU act2;
    nn::MaxPool2d<2> pool2;
    nn::Flatten<> flatten;
    nn::Linear<400, 120> fc1;
    nn::ReLU act3;
    nn::Linear<120, 84> fc2;
    nn::ReLU act4;
    nn::Linear<84, 10> fc3;

    auto operator()(auto const& x) const { return ep::in_order(*this, x); }  // (B, 1, 28, 28) -> (B, 10)
};
