// SPDX-License-Identifier: BSL-1.0
// Lists and dicts of layers and of parameters, row by row of PyTorch's tutorials.
#include "nn/containers.hpp"

#include <array>
#include <string>
#include <tuple>
#include <vector>

#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <eponym/nn/summary.hpp>
#include <eponym/state/load_state_dict.hpp>
#include <eponym/state/schema.hpp>
#include <eponym/state/transfer.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;
using namespace test_containers;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::Message;
using Catch::Matchers::MessageMatches;
using names = std::vector<std::string>;

namespace {

using linear = nn::Linear<10, 10>;

struct Scaled {
    ep::Parameter<2> scale = ep::ones<2>();
    nn::Linear<2, 2> inner;
    int factor = 3;

    auto operator()(auto const& x) const { return inner(x * scale) * float(factor); }
    std::string extra_repr() const { return "factor=" + std::to_string(factor); }
};

struct TwoLines {
    auto operator()(auto const& x) const { return x; }
    static std::string extra_repr() { return "first=1\nsecond=2"; }
};

struct Mixed {
    ListDense dense;
    nn::ModuleList<nn::Linear<4, 2>> heads{2};
    Scaled scaled;
    auto operator()(auto const& x) const { return heads[0](x) + heads[1](x); }
};

names keys_of_patterns(auto const& patterns) { return {patterns.begin(), patterns.end()}; }

}  // namespace

TEST_CASE("A4: a list of layers computes, draws and prints as PyTorch's ModuleList", "[nn][A4]") {
    ep::manual_seed(0);
    Pairwise const growing{nn::ModuleList<linear>(10)};
    check_drawn(growing, "pairwise");
    auto const x = golden_input<ep::Tensor<2, 10>>("pairwise");
    auto const expected = golden().tensor("pairwise/y");
    CHECK(test::difference(growing(x).any(), expected, {1e-5, 1e-6}) == "");
    CHECK(ep::to_string(growing) == golden_prints().at("pairwise"));
    CHECK(keys_of_patterns(ep::key_patterns<Pairwise>) == names{"linears.*.weight", "linears.*.bias"});
    CHECK(ep::keys_of(growing)[19] == "linears.9.bias");

    ep::manual_seed(0);
    PairwiseOf<std::array<linear, 10>> const fixed;
    CHECK(test::bit_difference(fixed(x).any(), growing(x).any()) == "");
    CHECK(ep::to_string(fixed) == ep::to_string(growing));
    STATIC_REQUIRE(ep::keys<PairwiseOf<std::array<linear, 2>>> ==
                   ep::key_list{"linears.0.weight", "linears.0.bias", "linears.1.weight", "linears.1.bias"});

    ep::manual_seed(0);
    PairwiseOf<std::vector<linear>> const standard{std::vector<linear>(10)};
    CHECK(test::bit_difference(standard(x).any(), growing(x).any()) == "");
    CHECK(ep::to_string(standard) == ep::to_string(growing));
}

TEST_CASE("A4: a list is indexed from both ends, appended to, extended and iterated over", "[nn][A4]") {
    nn::ModuleList<nn::Linear<2, 2>> list(2);
    CHECK(&list[-1] == &list[1]);
    CHECK(&list[-2] == &list[0]);
    CHECK_THROWS_MATCHES(list[2], ep::error, Message("position 2 is out of range for a ModuleList of 2"));
    CHECK_THROWS_MATCHES(std::as_const(list)[-3], ep::error,
                         Message("position -3 is out of range for a ModuleList of 2"));

    list.append();
    nn::Linear<2, 2> layer;
    layer.weight(0, 0) = 5;
    list.append(layer).bias(0) = 6;
    REQUIRE(list.size() == 4);
    CHECK(list[-1].weight(0, 0) == 5);
    CHECK(list[3].bias(0) == 6);
    CHECK(layer.bias(0) != 6);

    nn::ModuleList<nn::Linear<2, 2>> const more{layer, layer};
    list.extend(more);
    list.extend(std::vector<nn::Linear<2, 2>>(1));
    REQUIRE(list.size() == 7);
    CHECK(list[5].weight(0, 0) == 5);
    CHECK(list[5].weight.any().const_bytes() != more[1].weight.any().const_bytes());
    list.extend(list);
    CHECK(list.size() == 14);

    list.insert(0, layer);
    CHECK(list[0].weight(0, 0) == 5);
    CHECK(list.pop(0).weight(0, 0) == 5);
    list.pop();
    CHECK(list.size() == 13);

    std::size_t count = 0;
    for (auto& each : list) {
        each.bias(1) = 1;
        ++count;
    }
    CHECK(count == 13);
    CHECK(list[12].bias(1) == 1);
    list.clear();
    CHECK(list.empty());
}

TEST_CASE("A4: a list copies by value and fits a state dict by its own length", "[nn][A4]") {
    nn::ModuleList<nn::Linear<2, 2>> list(2);
    auto copy = list;
    copy[0].weight(0, 0) = 9;
    CHECK(list[0].weight(0, 0) != 9);

    nn::ModuleList<nn::Linear<2, 2>> longer(3);
    CHECK_THROWS_MATCHES(ep::load_state_dict(longer, ep::state_dict(list)), ep::load_error,
                         MessageMatches(ContainsSubstring("missing '2.weight'")));
    CHECK_THROWS_MATCHES(ep::load_state_dict(list, ep::state_dict(longer)), ep::load_error,
                         MessageMatches(ContainsSubstring("unexpected '2.weight'")));
    ep::load_state_dict(list, ep::state_dict(copy));
    CHECK(list[0].weight(0, 0) == 9);
    nn::ModuleList<nn::Linear<2, 2>> of_two(2);
    ep::load(of_two, list);
    CHECK(of_two[0].weight(0, 0) == 9);
}

TEST_CASE("A5: a struct of layers is a dict whose names the compiler knows", "[nn][A5]") {
    STATIC_REQUIRE(ep::keys<Chosen> == ep::key_list{"layers.linear.weight", "layers.linear.bias",
                                                    "layers.output.weight", "layers.output.bias"});
    ep::manual_seed(0);
    Chosen const net;
    check_drawn(net, "chosen");
    auto const y = net(golden_input<ep::Tensor<3, 6>>("chosen"));
    CHECK(test::difference(y.any(), golden().tensor("chosen/y"), {1e-5, 1e-6}) == "");
    CHECK(ep::to_string(net) == golden_prints().at("chosen"));
}

TEST_CASE("A5: a dict of layers by names that are known at run time", "[nn][A5]") {
    struct Heads {
        nn::ModuleDict<nn::Linear<4, 2>> heads;
        std::map<std::string, nn::Linear<4, 2>> sorted;
    };
    Heads net;
    net.heads.insert("linear");
    net.heads.insert("act").weight(0, 0) = 3;
    net.sorted["z"];
    net.sorted["a"];
    CHECK(net.heads["act"].weight(0, 0) == 3);
    CHECK(net.heads.keys() == names{"linear", "act"});
    CHECK(net.heads.contains("act"));
    CHECK_FALSE(net.heads.contains("weight"));
    CHECK(ep::keys_of(net) == names{"heads.linear.weight", "heads.linear.bias", "heads.act.weight", "heads.act.bias",
                                    "sorted.a.weight", "sorted.a.bias", "sorted.z.weight", "sorted.z.bias"});
    CHECK(keys_of_patterns(ep::key_patterns<Heads>) ==
          names{"heads.*.weight", "heads.*.bias", "sorted.*.weight", "sorted.*.bias"});
    CHECK_THROWS_MATCHES(net.heads["output"], ep::error,
                         Message("the ModuleDict has no 'output'; it has 'linear', 'act'"));
    CHECK_THROWS_MATCHES(net.heads.insert("a.b"), ep::error,
                         Message("a name in a ModuleDict must not contain a dot, as 'a.b' does"));
    CHECK_THROWS_AS(net.heads.insert(""), ep::error);

    Heads other = net;
    other.heads["act"].weight(0, 0) = 4;
    CHECK(net.heads["act"].weight(0, 0) == 3);
    ep::load(net, other);
    CHECK(net.heads["act"].weight(0, 0) == 4);
    CHECK(other.heads.pop("act").weight(0, 0) == 4);
    CHECK(other.heads.size() == 1);
    CHECK_THROWS_AS(ep::load(net, other), ep::load_error);
}

TEST_CASE("A10: a list of parameters computes, draws and prints as PyTorch's", "[nn][A10]") {
    ep::manual_seed(0);
    ListDense net;
    check_drawn(net, "list_dense");
    CHECK(ep::keys_of(net) == names{"params.0", "params.1", "params.2", "params.3"});
    auto const y = net(golden_input<ep::Tensor<1, 4>>("list_dense"));
    CHECK(y.shape() == ep::Shape{1, 1});
    CHECK(test::difference(y.any(), golden().tensor("list_dense/y"), {1e-5, 1e-5}) == "");
    CHECK(ep::to_string(net) == golden_prints().at("list_dense"));
    CHECK(net.params[-1].shape() == ep::Shape{4, 1});
    net.params.extend(std::array{ep::Parameter<4, ep::dyn>(ep::ones<4, 2>())});
    CHECK(ep::named_parameters(net)[4].name == "params.4");
    CHECK(net.params[4](3, 1) == 1);
    CHECK_THROWS_MATCHES(net.params[5], ep::error, Message("position 5 is out of range for a ParameterList of 5"));
    for (auto const& parameter : ep::parameters(net)) CHECK(parameter.impl().requires_grad);
}

TEST_CASE("A11: a dict of parameters chooses by name, is updated, and prints as PyTorch's", "[nn][A11]") {
    ep::manual_seed(0);
    DictDense net;
    net.params.update({{"linear3", ep::randn<4, 2>()}});
    check_drawn(net, "dict_dense");
    CHECK(ep::keys_of(net) == names{"params.linear1", "params.linear2", "params.linear3"});
    CHECK(net.params.keys() == names{"linear1", "linear2", "linear3"});
    auto const x = golden_input<ep::Tensor<1, 4>>("dict_dense");
    auto const expected = golden().tensor("dict_dense/y");
    ep::dim at = 0;
    for (auto const& [name, parameter] : net.params.items()) {
        auto const y = net(x, name);
        REQUIRE(y.shape() == ep::Shape{1, parameter.size(1)});
        CHECK(test::difference(y.any(), expected.slice(1, at, at + y.size(1)), {1e-5, 1e-5}) == "");
        at += y.size(1);
    }
    CHECK(at == 7);
    CHECK(ep::to_string(net) == golden_prints().at("dict_dense"));
    CHECK_THROWS_MATCHES(net(x, "linear4"), ep::error,
                         Message("the ParameterDict has no 'linear4'; it has 'linear1', 'linear2', 'linear3'"));
    net.params.update({{"linear1", ep::ones<4, 1>()}});
    CHECK(net.params["linear1"].shape() == ep::Shape{4, 1});
    CHECK(net.params.size() == 3);
}

TEST_CASE("containers print exactly as PyTorch prints them", "[nn]") {
    auto const expected = golden_prints();
    auto const check = [&](char const* name, auto const& model) { CHECK(ep::to_string(model) == expected.at(name)); };
    check("list_of_parameters", nn::ParameterList<>{ep::zeros<4, 1>()});
    check("list_of_scalars", std::array<ep::Parameter<>, 2>{});
    check("list_of_scalars", std::tuple<ep::Parameter<>, ep::Parameter<>>{});
    check("list_of_doubles", std::vector<ep::BasicParameter<double, 2, 3>>(1));
    nn::ParameterDict<ep::BasicParameter<double, ep::dyn, ep::dyn>> const doubles{{"a", ep::zeros<double, 2, 3>()},
                                                                                  {"b", ep::zeros<double, 1, 1>()}};
    check("dict_of_doubles", doubles);
    check("empty_list_of_parameters", nn::ParameterList<>{});
    check("empty_dict_of_parameters", nn::ParameterDict<>{});
    check("empty_list", nn::ModuleList<nn::ReLU>{});
    check("empty_dict", nn::ModuleDict<nn::ReLU>{});
    check("empty_dict", std::map<std::string, nn::ReLU>{});
    check("list_in_list", std::array<nn::ModuleList<nn::Linear<2, 2>>, 2>{nn::ModuleList<nn::Linear<2, 2>>(2),
                                                                          nn::ModuleList<nn::Linear<2, 2>>(2)});
    check("list_folds_neighbours",
          nn::ModuleList<nn::Dropout>{nn::Dropout{0.5}, nn::Dropout{0.5}, nn::Dropout{0.1}, nn::Dropout{0.5}});
    nn::ModuleDict<nn::Linear<2, 2>> const dict{{"b", {}}, {"a", {}}};
    check("dict_does_not_fold", dict);
    Residual residual;
    check("residual", residual);
    residual.shortcut.emplace();
    check("residual_shortcut", residual);
    check("scaled", nn::Sequential<Scaled, TwoLines>{});
}

TEST_CASE("an optional layer has keys while it is there", "[nn]") {
    Residual net;
    CHECK(ep::keys_of(net) == names{"conv.weight", "conv.bias"});
    Residual const without = net;
    net.shortcut.emplace();
    CHECK(ep::keys_of(net) == names{"conv.weight", "conv.bias", "shortcut.weight"});
    CHECK_THROWS_AS(ep::load(net, without), ep::load_error);
    auto const x = test::scattered_tensor<1, 2, 4, 4>();
    auto const sum = net.conv(x) + (*net.shortcut)(x);
    CHECK(test::bit_difference(net(x).any(), sum.any()) == "");
}

TEST_CASE("a summary has a line for each list and struct that owns parameters", "[nn]") {
    auto const summary = ep::summary(Mixed{}, ep::ones<1, 4>());
    REQUIRE(summary.layers.size() == 5);
    CHECK(summary.layers[0].path == "dense.params");
    CHECK(summary.layers[0].parameters == 3 * 16 + 4);
    CHECK(summary.layers[2].path == "heads.1");
    CHECK(summary.layers[2].output == ep::Shape{1, 2});
    CHECK(summary.layers[3].path == "scaled");
    CHECK(summary.layers[3].layer == "Scaled");
    CHECK(summary.layers[3].parameters == 2);
    CHECK(summary.layers[4].path == "scaled.inner");
    CHECK(summary.parameters == 52 + 20 + 2 + 6);
    CHECK(summary.text().find("\nscaled        Scaled") != std::string::npos);
}
