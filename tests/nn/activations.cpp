// SPDX-License-Identifier: BSL-1.0
#include <map>
#include <sstream>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <eponym/nn/activations.hpp>
#include <eponym/nn/print.hpp>
#include <eponym/nn/sequential.hpp>

#include "support/elementwise.hpp"

namespace ep = eponym;
namespace nn = eponym::nn;

TEST_CASE("activation layers print exactly as PyTorch prints them, with every option", "[nn]") {
    std::map<std::string, std::string> layers;
    std::istringstream lines(test::golden_text("prints/activations.txt"));
    for (std::string line; std::getline(lines, line);)
        layers[line.substr(0, line.find('\t'))] = line.substr(line.find('\t') + 1);
    std::size_t checked = 0;
    auto const check = [&](char const* name, auto const& layer) {
        CHECK(ep::to_string(layer) == layers.at(name));
        ++checked;
    };
    check("leaky_relu", nn::LeakyReLU{});
    check("leaky_relu_0.2", nn::LeakyReLU{0.2});
    check("leaky_relu_1e-05", nn::LeakyReLU{1e-5});
    check("elu", nn::ELU{});
    check("elu_0.5", nn::ELU{0.5});
    check("gelu", nn::GELU{});
    check("gelu_tanh", nn::GELU{ep::approximate::tanh});
    check("silu", nn::SiLU{});
    check("sigmoid", nn::Sigmoid{});
    check("tanh", nn::Tanh{});
    check("hardtanh", nn::Hardtanh{});
    check("hardtanh_-2_0.5", nn::Hardtanh{-2, 0.5});
    check("softplus", nn::Softplus{});
    check("softplus_2_30", nn::Softplus{2, 30});
    check("softmax_1", nn::Softmax<1>{});
    check("softmax_-1", nn::Softmax<-1>{});
    check("log_softmax_1", nn::LogSoftmax<1>{});
    check("log_softmax_0", nn::LogSoftmax<0>{});
    CHECK(checked == layers.size());
}

TEST_CASE("activation layers compute what the functions do, with their options", "[nn]") {
    auto const x = ep::BasicTensor<float, 3, 5, 7>(test::golden_elementwise().tensor("x5.float32"));
    auto const same = [&](auto const& layer, ep::AnyTensor const& expected) {
        return test::bit_difference(layer(x).any(), expected);
    };
    CHECK(same(nn::LeakyReLU{0.2}, leaky_relu(x, 0.2).any()) == "");
    CHECK(same(nn::ELU{0.5}, elu(x, 0.5).any()) == "");
    CHECK(same(nn::GELU{}, gelu(x).any()) == "");
    CHECK(same(nn::GELU{ep::approximate::tanh}, gelu(x, ep::approximate::tanh).any()) == "");
    CHECK(same(nn::SiLU{}, silu(x).any()) == "");
    CHECK(same(nn::Sigmoid{}, sigmoid(x).any()) == "");
    CHECK(same(nn::Tanh{}, tanh(x).any()) == "");
    CHECK(same(nn::Hardtanh{-2, 0.5}, hardtanh(x, -2, 0.5).any()) == "");
    CHECK(same(nn::Softplus{2, 5}, softplus(x, 2, 5).any()) == "");
    CHECK(same(nn::Softmax<1>{}, softmax<1>(x).any()) == "");
    CHECK(same(nn::LogSoftmax<-1>{}, log_softmax<-1>(x).any()) == "");
    STATIC_REQUIRE(std::is_same_v<decltype(nn::GELU{}(ep::ones<double, 2>())), ep::BasicTensor<double, 2>>);
}

TEST_CASE("activation layers reuse the memory of what is expiring", "[nn]") {
    nn::Sequential<nn::Tanh, nn::GELU, nn::LeakyReLU> const net;
    auto x = ep::ones<2, 3>();
    float const* const memory = std::as_const(x).data();
    auto const y = nn::LeakyReLU{}(nn::GELU{}(nn::Tanh{}(std::move(x))));
    CHECK(y.data() == memory);
    CHECK(test::bit_difference(net(ep::ones<2, 3>()).any(), y.any()) == "");
}
