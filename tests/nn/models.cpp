// SPDX-License-Identifier: BSL-1.0
// PyTorch's tutorials' models, row by row.
#include "nn/models.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/state/model_state.hpp>
#include <eponym/state/schema.hpp>
#include <eponym/tensor/generator.hpp>

#include "support/golden.hpp"
#include "support/tensors.hpp"

namespace ep = eponym;
namespace nn = eponym::nn;
using namespace test_models;

namespace {

// y = x weight^T + bias by plain loops.
std::vector<double> by_hand(std::vector<double> const& x, ep::AnyTensor const& weight, ep::AnyTensor const& bias,
                            bool relu) {
    std::vector<double> y;
    for (ep::dim row = 0; row < ep::dim(x.size()) / weight.shape()[1]; ++row)
        for (ep::dim o = 0; o < weight.shape()[0]; ++o) {
            double sum = test::element_at(bias, {o});
            for (ep::dim i = 0; i < weight.shape()[1]; ++i)
                sum += x[std::size_t(row * weight.shape()[1] + i)] * test::element_at(weight, {o, i});
            y.push_back(relu && sum < 0 ? 0 : sum);
        }
    return y;
}

double largest_difference(std::vector<double> const& a, std::vector<double> const& b) {
    double largest = a.size() == b.size() ? 0 : INFINITY;
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) largest = std::max(largest, std::fabs(a[i] - b[i]));
    return largest;
}

struct Named {
    nn::Linear<20, 256> hidden;
    nn::ReLU act;
    nn::Linear<256, 10> output;
};

struct MyModule {
    ep::Parameter<2, 2> weight1 = ep::rand<2, 2>();
    ep::Tensor<2, 2> weight2 = ep::rand<2, 2>();
    auto operator()(auto const& x) const { return ep::matmul(ep::matmul(x, weight1), weight2); }
};

struct Twice {
    nn::Linear<3, 3> layer;
    auto operator()(auto const& x) const { return layer(layer(x)); }
};

}  // namespace

TEST_CASE("A1: an MLP struct turns (2, 784) into (2, 10), as plain loops do", "[nn][A1]") {
    ep::manual_seed(1);
    MLP const net;
    auto const x = ep::Tensor<2, 784>(test::scattered({2, 784}));
    auto const y = net(x);
    STATIC_REQUIRE(std::is_same_v<decltype(y), ep::Tensor<2, 10> const>);
    auto const hidden = by_hand(test::values_of(x.any()), net.hidden.weight.any(), net.hidden.bias.any(), true);
    auto const expected = by_hand(hidden, net.output.weight.any(), net.output.bias.any(), false);
    CHECK(largest_difference(test::values_of(y.any()), expected) < 1e-5);
    CHECK(net(ep::Tensor<ep::dyn, 784>(x)).shape() == ep::Shape{2, 10});
    CHECK(net(ep::zeros<0, 784>()).shape() == ep::Shape{0, 10});
}

TEST_CASE("A3: a Sequential has PyTorch's keys, and a struct with in_order is the named one", "[nn][A3]") {
    using positions = nn::Sequential<nn::Linear<20, 256>, nn::ReLU, nn::Linear<256, 10>>;
    STATIC_REQUIRE(ep::keys<positions> == ep::key_list{"0.weight", "0.bias", "2.weight", "2.bias"});
    STATIC_REQUIRE(ep::keys<Named> == ep::key_list{"hidden.weight", "hidden.bias", "output.weight", "output.bias"});
    ep::manual_seed(3);
    positions const net;
    ep::manual_seed(3);
    Named const named;
    auto const x = test::scattered_tensor<2, 20>();
    CHECK(test::bit_difference(net(x).any(), ep::in_order(named, x).any()) == "");
}

TEST_CASE("A7: nested models run, with the keys of the nesting", "[nn][A7]") {
    using net_type = nn::Sequential<NestMLP, nn::Linear<30, 20>, FancyMLP>;
    STATIC_REQUIRE(ep::keys<net_type> == ep::key_list{"0.net.0.weight", "0.net.0.bias", "1.weight", "1.bias",
                                                      "2.linear.weight", "2.linear.bias"});
    ep::manual_seed(5);
    net_type const net;
    auto const y = net(test::scattered_tensor<2, 40>());
    STATIC_REQUIRE(std::is_same_v<decltype(y), ep::Tensor<> const>);
    CHECK(std::isfinite(y.item()));
    CHECK(ep::named_parameters(net).size() == 6);
}

TEST_CASE("A8: LeNet gives one row of logits per image, and all its parameters can be set at once", "[nn][A8]") {
    using net_type = LeNet<2019>;
    STATIC_REQUIRE(ep::keys<net_type> == ep::key_list{"features.0.weight", "features.0.bias", "features.3.weight",
                                                      "features.3.bias", "classifier.0.weight", "classifier.0.bias",
                                                      "classifier.2.weight", "classifier.2.bias", "classifier.4.weight",
                                                      "classifier.4.bias"});
    ep::manual_seed(7);
    net_type net;
    auto const x = ep::Tensor<ep::dyn, 3, 32, 32>(test::scattered({2, 3, 32, 32}));
    auto const before = net(x);
    STATIC_REQUIRE(std::is_same_v<decltype(before), ep::Tensor<ep::dyn, 2019> const>);
    CHECK(before.shape() == ep::Shape{2, 2019});

    for (ep::AnyTensor const& parameter : ep::parameters(net)) ep::detail::fill(parameter, 2020);
    CHECK(net.features.layer<0>().weight(5, 2, 4, 4) == 2020);
    CHECK(net.classifier.layer<4>().bias(2018) == 2020);
    // All weights are the same, so each logit is the same number, and far from what it was.
    auto const after = test::values_of(net(ep::ones<1, 3, 32, 32>()).any());
    for (double logit : after) CHECK(logit == after[0]);
    CHECK(after[0] > 1e15);
}

TEST_CASE("A9: a callable struct without parameters is a layer", "[nn][A9]") {
    ep::manual_seed(9);
    nn::Sequential<nn::Linear<8, 128>, CenteredLayer> const net;
    auto const y = net(test::scattered_tensor<4, 8>());
    CHECK(std::fabs(ep::mean(y).item()) < 1e-6f);
    CHECK(ep::keys<nn::Sequential<nn::Linear<8, 128>, CenteredLayer>> == ep::key_list{"0.weight", "0.bias"});
    auto const centered = CenteredLayer{}(ep::tensor({1.f, 2.f, 3.f, 4.f, 5.f}));
    CHECK(test::values_of(centered.any()) == std::vector<double>{-2, -1, 0, 1, 2});
}

TEST_CASE("B1: named_parameters lists names and shapes in order, without the prefix on a layer alone", "[nn][B1]") {
    nn::Sequential<nn::Linear<4, 3>, nn::ReLU, nn::Linear<3, 1>> const net;
    auto const all = ep::named_parameters(net);
    REQUIRE(all.size() == 4);
    std::vector<std::string> names;
    std::vector<ep::Shape> shapes;
    for (auto const& [name, parameter] : all) {
        names.push_back(name);
        shapes.push_back(parameter.shape());
    }
    CHECK(names == std::vector<std::string>{"0.weight", "0.bias", "2.weight", "2.bias"});
    CHECK(shapes == std::vector<ep::Shape>{{3, 4}, {3}, {1, 3}, {1}});
    auto const first = ep::named_parameters(net.layer<0>());
    REQUIRE(first.size() == 2);
    CHECK(first[0].name == "weight");
    CHECK(first[1].name == "bias");
    CHECK(first[0].tensor.const_bytes() == net.layer<0>().weight.any().const_bytes());
}

TEST_CASE("B2: a Parameter member is listed, a plain tensor member is not", "[nn][B2]") {
    MyModule const module;
    auto const listed = ep::named_parameters(module);
    REQUIRE(listed.size() == 1);
    CHECK(listed[0].name == "weight1");
    CHECK(module(ep::ones<1, 2>()).shape() == ep::Shape{1, 2});
}

TEST_CASE("B6: one layer used twice is one parameter, and is applied twice", "[nn][B6]") {
    nn::Sequential<nn::Linear<1, 1, nn::bias(false)>, nn::same_as<0>> net;
    auto const parameters = ep::named_parameters(net);
    REQUIRE(parameters.size() == 1);
    CHECK(parameters[0].name == "0.weight");
    net.layer<0>().weight(0, 0) = 3;
    CHECK(net(ep::ones<1, 1>()).item() == 9);
}

TEST_CASE("a layer called twice in a model uses the same weights both times", "[nn]") {
    ep::manual_seed(2);
    Twice const net;
    auto const x = test::scattered_tensor<2, 3>();
    CHECK(test::bit_difference(net(x).any(), net.layer(net.layer(x)).any()) == "");
    CHECK(ep::parameter_count<Twice> == 12);
}
