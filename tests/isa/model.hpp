// SPDX-License-Identifier: BSL-1.0
// The same small network in both translation units, over the library's host kernels.
#pragma once

#include <eponym/nn/conv2d.hpp>
#include <eponym/nn/linear.hpp>
#include <eponym/nn/max_pool2d.hpp>
#include <eponym/nn/relu.hpp>
#include <eponym/ops/arithmetic.hpp>
#include <eponym/ops/reduce.hpp>
#include <eponym/ops/shaping.hpp>
#include <eponym/ops/softmax.hpp>
#include <eponym/tensor/create.hpp>
#include <eponym/tensor/generator.hpp>

float older_answer();
float newer_answer();

namespace {

// Each translation unit has its own: the two are compiled differently, and so may not share a name.
struct Network {
    eponym::nn::Conv2d<1, 6, 5> conv;
    eponym::nn::ReLU act;
    eponym::nn::MaxPool2d<2> pool;
    eponym::nn::Linear<6 * 12 * 12, 10> head;

    auto operator()(auto const& x) const {                        // (B, 1, 28, 28)
        return head(eponym::flatten<1, -1>(pool(act(conv(x)))));  // (B, 10)
    }
};

// The mean of the squared probabilities for a batch of random images.
float answer() {
    eponym::manual_seed(7);
    Network const net;
    auto const x = eponym::randn<3, 1, 28, 28>();
    auto const p = eponym::softmax<-1>(net(x) + eponym::ones<10>());  // (3, 10)
    return eponym::mean(p * p).item();
}

}  // namespace
