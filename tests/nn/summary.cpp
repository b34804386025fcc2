// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/nn/summary.hpp>

#include "nn/models.hpp"
#include "support/tensors.hpp"

namespace ep = eponym;
namespace nn = eponym::nn;

namespace {

struct LeNet {
    nn::Sequential<nn::Conv2d<1, 6, 5, nn::padding(2)>, nn::ReLU, nn::MaxPool2d<2>, nn::Conv2d<6, 16, 5>, nn::ReLU,
                   nn::MaxPool2d<2>>
        features;
    nn::Sequential<nn::Linear<400, 120>, nn::ReLU, nn::Linear<120, 84>, nn::ReLU, nn::Linear<84, 10>> classifier;

    auto operator()(auto const& x) const { return classifier(ep::flatten<1>(features(x))); }
};

struct WithOwnParameter {
    ep::Parameter<3> scale = ep::ones<3>();
    ep::Buffer<3> offset;
    nn::Linear<3, 2> layer;
    nn::ReLU unused;

    auto operator()(auto const& x) const { return layer(x * scale + offset); }
};

struct Shared {
    nn::Linear<4, 4> layer;
    auto operator()(auto const& x) const { return layer(layer(x)); }
};

}  // namespace

TEST_CASE("the summary of LeNet-5 has the numbers that one computes by hand", "[nn]") {
    auto const summary = ep::summary(LeNet{}, ep::zeros<1, 1, 28, 28>());
    CHECK(summary.name == "LeNet");
    CHECK(summary.parameters == 61'706);
    CHECK(summary.parameter_bytes == 4 * 61'706);
    // 28 x 28 x 6 outputs of 25 products, 10 x 10 x 16 of 150, and the three linear layers.
    CHECK(summary.macs == 28 * 28 * 6 * 25 + 10 * 10 * 16 * 150 + 400 * 120 + 120 * 84 + 84 * 10);
    REQUIRE(summary.layers.size() == 11);
    auto const& first = summary.layers[0];
    CHECK(first.path == "features.0");
    CHECK(first.layer == "Conv2d");
    CHECK(first.output == ep::Shape{1, 6, 28, 28});
    CHECK(first.parameters == 6 * 25 + 6);
    CHECK(first.macs == 117'600);
    CHECK(first.output_bytes == 4 * 6 * 28 * 28);
    CHECK(summary.layers[1].layer == "ReLU");
    CHECK(summary.layers[1].output == ep::Shape{1, 6, 28, 28});
    CHECK(summary.layers[1].parameters == 0);
    CHECK(summary.layers[5].output == ep::Shape{1, 16, 5, 5});
    CHECK(summary.layers[6].path == "classifier.0");
    CHECK(summary.layers[6].parameters == 400 * 120 + 120);
    CHECK(summary.layers[10].output == ep::Shape{1, 10});
    for (auto const& layer : summary.layers) CHECK(layer.called);
}

TEST_CASE("multiply-adds and output bytes grow with the batch, parameters do not", "[nn]") {
    LeNet const net;
    auto const one = ep::summary(net, ep::zeros<1, 1, 28, 28>());
    auto const eight = ep::summary(net, ep::zeros<ep::dyn, 1, 28, 28>(8));
    CHECK(eight.macs == 8 * one.macs);
    CHECK(eight.output_bytes == 8 * one.output_bytes);
    CHECK(eight.parameters == one.parameters);
    CHECK(eight.layers[10].output == ep::Shape{8, 10});
}

TEST_CASE("grouped convolutions and layers without bias count what they compute", "[nn]") {
    nn::Sequential<nn::Conv2d<4, 8, 3, nn::groups(2), nn::bias(false)>> const net;
    auto const summary = ep::summary(net, ep::zeros<1, 4, 5, 5>());
    CHECK(summary.parameters == 8 * 2 * 9);
    CHECK(summary.macs == 3 * 3 * 8 * 2 * 9);
}

TEST_CASE("a summary counts a model's own parameters, not its buffers, and names what was not called", "[nn]") {
    auto const summary = ep::summary(WithOwnParameter{}, ep::ones<1, 3>());
    CHECK(summary.parameters == 3 + 3 * 2 + 2);
    REQUIRE(summary.layers.size() == 2);
    CHECK(summary.layers[0].path == "layer");
    CHECK(summary.layers[1].path == "unused");
    CHECK_FALSE(summary.layers[1].called);
    CHECK(summary.text().find("not called") != std::string::npos);
}

TEST_CASE("a layer that is called twice has its work counted twice and its parameters once", "[nn]") {
    auto const summary = ep::summary(Shared{}, ep::ones<1, 4>());
    CHECK(summary.parameters == 20);
    CHECK(summary.macs == 2 * 16);
    auto const repeated = ep::summary(nn::Sequential<nn::Linear<4, 4>, nn::same_as<0>>{}, ep::ones<1, 4>());
    CHECK(repeated.parameters == 20);
    CHECK(repeated.macs == 2 * 16);
}

TEST_CASE("a summary of a single layer is that layer", "[nn]") {
    auto const summary = ep::summary(nn::Linear<4, 2>{}, ep::ones<3, 4>());
    REQUIRE(summary.layers.size() == 1);
    CHECK(summary.layers[0].path == "");
    CHECK(summary.parameters == 10);
    CHECK(summary.macs == 3 * 8);
}

TEST_CASE("nobody is watched after a summary, also when the model threw", "[nn]") {
    nn::Linear<4, 2> const layer;
    ep::Tensor<ep::dyn, ep::dyn> const wrong = ep::zeros<1, 3>();
    CHECK_THROWS_AS(ep::summary(layer, wrong), ep::shape_error);
    CHECK(nn::detail::layer_observer::current() == nullptr);
    (void)ep::summary(layer, ep::ones<1, 4>());
    CHECK(nn::detail::layer_observer::current() == nullptr);
}

TEST_CASE("the text of a summary is a table with the totals at its end", "[nn]") {
    std::string const text =
        ep::summary(nn::Sequential<nn::Linear<784, 256>, nn::ReLU, nn::Linear<256, 10>>{}, ep::zeros<1, 784>()).text();
    CHECK(text ==
          "layer       type    output    parameters  multiply-adds    bytes\n"
          "0           Linear  (1, 256)     200,960        200,704  804,864\n"
          "1           ReLU    (1, 256)           0              0    1,024\n"
          "2           Linear  (1, 10)        2,570          2,560   10,320\n"
          "Sequential                       203,530        203,264  816,208\n");
}
