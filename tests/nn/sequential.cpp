// SPDX-License-Identifier: BSL-1.0
// Sequential and in_order: what is fused gives the same result as what is called one by one.
#include <array>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/tensor/generator.hpp>

#include "nn/models.hpp"
#include "support/tensors.hpp"

namespace ep = eponym;
namespace nn = eponym::nn;

namespace {

struct Doubling {
    auto operator()(auto const& x) const { return x * 2; }
};

struct Scaled {
    nn::Linear<4, 4> layer;
    float factor = 0.5f;
    auto operator()(auto const& x) const { return layer(x) * factor; }
};

struct Inner {
    nn::Linear<4, 6> widen;
    nn::ReLU act;
    nn::Linear<6, 4> narrow;
    auto operator()(auto const& x) const { return ep::in_order(*this, x); }
};

struct Residual {
    Inner inner;
    auto operator()(auto const& x) const { return x + inner(x); }
};

// Counts its calls: a Sequential must call each layer once.
struct Counting {
    int* calls = nullptr;
    auto operator()(auto const& x) const {
        ++*calls;
        return x + 1;
    }
};

}  // namespace

TEST_CASE("a Sequential gives the same bits as its layers called one by one", "[nn]") {
    ep::manual_seed(1);
    nn::Sequential<nn::Conv2d<1, 4, 3>, nn::ReLU, nn::MaxPool2d<2>, nn::Flatten<>, nn::Linear<36, 8>, nn::ReLU,
                   nn::Linear<8, 3>> const net;
    auto const x = test::scattered_tensor<2, 1, 8, 8>();
    auto const convolved = net.layer<1>()(net.layer<0>()(x));
    auto const hidden = net.layer<5>()(net.layer<4>()(net.layer<3>()(net.layer<2>()(convolved))));
    CHECK(test::bit_difference(net(x).any(), net.layer<6>()(hidden).any()) == "");
}

TEST_CASE("fusing an activation works at the beginning, at the end, twice in a row and without a layer before it",
          "[nn]") {
    ep::manual_seed(2);
    auto const x = test::scattered_tensor<3, 4>();
    nn::Linear<4, 4> layer;
    nn::ReLU const relu;
    nn::Sequential<nn::Linear<4, 4>, nn::ReLU> const at_end(layer, relu);
    nn::Sequential<nn::ReLU, nn::Linear<4, 4>> const at_start(relu, layer);
    nn::Sequential<nn::Linear<4, 4>, nn::ReLU, nn::ReLU> const twice(layer, relu, relu);
    nn::Sequential<nn::ReLU> const alone(relu);
    CHECK(test::bit_difference(at_end(x).any(), relu(layer(x)).any()) == "");
    CHECK(test::bit_difference(at_start(x).any(), layer(relu(x)).any()) == "");
    CHECK(test::bit_difference(twice(x).any(), relu(layer(x)).any()) == "");
    CHECK(test::bit_difference(alone(x).any(), relu(x).any()) == "");
}

TEST_CASE("a Sequential leaves its input as it is", "[nn]") {
    auto x = test::scattered_tensor<3, 4>();
    ep::AnyTensor const before = x.any().clone();
    nn::Sequential<nn::ReLU> const net;
    (void)net(x);
    CHECK(test::bit_difference(x.any(), before) == "");
    (void)net(std::as_const(x).clone());
    (void)net(std::move(x));
    nn::Sequential<> const nothing;
    CHECK(test::bit_difference(nothing(ep::Tensor<3, 4>(before)).any(), before) == "");
}

TEST_CASE("any callable struct is a layer, with parameters or without, and nests", "[nn]") {
    ep::manual_seed(3);
    nn::Sequential<Doubling, Scaled, Residual, nn::Sequential<Doubling, nn::ReLU>> const net;
    auto const x = test::scattered_tensor<2, 4>();
    auto const scaled = net.layer<1>()(Doubling{}(x));
    auto const residual = scaled + net.layer<2>().inner(scaled);
    CHECK(test::bit_difference(net(x).any(), nn::ReLU{}(residual * 2).any()) == "");
}

TEST_CASE("a Sequential calls each of its layers once", "[nn]") {
    int calls = 0;
    nn::Sequential<Counting, Counting, nn::ReLU, Counting> net(Counting{&calls}, Counting{&calls}, nn::ReLU{},
                                                               Counting{&calls});
    CHECK(net(ep::zeros<1>()).item() == 3);
    CHECK(calls == 3);
}

TEST_CASE("in_order of a struct is its members one after the other", "[nn]") {
    ep::manual_seed(4);
    Inner const net;
    auto const x = test::scattered_tensor<5, 4>();
    CHECK(test::bit_difference(net(x).any(), net.narrow(net.act(net.widen(x))).any()) == "");
}

TEST_CASE("same_as repeats a layer at any distance, and repeats of repeats", "[nn]") {
    ep::manual_seed(5);
    nn::Sequential<nn::Linear<4, 4>, nn::ReLU, nn::same_as<0>, nn::same_as<1>, nn::same_as<2>> net;
    auto const x = test::scattered_tensor<2, 4>();
    auto const& layer = net.layer<0>();
    nn::ReLU const relu;
    CHECK(test::bit_difference(net(x).any(), layer(relu(layer(relu(layer(x))))).any()) == "");
    net.layer<0>().weight = ep::zeros<4, 4>();
    net.layer<0>().bias = ep::ones<4>();
    CHECK(test::values_of(net(x).any()) == std::vector<double>(8, 1.0));
}

TEST_CASE("a copy of a model with a repeated layer repeats its own layer", "[nn]") {
    nn::Sequential<nn::Linear<1, 1, nn::bias(false)>, nn::same_as<0>> net;
    net.layer<0>().weight(0, 0) = 3;
    auto copy = net;
    net.layer<0>().weight(0, 0) = 1;
    CHECK(copy(ep::ones<1, 1>()).item() == 9);
    CHECK(net(ep::ones<1, 1>()).item() == 1);
}

TEST_CASE("layers can be changed through layer<I>()", "[nn]") {
    nn::Sequential net{nn::Linear<2, 2>{}, nn::Dropout{0.25}};
    net.layer<1>().p = 0;
    net.layer<0>().weight = ep::tensor({{0.f, 1.f}, {1.f, 0.f}});
    net.layer<0>().bias = ep::zeros<2>();
    CHECK(test::values_of(net(ep::tensor({{5.f, 7.f}})).any()) == std::vector<double>{7, 5});
    STATIC_REQUIRE(net.size() == 2);
}

TEST_CASE("a batch of open size goes through a whole model", "[nn]") {
    ep::manual_seed(6);
    test_models::LeNet<10> const net;
    ep::Tensor<ep::dyn, 3, 32, 32> const x(test::scattered({3, 3, 32, 32}));
    auto const all = net(x);
    for (ep::dim image = 0; image < 3; ++image) {
        auto const one = net(ep::Tensor<1, 3, 32, 32>(x.any().slice(0, image, image + 1)));
        CHECK(test::difference(one.any().select(0, 0), all.any().select(0, image), {1e-5, 1e-6}) == "");
    }
}

TEST_CASE("a layer computes what is documented through strided input", "[nn]") {
    ep::manual_seed(7);
    nn::Conv2d<3, 5, nn::kernel(3, 2), nn::stride(2, 1), nn::padding(1), nn::bias(false)> const layer;
    ep::Tensor<2, 3, 9, 8> const x(test::scattered({2, 3, 9, 8}));
    ep::Tensor<2, 3, 9, 8> const spread(test::with_gaps(x.any()));
    CHECK(test::difference(layer(spread).any(), layer(x).any(), {1e-6, 1e-6}) == "");
    ep::conv2d_options const options{.stride = {2, 1}, .padding = 1};
    CHECK(test::difference(layer(x).any(), ep::conv2d(x.any(), layer.weight.any(), nullptr, options)) == "");
}

TEST_CASE("wrong shapes that are known at run time only are shape errors with both shapes", "[nn]") {
    nn::Linear<4, 2> const layer;
    ep::Tensor<ep::dyn, ep::dyn> const x = ep::zeros<2, 3>();
    CHECK(test::sentence_of([&] { (void)layer(x); }) ==
          "linear(x, weight, bias): the last dimension of x (2, 3) must be 4, the in_features of weight (2, 4)");
    nn::Sequential<nn::Conv2d<1, 1, 3>, nn::ReLU, nn::MaxPool2d<2>> const net;
    ep::Tensor<1, 1, ep::dyn, ep::dyn> const small = ep::zeros<1, 1, 3, 3>();
    CHECK(test::sentence_of([&] { (void)net(small); }) ==
          "max_pool2d(x): the kernel (2, 2) does not fit into x (1, 1, 1, 1)");
}
