// SPDX-License-Identifier: BSL-1.0
#include <atomic>
#include <set>
#include <thread>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/nn/mode.hpp>
#include <eponym/tensor/generator.hpp>

#include "nn/models.hpp"
#include "support/tensors.hpp"

namespace ep = eponym;
namespace nn = eponym::nn;

TEST_CASE("a model in evaluation mode gives the same bits from many threads at once", "[nn]") {
    ep::manual_seed(1);
    nn::Sequential<nn::Conv2d<3, 6, 5>, nn::ReLU, nn::MaxPool2d<2>, nn::Dropout, nn::Flatten<>, nn::Linear<1176, 10>>
        net;
    ep::eval(net);
    auto const& model = net;
    std::vector<ep::Tensor<2, 3, 32, 32>> inputs;
    std::vector<ep::AnyTensor> expected;
    for (std::uint32_t i = 0; i < 4; ++i) {
        inputs.emplace_back(test::scattered({2, 3, 32, 32}, i + 1));
        expected.push_back(model(inputs.back()).any());
    }
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            for (std::size_t round = 0; round < 20; ++round) {
                std::size_t const i = (t + round) % inputs.size();
                if (test::bit_difference(model(inputs[i]).any(), expected[i]) != "") ++wrong;
            }
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(wrong == 0);
}

TEST_CASE("models made on many threads share one generator without losing or repeating a draw", "[nn]") {
    ep::manual_seed(2);
    std::vector<float> serial;
    for (int i = 0; i < 40; ++i) serial.push_back(ep::Parameter<1>(nn::bias_uniform{1})(0));
    ep::manual_seed(2);
    std::vector<float> drawn(40);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (std::size_t i = 0; i < 10; ++i) drawn[t * 10 + i] = ep::Parameter<1>(nn::bias_uniform{1})(0);
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(std::multiset<float>(drawn.begin(), drawn.end()) == std::multiset<float>(serial.begin(), serial.end()));
}

TEST_CASE("skipping initialisation is a matter of one thread", "[nn]") {
    ep::SkipInitialisation const skip;
    bool active_elsewhere = true;
    std::thread([&] { active_elsewhere = ep::SkipInitialisation::active(); }).join();
    CHECK_FALSE(active_elsewhere);
    CHECK(ep::SkipInitialisation::active());
}
