// SPDX-License-Identifier: BSL-1.0
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/nn/mode.hpp>
#include <eponym/nn/print.hpp>

#include "nn/models.hpp"
#include "support/golden.hpp"

namespace ep = eponym;
namespace nn = eponym::nn;
using namespace test_models;

namespace {

std::map<std::string, std::string> golden_layers() {
    std::map<std::string, std::string> layers;
    std::istringstream lines(test::golden_text("prints/layers.txt"));
    for (std::string line; std::getline(lines, line);)
        layers[line.substr(0, line.find('\t'))] = line.substr(line.find('\t') + 1);
    return layers;
}

}  // namespace

TEST_CASE("A2: models print exactly as PyTorch prints them", "[nn][A2]") {
    CHECK(ep::to_string(MLP{}) == test::golden_text("prints/mlp.txt"));
    CHECK(ep::to_string(LeNet<2019>{}) == test::golden_text("prints/lenet.txt"));
    CHECK(ep::to_string(nn::Sequential<NestMLP, nn::Linear<30, 20>, FancyMLP>{}) ==
          test::golden_text("prints/nested.txt"));
    CHECK(ep::to_string(nn::Sequential<nn::Linear<8, 128>, CenteredLayer>{}) ==
          test::golden_text("prints/centered.txt"));
    CHECK(ep::to_string(nn::Sequential<nn::Linear<4, 3>, nn::ReLU, nn::Dropout, nn::Flatten<>, nn::Identity>{}) ==
          test::golden_text("prints/sequential.txt"));
    CHECK(ep::to_string(nn::Sequential<>{}) == test::golden_text("prints/empty_sequential.txt"));
    CHECK(ep::to_string(Blocks{}) == test::golden_text("prints/blocks.txt"));
}

TEST_CASE("A2: layers print exactly as PyTorch prints them, with every option", "[nn][A2]") {
    auto const layers = golden_layers();
    auto const check = [&](char const* name, auto const& layer) { CHECK(ep::to_string(layer) == layers.at(name)); };
    check("linear", nn::Linear<784, 256>{});
    check("linear_no_bias", nn::Linear<20, 5, nn::bias(false)>{});
    check("conv", nn::Conv2d<3, 6, 5>{});
    check("conv_padding", nn::Conv2d<1, 6, 5, nn::padding(2)>{});
    check("conv_padding_pair", nn::Conv2d<1, 6, nn::kernel(5, 3), nn::padding(2, 1)>{});
    check("conv_stride", nn::Conv2d<3, 6, 3, nn::stride(2)>{});
    check("conv_stride_pair", nn::Conv2d<3, 6, 3, nn::stride(2, 1)>{});
    check("conv_dilation", nn::Conv2d<3, 6, 3, nn::dilation(2)>{});
    check("conv_dilation_pair", nn::Conv2d<3, 6, 3, nn::dilation(1, 2)>{});
    check("conv_groups", nn::Conv2d<4, 6, 3, nn::groups(2)>{});
    check("conv_no_bias", nn::Conv2d<3, 6, 3, nn::bias(false)>{});
    check("conv_everything", nn::Conv2d<4, 8, nn::kernel(3, 5), nn::stride(2, 3), nn::padding(1, 2), nn::dilation(2, 1),
                                        nn::groups(4), nn::bias(false)>{});
    check("max_pool", nn::MaxPool2d<2>{});
    check("max_pool_2_2", nn::MaxPool2d<2, nn::stride(2)>{});
    check("max_pool_3_1_padding", nn::MaxPool2d<3, nn::stride(1), nn::padding(1)>{});
    check("max_pool_pairs", nn::MaxPool2d<nn::kernel(3, 2), nn::stride(2, 1), nn::padding(1, 0), nn::dilation(1, 2)>{});
    check("max_pool_ceil", nn::MaxPool2d<3, nn::stride(2), nn::ceil_mode(true)>{});
    check("relu", nn::ReLU{});
    check("dropout", nn::Dropout{});
    check("dropout_0.25", nn::Dropout{0.25});
    check("dropout_0.1", nn::Dropout{0.1});
    check("dropout_0", nn::Dropout{0.0});
    check("dropout_1e-05", nn::Dropout{1e-05});
    check("flatten", nn::Flatten<>{});
    check("flatten_0_2", nn::Flatten<0, 2>{});
    check("identity", nn::Identity{});
}

TEST_CASE("a repeated layer prints once more at its own position", "[nn]") {
    nn::Sequential<nn::Linear<1, 1, nn::bias(false)>, nn::same_as<0>> const net;
    CHECK(ep::to_string(net) ==
          "Sequential(\n"
          "  (0): Linear(in_features=1, out_features=1, bias=False)\n"
          "  (1): Linear(in_features=1, out_features=1, bias=False)\n"
          ")");
}

TEST_CASE("a list that grows prints as it is now", "[nn]") {
    struct Growing {
        std::vector<nn::Linear<2, 2>> layers;
    };
    Growing net;
    CHECK(ep::to_string(net) == "Growing(\n  (layers): ModuleList()\n)");
    net.layers.emplace_back();
    net.layers.emplace_back();
    CHECK(ep::to_string(net) ==
          "Growing(\n  (layers): ModuleList(\n    (0-1): 2 x Linear(in_features=2, out_features=2, bias=True)\n  )\n)");
}

TEST_CASE("evaluation mode does not change how a model prints", "[nn]") {
    nn::Sequential<nn::Dropout, nn::Linear<2, 2>> net;
    std::string const before = ep::to_string(net);
    ep::eval(net);
    CHECK(ep::to_string(net) == before);
}
