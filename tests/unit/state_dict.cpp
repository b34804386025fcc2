// SPDX-License-Identifier: BSL-1.0
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/nn/linear.hpp>
#include <eponym/nn/relu.hpp>
#include <eponym/nn/sequential.hpp>
#include <eponym/state/model_state.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

namespace {

struct MLP {
    nn::Linear<3, 2> hidden;
    nn::ReLU act;
    nn::Linear<2, 1> output;
};

struct Normalised {
    ep::Parameter<2> weight;
    ep::Buffer<2> running_mean;
    ep::BasicBuffer<std::int64_t> num_batches_tracked;
    ep::Constant<2> epsilon;
    ep::Tensor<2> scratch;
    auto operator()(auto const& x) const { return x; }
};

using names = std::vector<std::string>;

names names_of(std::vector<ep::named_tensor> const& tensors) {
    names all;
    for (auto const& [name, tensor] : tensors) all.push_back(name);
    return all;
}

std::string message_of(auto&& action) {
    try {
        action();
    } catch (ep::error const& problem) {
        return problem.what();
    }
    return "nothing was thrown";
}

}  // namespace

TEST_CASE("B1: named_parameters of a net, and of one layer without the prefix", "[state]") {
    nn::Sequential<nn::Linear<3, 4>, nn::ReLU, nn::Linear<4, 1>> net;
    auto const parameters = ep::named_parameters(net);
    CHECK(names_of(parameters) == names{"0.weight", "0.bias", "2.weight", "2.bias"});
    CHECK(parameters[0].tensor.shape() == ep::Shape{4, 3});
    CHECK(parameters[3].tensor.shape() == ep::Shape{1});
    CHECK(names_of(ep::named_parameters(net.layer<0>())) == names{"weight", "bias"});
    CHECK(ep::parameters(net).size() == 4);
}

TEST_CASE("B2: parameters are registered, plain tensors are not, buffers are no parameters", "[state]") {
    Normalised layer;
    CHECK(names_of(ep::named_parameters(layer)) == names{"weight"});
    CHECK(ep::state_dict(layer).keys() == names{"weight", "running_mean", "num_batches_tracked"});
    CHECK(ep::keys_of(layer) == names{"weight", "running_mean", "num_batches_tracked"});
}

TEST_CASE("B6: a layer that stands twice is listed once", "[state]") {
    nn::Sequential<nn::Linear<1, 1, nn::bias(false)>, nn::same_as<0>> net;
    CHECK(names_of(ep::named_parameters(net)) == names{"0.weight"});
}

TEST_CASE("C1: a state dict is ordered and holds parameters and buffers only", "[state]") {
    MLP net;
    auto const state = ep::state_dict(net);
    CHECK(state.keys() == names{"hidden.weight", "hidden.bias", "output.weight", "output.bias"});
    CHECK(state.size() == 4);
    names iterated;
    for (auto const& [key, tensor] : state) iterated.push_back(key);
    CHECK(iterated == state.keys());
}

TEST_CASE("the keys of a grown model are known at run time", "[state]") {
    struct Growing {
        std::vector<nn::Linear<1, 1>> layers;
        std::map<std::string, nn::Linear<1, 1>> choices;
    };
    Growing model;
    CHECK(ep::keys_of(model).empty());
    model.layers.resize(2);
    model.choices["b"];
    CHECK(ep::keys_of(model) == names{"layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias",
                                      "choices.b.weight", "choices.b.bias"});
}

TEST_CASE("the tensors of a state dict are the model's own memory", "[state]") {
    MLP net;
    auto state = ep::state_dict(net);
    state.get<"hidden.weight">()(1, 2) = 7;
    CHECK(net.hidden.weight(1, 2) == 7);
    net.hidden.bias(0) = 3;
    CHECK(state.at("hidden.bias").data<float>()[0] == 3);
}

TEST_CASE("a key is found by literal with its static type, and by a name known at run time", "[state]") {
    MLP const net;
    auto const state = ep::state_dict(net);
    static_assert(std::is_same_v<decltype(state.get<"output.weight">()), ep::Tensor<1, 2>>);
    std::string const name = "output.weight";
    CHECK(state.at(name).shape() == ep::Shape{1, 2});
    CHECK(state.contains("hidden.bias"));
    CHECK(state.find("act.weight") == nullptr);
    std::string const message = message_of([&] { (void)state.at("hiden.weight"); });
    CHECK(message.find("hiden.weight") != std::string::npos);
    CHECK(message.find("did you mean 'hidden.weight'?") != std::string::npos);
}

TEST_CASE("a state dict refuses a key twice and finds each of many", "[state]") {
    ep::StateDict dict("file");
    for (int i = 0; i != 1000; ++i)
        dict.insert("layer." + std::to_string(i), ep::AnyTensor::empty(ep::dtype::float32, {i % 3}));
    CHECK(dict.size() == 1000);
    for (int i = 0; i != 1000; ++i)
        if (ep::AnyTensor const* found = dict.find("layer." + std::to_string(i));
            found == nullptr || found->shape() != ep::Shape{i % 3})
            FAIL("layer." << i);
    CHECK(dict.find("layer.1000") == nullptr);
    CHECK_THROWS_AS(dict.insert("layer.7", ep::AnyTensor()), ep::error);
    CHECK(dict.size() == 1000);
}

TEST_CASE("C6: the part of a state dict below a place", "[state]") {
    struct Outer {
        MLP net;
        nn::Linear<1, 1> network;
    };
    Outer const outer;
    CHECK(ep::state_dict(outer).below("net").keys() == ep::state_dict(outer.net).keys());
    CHECK(ep::state_dict(outer).below("net.hidden").keys() == names{"weight", "bias"});
    CHECK(ep::state_dict(outer).below("absent").empty());
}

TEST_CASE("a model that was moved from has no state dict, and the error names the parameter", "[state]") {
    MLP net;
    MLP moved = std::move(net);
    CHECK(ep::state_dict(moved).size() == 4);
    CHECK(message_of([&] { (void)ep::state_dict(net); }) == "MLP: the parameter 'hidden.weight' was moved from");
    CHECK_THROWS_AS(ep::named_parameters(net), ep::error);
}
