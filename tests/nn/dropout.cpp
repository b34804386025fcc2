// SPDX-License-Identifier: BSL-1.0
// Dropout of elements and of channels, and the switch between training and evaluation.
#include <array>
#include <optional>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/nn/flatten.hpp>
#include <eponym/nn/mode.hpp>
#include <eponym/nn/print.hpp>
#include <eponym/nn/sequential.hpp>
#include <eponym/tensor/generator.hpp>

#include "nn/models.hpp"
#include "support/reductions.hpp"

namespace ep = eponym;
namespace nn = eponym::nn;

namespace {

struct Inner {
    nn::Dropout drop;
    nn::Linear<2, 2> layer;
    bool training = true;  // of the user's own layer
    auto operator()(auto const& x) const { return layer(drop(x)); }
};
struct Net {
    nn::Dropout direct;
    nn::Sequential<nn::Linear<2, 2>, nn::Dropout, Inner> sequence;
    std::array<nn::Dropout, 2> array;
    std::vector<Inner> vector = std::vector<Inner>(3);
    std::optional<Inner> maybe = Inner{};
    std::optional<nn::Dropout> none;
    std::tuple<nn::Dropout, Inner> pair;
    bool verbose = true;  // configuration, not a mode
    auto operator()(auto const& x) const { return sequence(x); }
};

}  // namespace

TEST_CASE("dropout keeps the elements that PyTorch keeps from the same seed", "[nn]") {
    ep::manual_seed(0);
    auto const y = nn::Dropout{}(ep::ones<16>());
    std::vector<double> expected(16, 0.0);
    for (int kept : {2, 6, 7, 9, 10, 11, 12, 14, 15}) expected[std::size_t(kept)] = 2;
    CHECK(test::values_of(y.any()) == expected);
    ep::manual_seed(0);
    auto const wide = nn::Dropout{}(ep::ones<double, 16>());
    CHECK(test::values_of(wide.any()) == expected);
    ep::manual_seed(0);
    auto const matrix = nn::Dropout{}(ep::ones<4, 4>());
    STATIC_REQUIRE(std::is_same_v<decltype(matrix), ep::Tensor<4, 4> const>);
    CHECK(test::values_of(matrix.any()) == expected);
}

TEST_CASE("dropout in evaluation mode is x itself", "[nn]") {
    nn::Dropout layer;
    ep::eval(layer);
    CHECK_FALSE(layer.training);
    auto const x = test::scattered_tensor<5>();
    CHECK(layer(x).data() == x.data());
    ep::train(layer);
    CHECK(layer.training);
}

TEST_CASE("dropout of nothing keeps all, of everything nothing, and neither draws", "[nn]") {
    ep::manual_seed(0);
    auto const x = test::scattered_tensor<40>();
    CHECK(test::bit_difference(nn::Dropout{0.0}(x).any(), x.any()) == "");
    for (double value : test::values_of(nn::Dropout{1.0}(x).any())) CHECK(value == 0);
    auto const after = ep::rand<1>();
    ep::manual_seed(0);
    CHECK(ep::rand<1>()(0) == after(0));
}

TEST_CASE("dropout leaves x as it is and works through strides", "[nn]") {
    ep::AnyTensor const x = test::scattered({6, 7});
    ep::AnyTensor const before = x.clone();
    ep::manual_seed(3);
    ep::AnyTensor const y = ep::dropout(x, 0.3, true);
    CHECK(test::bit_difference(x, before) == "");
    ep::manual_seed(3);
    CHECK(test::bit_difference(ep::dropout(test::with_gaps(x), 0.3, true), y) == "");
    int zeros = 0;
    for (ep::dim i = 0; i < 42; ++i) {
        double const is = y.data<float>()[i];
        zeros += is == 0 ? 1 : 0;
        CHECK((is == 0 || std::abs(is - double(x.data<float>()[i]) / 0.7) < 1e-6));
    }
    CHECK(zeros > 3);
    CHECK(zeros < 25);
}

TEST_CASE("dropout1d and dropout2d keep the channels that PyTorch keeps from the same seed, bit for bit", "[nn]") {
    auto const& golden = test::golden_reductions();
    for (std::string const operation : {"dropout1d", "dropout2d"})
        for (auto const& one : golden.cases(operation)) {
            ep::AnyTensor const x = golden.tensor(one.name + ".x");
            for (ep::AnyTensor const& of : {x, test::with_gaps(x)}) {
                INFO(one.name << " " << one.parameters);
                ep::manual_seed(3);
                double const p = test::real(one, "p");
                ep::AnyTensor const y =
                    operation == "dropout1d" ? ep::dropout1d(of, p, true) : ep::dropout2d(of, p, true);
                CHECK(test::bit_difference(y, golden.tensor(one.name + ".y")) == "");
                CHECK(test::bit_difference(ep::rand<1>().any(), golden.tensor(one.name + ".after")) == "");
            }
        }
}

TEST_CASE("layers that drop channels keep shape and type, and return x after eval", "[nn]") {
    nn::Sequential<nn::Dropout1d, nn::Dropout2d> net;
    auto const x = test::scattered_tensor<2, 3, 4>();
    ep::manual_seed(1);
    auto const y = net(x);
    STATIC_REQUIRE(std::is_same_v<decltype(y), ep::Tensor<2, 3, 4> const>);
    int zeros = 0;
    for (ep::dim n = 0; n < 2; ++n)
        for (ep::dim c = 0; c < 3; ++c) {
            zeros += y(n, c, 0) == 0 ? 1 : 0;
            for (ep::dim i = 0; i < 4; ++i) CHECK((y(n, c, i) == 0) == (y(n, c, 0) == 0));
        }
    CHECK(zeros > 0);
    CHECK(zeros < 6);
    ep::eval(net);
    CHECK(net(x).data() == x.data());
    CHECK(test::sentence_of([] { (void)ep::dropout1d(ep::zeros<4>().any(), 0.5, true); }) ==
          "dropout1d(x): x must have 2 or 3 dimensions, and has shape (4,)");
    CHECK(test::sentence_of([] { (void)ep::dropout2d(ep::zeros<4, 2>().any(), 0.5, false); }) ==
          "dropout2d(x): x must have 3 or 4 dimensions, and has shape (4, 2)");
    CHECK_THROWS_AS(ep::dropout2d(x, 1.5, false), ep::error);
}

TEST_CASE("Unflatten gives one dimension several sizes", "[nn]") {
    auto const x = ep::Tensor<ep::dyn, 12>(test::counting({2, 12}));
    auto const y = nn::Unflatten<1, 3, -1>{}(x);
    STATIC_REQUIRE(std::is_same_v<decltype(y), ep::Tensor<ep::dyn, 3, 4> const>);
    CHECK(y(1, 2, 3) == 23);
    auto const back = nn::Sequential<nn::Unflatten<-1, 3, 4>, nn::Flatten<>>{}(x);
    CHECK(test::bit_difference(back.any(), x.any()) == "");
}

TEST_CASE("Unflatten and the layers that drop channels print exactly as PyTorch prints them", "[nn]") {
    auto const printed = [](int number) {
        for (auto const& one : test::golden_reductions().cases("print"))
            if (one.name == "print." + std::to_string(number)) return one.parameters;
        return std::string("no such case");
    };
    CHECK(ep::to_string(nn::Unflatten<1, 2, 3>{}) == printed(0));
    CHECK(ep::to_string(nn::Unflatten<-1, 4>{}) == printed(1));
    CHECK(ep::to_string(nn::Unflatten<1, -1, 5, 5>{}) == printed(2));
    CHECK(ep::to_string(nn::Dropout1d{}) == printed(3));
    CHECK(ep::to_string(nn::Dropout1d{0.25}) == printed(4));
    CHECK(ep::to_string(nn::Dropout2d{}) == printed(5));
    CHECK(ep::to_string(nn::Dropout2d{0.1}) == printed(6));
}

TEST_CASE("a probability outside of 0 to 1 is refused with its number", "[nn]") {
    auto const x = ep::ones<2>();
    for (double p : {-0.1, 1.5}) {
        CHECK_THROWS_AS(nn::Dropout{p}(x), ep::error);
        CHECK_THROWS_AS((nn::Dropout{p, false}(x)), ep::error);
    }
    CHECK_THROWS_AS(nn::Dropout{std::nan("")}(x), ep::error);
}

TEST_CASE("train and eval reach every layer, through every kind of nesting", "[nn]") {
    Net net;
    auto const modes = [&] {
        return std::vector<bool>{net.direct.training,
                                 net.sequence.layer<1>().training,
                                 net.sequence.layer<2>().drop.training,
                                 net.sequence.layer<2>().training,
                                 net.array[0].training,
                                 net.array[1].training,
                                 net.vector[0].drop.training,
                                 net.vector[2].training,
                                 net.maybe->training,
                                 std::get<0>(net.pair).training,
                                 std::get<1>(net.pair).drop.training,
                                 std::get<1>(net.pair).training};
    };
    CHECK(modes() == std::vector<bool>(12, true));
    ep::eval(net);
    CHECK(modes() == std::vector<bool>(12, false));
    CHECK(net.verbose);
    CHECK_FALSE(net.none.has_value());
    ep::train(net);
    CHECK(modes() == std::vector<bool>(12, true));
    ep::train(net, false);
    CHECK(modes() == std::vector<bool>(12, false));
}
