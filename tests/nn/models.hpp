// SPDX-License-Identifier: BSL-1.0
// The models of the tests: those that PyTorch's golden files were made with, as structs.
#pragma once

#include <array>
#include <cmath>
#include <tuple>

#include <eponym/nn/conv2d.hpp>
#include <eponym/nn/dropout.hpp>
#include <eponym/nn/flatten.hpp>
#include <eponym/nn/identity.hpp>
#include <eponym/nn/in_order.hpp>
#include <eponym/nn/linear.hpp>
#include <eponym/nn/max_pool2d.hpp>
#include <eponym/nn/relu.hpp>
#include <eponym/nn/sequential.hpp>
#include <eponym/ops/arithmetic.hpp>
#include <eponym/ops/matmul.hpp>
#include <eponym/ops/reduce.hpp>
#include <eponym/ops/relu.hpp>
#include <eponym/ops/shaping.hpp>
#include <eponym/tensor/create.hpp>
#include <eponym/tensor/parameter.hpp>

namespace test_models {

namespace ep = eponym;
namespace nn = eponym::nn;

struct MLP {
    nn::Linear<784, 256> hidden;
    nn::ReLU act;
    nn::Linear<256, 10> output;

    auto operator()(auto const& x) const { return output(act(hidden(x))); }
};

template<int Classes>
struct LeNet {
    nn::Sequential<nn::Conv2d<3, 6, 5>, nn::ReLU, nn::MaxPool2d<2>, nn::Conv2d<6, 16, 5>, nn::ReLU, nn::MaxPool2d<2>>
        features;
    nn::Sequential<nn::Linear<400, 120>, nn::ReLU, nn::Linear<120, 84>, nn::ReLU, nn::Linear<84, Classes>> classifier;

    auto operator()(auto const& x) const {               // (B, 3, 32, 32)
        return classifier(ep::flatten<1>(features(x)));  // (B, Classes)
    }
};

struct NestMLP {
    nn::Sequential<nn::Linear<40, 30>, nn::ReLU> net;

    auto operator()(auto const& x) const { return net(x); }
};

struct FancyMLP {
    nn::Linear<20, 20> linear;
    ep::Constant<20, 20> random_weight = ep::rand<20, 20>();

    auto operator()(auto const& x) const {
        auto const norm = [](auto const& of) { return std::sqrt(ep::sum(of * of).item()); };
        auto h = linear(ep::relu(ep::matmul(linear(x), random_weight) + 1));  // the same layer twice
        while (norm(h) > 1) h /= 2;
        if (norm(h) < 0.8f) h *= 10;
        return ep::sum(h);
    }
};

struct CenteredLayer {
    auto operator()(auto const& x) const { return x - ep::mean(x); }
};

struct ModuleDict {
    nn::Linear<4, 2> linear;
    nn::ReLU act;
};

struct Blocks {
    nn::Linear<4, 8, nn::bias(false)> stem;
    std::array<nn::Sequential<nn::Linear<8, 8>, nn::ReLU>, 3> blocks;
    std::tuple<nn::Linear<8, 8>, nn::Linear<8, 8>, nn::Linear<8, 4>> layers;
    ModuleDict heads;

    auto operator()(auto const& x) const { return stem(x); }
};

}  // namespace test_models
