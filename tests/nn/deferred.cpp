// SPDX-License-Identifier: BSL-1.0
// Layers whose input width is decided by the first call, by a load, or by the compiler.
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

#include <catch2/matchers/catch_matchers_exception.hpp>
#include <eponym/nn/sequential_for.hpp>
#include <eponym/nn/summary.hpp>
#include <eponym/state/load_state_dict.hpp>
#include <eponym/state/schema.hpp>

#include "nn/containers.hpp"

namespace ep = eponym;
namespace nn = eponym::nn;
using namespace test_containers;
using Catch::Matchers::Message;

namespace {

using lazy_mlp = nn::Sequential<nn::Linear<ep::dyn, 8>, nn::ReLU, nn::Linear<ep::dyn, 3>>;
using input = ep::Tensor<2, 6, 8, 8>;

}  // namespace

TEST_CASE("A12: widths are decided by the first call, which draws what PyTorch's lazy layers draw", "[nn][A12]") {
    ep::manual_seed(0);
    Lazy const net;
    auto const y = net(golden_input<input>("lazy"));
    STATIC_REQUIRE(std::is_same_v<decltype(y), ep::Tensor<2, 3> const>);
    check_drawn(net, "lazy");
    CHECK(test::difference(y.any(), golden().tensor("lazy/y"), {1e-5, 1e-6}) == "");
    for (auto const& parameter : ep::parameters(net)) CHECK(parameter.impl().requires_grad);
}

TEST_CASE("A12: lazy layers print as PyTorch's, before and after", "[nn][A12]") {
    auto const expected = golden_prints();
    Lazy const net;
    CHECK(ep::to_string(net) == expected.at("lazy"));
    (void)net(ep::zeros<2, 6, 8, 8>());
    CHECK(ep::to_string(net) == expected.at("lazy_after"));
    CHECK(ep::to_string(nn::Linear<ep::dyn, 10>{}) == expected.at("lazy_linear"));
    CHECK(ep::to_string(nn::Linear<ep::dyn, 10, nn::bias(false)>{}) == expected.at("lazy_linear_no_bias"));
    CHECK(ep::to_string(nn::Conv2d<ep::dyn, 6, nn::kernel(5, 3), nn::stride(2), nn::padding(2), nn::groups(2),
                                   nn::bias(false)>{}) == expected.at("lazy_conv"));
}

TEST_CASE("A12: before its first call a lazy layer draws nothing and has no state", "[nn][A12]") {
    ep::manual_seed(4);
    ep::Generator before = ep::default_generator();
    Lazy const net;
    ep::Generator after = ep::default_generator();
    CHECK(before.random64() == after.random64());
    std::string const sentence =
        "Lazy: the parameter 'net.0.weight' (4, ?, 3, 3) has no size yet; the first call of its layer or a load "
        "decides it";
    CHECK_THROWS_MATCHES(ep::state_dict(net), ep::error, Message(sentence));
    CHECK_THROWS_MATCHES(ep::parameters(net), ep::error, Message(sentence));
    CHECK(ep::keys_of(net).size() == 5);
    STATIC_REQUIRE(ep::keys<nn::Linear<ep::dyn, 3>> == ep::key_list{"weight", "bias"});
    STATIC_REQUIRE(ep::schema<nn::Linear<ep::dyn, 3>>[0].shape == ep::Shape{3, ep::dyn});
    STATIC_REQUIRE(ep::parameter_count<nn::Linear<ep::dyn, 3>> == ep::dyn);
}

TEST_CASE("A12: a width once decided is checked", "[nn][A12]") {
    nn::Linear<ep::dyn, 3> const layer;
    (void)layer(ep::zeros<2, 5>());
    CHECK(layer.weight.shape() == ep::Shape{3, 5});
    CHECK_THROWS_MATCHES(
        layer(ep::zeros<2, 6>()), ep::shape_error,
        Message("linear(x, weight, bias): the last dimension of x (2, 6) must be 5, the in_features of weight (3, 5)"));
    nn::Conv2d<ep::dyn, 4, 1, nn::groups(2)> const conv;
    CHECK_THROWS_MATCHES(conv(ep::zeros<1, 3, 2, 2>()), ep::shape_error,
                         Message("conv2d(x, weight, bias): the 3 channels of x must be divisible by the 2 groups"));
    CHECK(conv(ep::zeros<6, 2, 2>()).shape() == ep::Shape{4, 2, 2});
    CHECK(conv.weight.shape() == ep::Shape{4, 3, 1, 1});
}

TEST_CASE("A12: a load decides the width and draws nothing", "[nn][A12]") {
    nn::Sequential<nn::Linear<4, 8>, nn::ReLU, nn::Linear<8, 3>> const known;
    lazy_mlp net;
    ep::Generator before = ep::default_generator();
    ep::load_state_dict(net, ep::state_dict(known));
    auto const x = test::scattered_tensor<2, 4>();
    CHECK(test::bit_difference(net(x).any(), known(x).any()) == "");
    ep::Generator after = ep::default_generator();
    CHECK(before.random64() == after.random64());
    CHECK(ep::to_string(net) == ep::to_string(known));
    CHECK_THROWS_AS(net(ep::zeros<2, 5>()), ep::shape_error);

    lazy_mlp called;
    (void)called(ep::zeros<1, 9>());
    ep::load_state_dict(called, ep::state_dict(known));
    CHECK(test::bit_difference(called(x).any(), known(x).any()) == "");
}

TEST_CASE("A12: copies of a lazy layer decide for themselves", "[nn][A12]") {
    nn::Linear<ep::dyn, 3> const original;
    auto const early = original;
    (void)original(ep::zeros<1, 4>());
    CHECK_FALSE(early.weight.has_size());
    (void)early(ep::zeros<1, 5>());
    auto late = original;
    auto const x = test::scattered_tensor<2, 4>();
    CHECK(test::bit_difference(late(x).any(), original(x).any()) == "");
    late = early;
    CHECK(late(ep::zeros<1, 5>()).shape() == ep::Shape{1, 3});
    auto const moved = std::move(late);
    CHECK(moved(ep::zeros<1, 5>()).shape() == ep::Shape{1, 3});
    CHECK_THROWS_AS(late(ep::zeros<1, 5>()), ep::error);
}

TEST_CASE("A12: an empty batch decides the width, an empty width does not", "[nn][A12]") {
    nn::Linear<ep::dyn, 3> const layer;
    CHECK(layer(ep::zeros<2, 0>()).shape() == ep::Shape{2, 3});
    CHECK_FALSE(layer.weight.has_size());
    CHECK(layer(ep::zeros<0, 4>()).shape() == ep::Shape{0, 3});
    CHECK(layer.weight.shape() == ep::Shape{3, 4});
}

TEST_CASE("A12: many threads may make the first call at once", "[nn][A12][threads]") {
    for (int round = 0; round < 20; ++round) {
        ep::manual_seed(std::uint64_t(round));
        lazy_mlp const net;
        auto const x = test::scattered_tensor<3, 5>();
        std::vector<ep::AnyTensor> answers(8);
        {
            std::vector<std::jthread> threads;
            for (ep::AnyTensor& answer : answers) threads.emplace_back([&] { answer = net(x).any(); });
        }
        for (ep::AnyTensor const& answer : answers) CHECK(test::bit_difference(answer, answers[0]) == "");
        ep::Generator after = ep::default_generator();
        ep::manual_seed(std::uint64_t(round));
        lazy_mlp const alone;
        CHECK(test::bit_difference(alone(x).any(), answers[0]) == "");
        CHECK(ep::default_generator().random64() == after.random64());
    }
}

TEST_CASE("A12: a summary knows the sizes that its own call decided", "[nn][A12]") {
    auto const summary = ep::summary(lazy_mlp{}, ep::zeros<2, 4>());
    CHECK(summary.parameters == 4 * 8 + 8 + 8 * 3 + 3);
    CHECK(summary.macs == 2 * (4 * 8 + 8 * 3));
    CHECK(summary.layers[0].parameters == 40);
}

TEST_CASE("A12: the compiler computes the widths of a Sequential for a given input", "[nn][A12]") {
    using net = nn::sequential_for<ep::Tensor<ep::dyn, 1, 28, 28>, nn::Conv2d<nn::infer, 6, 5, nn::padding(2)>,
                                   nn::ReLU, nn::MaxPool2d<2>, nn::Conv2d<nn::infer, 16, 5>, nn::ReLU, nn::MaxPool2d<2>,
                                   nn::Flatten<>, nn::Linear<nn::infer, 120>, nn::ReLU, nn::Linear<nn::infer, 10>>;
    STATIC_REQUIRE(std::is_same_v<net, nn::Sequential<nn::Conv2d<1, 6, 5, nn::padding(2)>, nn::ReLU, nn::MaxPool2d<2>,
                                                      nn::Conv2d<6, 16, 5>, nn::ReLU, nn::MaxPool2d<2>, nn::Flatten<>,
                                                      nn::Linear<400, 120>, nn::ReLU, nn::Linear<120, 10>>>);
    STATIC_REQUIRE(ep::parameter_count<net> == 156 + 2416 + 48120 + 1210);
    CHECK(net{}(ep::zeros<3, 1, 28, 28>()).shape() == ep::Shape{3, 10});

    using nested =
        nn::sequential_for<ep::Tensor<ep::dyn, 6>, nn::Sequential<nn::Linear<nn::infer, 4>, nn::ReLU>,
                           nn::Linear<nn::infer, 4, nn::bias(false)>, nn::same_as<1>, nn::Linear<nn::infer, 2>>;
    STATIC_REQUIRE(
        std::is_same_v<nested, nn::Sequential<nn::Sequential<nn::Linear<6, 4>, nn::ReLU>,
                                              nn::Linear<4, 4, nn::bias(false)>, nn::same_as<1>, nn::Linear<4, 2>>>);

    using left_open =
        nn::sequential_for<ep::Tensor<ep::dyn, ep::dyn>, nn::Linear<nn::infer, 4>, nn::Linear<nn::infer, 2>>;
    STATIC_REQUIRE(std::is_same_v<left_open, nn::Sequential<nn::Linear<ep::dyn, 4>, nn::Linear<4, 2>>>);
}
