// SPDX-License-Identifier: BSL-1.0
// Layers that are no library's: any callable struct, and classes that list their members.
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/nn/in_order.hpp>
#include <eponym/nn/print.hpp>
#include <eponym/nn/sequential.hpp>
#include <eponym/nn/summary.hpp>
#include <eponym/ops/relu.hpp>
#include <eponym/state/load_state_dict.hpp>
#include <eponym/state/model_state.hpp>

#include "nn/containers.hpp"
#include "nn/declared.hpp"
#include "nn/models.hpp"

namespace ep = eponym;
namespace nn = eponym::nn;
using names = std::vector<std::string>;

namespace {

// PyTorch makes the constant first; A6's answers depend on its values, so they come from the golden file.
using test_models::FancyMLP;

// A class with an invariant: a constructor, private members, configuration that is not saved.
template<ep::dim In, ep::dim Out>
class Bottleneck {
public:
    explicit Bottleneck(float slope = 0.5f) : slope_(slope) {}

    auto operator()(auto const& x) const { return widen_(ep::relu(narrow_(x))) * slope_ + bias; }

    float slope() const { return slope_; }

private:
    nn::Linear<In, 2> narrow_;
    nn::Linear<2, Out> widen_;
    float slope_;

public:
    ep::Parameter<Out> bias = ep::full<Out>(1);

    using members = ep::members<&Bottleneck::narrow_, &Bottleneck::widen_, &Bottleneck::bias>;
};

// PyTorch's three kinds of state: a parameter, a buffer, and a buffer with persistent=False.
struct Normalize {
    ep::Parameter<3> scale = ep::ones<3>();
    ep::Buffer<3> mean = ep::full<3>(0.5);
    ep::Constant<3> scratch = ep::full<3>(2);

    auto operator()(auto const& x) const { return (x - mean) * scale * scratch; }
};

// One function object for many uses: its call is a template and takes more than one argument.
struct Residual {
    nn::Linear<4, 4> inner;
    auto operator()(auto const& x, float weight = 1) const { return x + inner(x) * weight; }
};

}  // namespace

TEST_CASE("A6: a model with a constant, one layer used twice and control flow answers as PyTorch's", "[nn][A6]") {
    auto const& golden = test_containers::golden();
    FancyMLP net;
    net.linear.weight = ep::Tensor<20, 20>(golden.tensor("fancy/linear.weight"));
    net.linear.bias = ep::Tensor<20>(golden.tensor("fancy/linear.bias"));
    net.random_weight = ep::Tensor<20, 20>(golden.tensor("fancy/rand_weight"));
    auto const y = net(ep::Tensor<2, 20>(golden.tensor("fancy/x")));
    STATIC_REQUIRE(std::is_same_v<decltype(y), ep::Tensor<> const>);
    CHECK(test::difference(y.any(), golden.tensor("fancy/y"), {1e-4, 1e-5}) == "");
    STATIC_REQUIRE(ep::keys<FancyMLP> == ep::key_list{"linear.weight", "linear.bias"});
    CHECK(ep::named_parameters(net).size() == 2);
    CHECK_FALSE(net.random_weight.any().impl().requires_grad);
}

TEST_CASE("A9: layers without parameters stand in a Sequential", "[nn][A9]") {
    struct Doubled {
        ep::Tensor<> operator()(ep::Tensor<> const& x) const { return x * 2; }
    };
    auto const twice = [](auto const& x) { return x + x; };
    nn::Sequential<nn::Linear<8, 128>, test_models::CenteredLayer> const net;
    CHECK(std::fabs(ep::mean(net(test::scattered_tensor<4, 8>())).item()) < 1e-6f);
    nn::Sequential<Doubled, decltype(twice)> const functions{Doubled{}, twice};
    CHECK(functions(ep::full(3)).item() == 12);
    CHECK(ep::parameters(functions).empty());
}

TEST_CASE("a class with a constructor and private members is a model", "[nn]") {
    using layer = Bottleneck<4, 3>;
    STATIC_REQUIRE(ep::keys<layer> ==
                   ep::key_list{"narrow.weight", "narrow.bias", "widen.weight", "widen.bias", "bias"});
    layer const source(0.25f);
    layer target(0.75f);
    ep::load_state_dict(target, ep::state_dict(source));
    CHECK(target.slope() == 0.75f);
    auto const x = test::scattered_tensor<2, 4>();
    layer same(0.25f);
    ep::load_state_dict(same, ep::state_dict(target));
    CHECK(test::bit_difference(same(x).any(), source(x).any()) == "");
    CHECK(ep::to_string(source) ==
          "Bottleneck(\n  (narrow): Linear(in_features=4, out_features=2, bias=True)\n"
          "  (widen): Linear(in_features=2, out_features=3, bias=True)\n)");
    nn::Sequential<layer, layer> const net{layer(1.f), layer(2.f)};
    CHECK(net.layer<1>().slope() == 2);
    STATIC_REQUIRE(ep::keys<nn::Sequential<layer>>[4] == "0.bias");
}

TEST_CASE("B2: parameters and buffers have keys, constants and plain tensors have none", "[nn][B2]") {
    STATIC_REQUIRE(ep::keys<Normalize> == ep::key_list{"scale", "mean"});
    Normalize layer;
    CHECK(ep::named_parameters(layer).size() == 1);
    layer.scratch = ep::full<3>(4);
    Normalize other;
    ep::load_state_dict(other, ep::state_dict(layer));
    CHECK(other.scratch(0) == 2);
    auto const copy = layer;
    CHECK(copy.scratch(2) == 4);
    CHECK(test::values_of(copy(ep::ones<3>()).any()) == std::vector<double>{2, 2, 2});
}

TEST_CASE("a call that is declared in a header and defined elsewhere", "[nn]") {
    using test_declared::Regression;
    STATIC_REQUIRE(ep::is_module<Regression>);
    STATIC_REQUIRE(ep::keys<Regression>[3] == "output.bias");
    Regression const net;
    auto const x = test::scattered_tensor<5, 3>();
    auto const y = net(x);
    CHECK(test::bit_difference(y.any(), net.output(ep::relu(net.hidden(x))).any()) == "");
    nn::Sequential<Regression, nn::Linear<2, 1>> const longer;
    CHECK(longer(x).shape() == ep::Shape{5, 1});
    CHECK(ep::summary(net, x).layers[1].output == ep::Shape{5, 2});
}

TEST_CASE("a layer's call may take more than one argument", "[nn]") {
    STATIC_REQUIRE(ep::is_module<Residual>);
    Residual const layer;
    auto const x = test::scattered_tensor<2, 4>();
    CHECK(test::bit_difference(layer(x, 0).any(), x.any()) == "");
    nn::Sequential<Residual, Residual> const net;
    CHECK(net(x).shape() == ep::Shape{2, 4});
}
