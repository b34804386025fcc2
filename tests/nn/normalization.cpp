// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/nn/batch_norm1d.hpp>
#include <eponym/nn/batch_norm2d.hpp>
#include <eponym/nn/conv2d.hpp>
#include <eponym/nn/layer_norm.hpp>
#include <eponym/nn/mode.hpp>
#include <eponym/nn/relu.hpp>
#include <eponym/nn/sequential.hpp>
#include <eponym/nn/summary.hpp>
#include <eponym/state/model_state.hpp>

#include "support/golden_layers.hpp"

namespace ep = eponym;
namespace nn = eponym::nn;

namespace {

ep::AnyTensor golden(std::string const& layer, std::string const& name) {
    return test::golden_layers().tensor("steps." + layer + "." + name);
}

// Sums of at most 40 elements, each of which and whose square root rounds: a few units in the last place.
constexpr test::tolerance allowed{1e-5, 1e-5};

// Three batches in training mode and one in evaluation mode, as PyTorch's layer of that name took them.
template<class Layer, ep::dim... D>
void check_steps(std::string const& name) {
    INFO(name);
    Layer layer;
    if constexpr (Layer::options.weight) layer.weight = ep::tensor({1.f, 2.f, 3.f});
    if constexpr (Layer::options.bias) layer.bias = ep::tensor({1.f, 2.f, 3.f});
    for (int step = 0; step < 4; ++step) {
        INFO("step " << step);
        ep::train(layer, step < 3);
        std::string const number = std::to_string(step);
        ep::Tensor<D...> const x(golden(name, "x" + number));
        CHECK(test::difference(layer(x).any(), golden(name, "y" + number), allowed) == "");
    }
    if constexpr (Layer::options.tracked) {
        CHECK(test::difference(layer.running_mean.any(), golden(name, "running_mean"), allowed) == "");
        CHECK(test::difference(layer.running_var.any(), golden(name, "running_var"), allowed) == "");
        CHECK(layer.num_batches_tracked.any().item() == golden(name, "num_batches_tracked").item());
    }
}

}  // namespace

TEST_CASE("batch normalization trains and evaluates as PyTorch does, statistics included", "[nn]") {
    check_steps<nn::BatchNorm1d<3>, 4, 3>("batch_norm1d");
    check_steps<nn::BatchNorm1d<3, nn::momentum(0.5)>, 2, 3, 5>("batch_norm1d_signal");
    check_steps<nn::BatchNorm2d<3>, 2, 3, 4, 5>("batch_norm2d");
    check_steps<nn::BatchNorm2d<3, nn::momentum(nn::cumulative), nn::eps(1e-3)>, 2, 3, 4, 5>("batch_norm2d_cumulative");
    check_steps<nn::BatchNorm2d<3, nn::affine(false)>, 2, 3, 4, 5>("batch_norm2d_plain");
    check_steps<nn::BatchNorm2d<3, nn::track_running_stats(false)>, 2, 3, 4, 5>("batch_norm2d_untracked");
    check_steps<nn::BatchNorm2d<3, nn::bias(false)>, 2, 3, 1, 1>("batch_norm2d_no_bias");
}

TEST_CASE("batch normalization in evaluation mode writes nothing, from many threads at once", "[nn]") {
    nn::BatchNorm2d<3> layer;
    for (int i = 0; i < 3; ++i) (void)layer(test::scattered_tensor<4, 3, 5, 6>(std::uint32_t(i)));
    ep::eval(layer);
    auto const& shared = layer;
    auto const x = test::scattered_tensor<2, 3, 7, 9>(9);
    auto const y = shared(x);
    std::vector<std::uint64_t> versions;
    for (auto const* buffer : {&layer.running_mean, &layer.running_var})
        versions.push_back(buffer->any().impl().storage->version.load());
    std::vector<int> wrong(4, 0);
    std::vector<std::thread> threads;
    for (int& count : wrong)
        threads.emplace_back([&shared, &x, &y, &count] {
            for (int i = 0; i < 50; ++i) count += test::bit_difference(shared(x).any(), y.any()).empty() ? 0 : 1;
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(wrong == std::vector<int>(4, 0));
    CHECK(layer.running_mean.any().impl().storage->version.load() == versions[0]);
    CHECK(layer.running_var.any().impl().storage->version.load() == versions[1]);
    CHECK(layer.num_batches_tracked() == 3);
}

TEST_CASE("a batch that normalization refuses is not counted", "[nn]") {
    nn::BatchNorm2d<3> const layer;
    CHECK_THROWS_AS(layer(ep::ones<1, 3, 1, 1>()), ep::shape_error);
    CHECK(layer.num_batches_tracked() == 0);
    CHECK(layer.running_var(0) == 1);
    CHECK(layer(ep::zeros<ep::dyn, 3, 2, 2>(0)).shape() == ep::Shape{0, 3, 2, 2});
    CHECK(layer.running_var(0) == 1);
}

TEST_CASE("training writes the statistics of a copy, not those of the original", "[nn]") {
    nn::BatchNorm1d<2> const original;
    auto const copy = original;
    (void)copy(test::scattered_tensor<5, 2>(1));
    CHECK(copy.num_batches_tracked() == 1);
    CHECK(original.num_batches_tracked() == 0);
    CHECK(original.running_mean(0) == 0);
}

TEST_CASE("batch normalization takes in the activation behind it in a Sequential", "[nn]") {
    nn::Sequential<nn::Conv2d<3, 4, 3>, nn::BatchNorm2d<4>, nn::ReLU> net;
    (void)net(test::scattered_tensor<2, 3, 8, 9>(1));
    ep::eval(net);
    auto const x = test::scattered_tensor<2, 3, 8, 9>(2);
    auto const y = net(x);
    auto const expected = ep::relu(net.layer<1>()(net.layer<0>()(x)));
    CHECK(test::bit_difference(y.any(), expected.any()) == "");
    auto const summary = ep::summary(net, x);
    REQUIRE(summary.layers.size() == 3);
    CHECK(summary.layers[1].layer == "BatchNorm2d");
    CHECK(summary.layers[1].parameters == 8);
    CHECK(summary.layers[1].output == ep::Shape{2, 4, 6, 7});
    CHECK(summary.layers[2].called);
}

TEST_CASE("batch normalization behind a layer writes into that layer's result", "[nn]") {
    // Remembers where the results of a model's layers were.
    struct watcher final : nn::detail::layer_observer {
        std::vector<std::byte const*> memory;
        void result_of(void const*, ep::AnyTensor const& result) override { memory.push_back(result.const_bytes()); }
    } watcher;
    nn::Sequential<nn::Conv2d<3, 4, 3>, nn::BatchNorm2d<4>, nn::ReLU> net;
    ep::eval(net);
    nn::detail::layer_observer::current() = &watcher;
    auto const y = net(test::scattered_tensor<2, 3, 8, 9>(2));
    nn::detail::layer_observer::current() = nullptr;
    REQUIRE(watcher.memory.size() == 3);
    CHECK(watcher.memory[1] == watcher.memory[0]);
    CHECK(watcher.memory[2] == watcher.memory[0]);
    CHECK(y.any().const_bytes() == watcher.memory[0]);
}

TEST_CASE("layer normalization normalizes the dimensions it is given", "[nn]") {
    nn::LayerNorm<3, 4> const layer;
    auto const y = layer(test::scattered_tensor<2, 3, 4>(1));
    STATIC_REQUIRE(std::is_same_v<decltype(y), ep::Tensor<2, 3, 4> const>);
    for (ep::dim row = 0; row < 2; ++row) {
        double sum = 0, squares = 0;
        for (double value : test::values_of(y.any().select(0, row))) {
            sum += value;
            squares += value * value;
        }
        CHECK(std::fabs(sum) < 1e-5);
        CHECK(std::fabs(squares / 12 - 1) < 1e-4);
    }
    nn::LayerNorm<4, nn::eps(0.5), nn::elementwise_affine(false)> const plain;
    CHECK(test::bit_difference(plain(y).any(), ep::layer_norm<ep::Shape{4}>(y, nullptr, nullptr, 0.5).any()) == "");
}
