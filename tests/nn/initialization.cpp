// SPDX-License-Identifier: BSL-1.0
// The values that models start with are PyTorch's, bit for bit, from the same seed.
#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/nn/mode.hpp>
#include <eponym/state/model_state.hpp>
#include <eponym/tensor/generator.hpp>

#include "nn/models.hpp"
#include "support/golden.hpp"
#include "support/tensors.hpp"

namespace ep = eponym;
namespace nn = eponym::nn;

namespace {

test::golden_file const& golden() {
    static test::golden_file const file("init.safetensors");
    return file;
}

// A model made after manual_seed(0) against PyTorch's, and what the generator gives afterwards.
template<class Model>
void check_start(std::string const& name) {
    INFO(name);
    ep::manual_seed(0);
    Model const model;
    auto const after = ep::rand<2>();
    auto const parameters = ep::named_parameters(model);
    CHECK_FALSE(parameters.empty());
    for (auto const& [key, tensor] : parameters) {
        INFO(key);
        CHECK(test::bit_difference(tensor, golden().tensor(name + "/" + key)) == "");
    }
    CHECK(test::bit_difference(after.any(), golden().tensor(name + "/after")) == "");
}

struct MLP {
    nn::Linear<20, 256> hidden;
    nn::ReLU act;
    nn::Linear<256, 10> output;
};

struct LeNet {
    nn::Sequential<nn::Conv2d<1, 6, 5, nn::padding(2)>, nn::ReLU, nn::MaxPool2d<2>, nn::Conv2d<6, 16, 5>, nn::ReLU,
                   nn::MaxPool2d<2>>
        features;
    nn::Sequential<nn::Linear<400, 12>, nn::ReLU, nn::Linear<12, 8>, nn::ReLU, nn::Linear<8, 3>> classifier;
};

struct LinearOfDouble {
    ep::BasicParameter<double, 2, 3> weight = nn::weight_uniform{3};
    ep::BasicParameter<double, 2> bias = nn::bias_uniform{3};
};

// The stream of the default generator from here on.
std::vector<std::uint64_t> next_numbers() {
    ep::Generator copy = ep::default_generator();
    return {copy.random64(), copy.random64()};
}

int refuse() { throw 1; }

}  // namespace

TEST_CASE("B7: layers and models start with PyTorch's values and leave its generator where PyTorch does", "[nn][B7]") {
    check_start<nn::Linear<3, 2>>("linear_3_2");
    check_start<nn::Linear<7, 5, nn::bias(false)>>("linear_7_5_no_bias");
    check_start<nn::Conv2d<1, 1, 2>>("conv_1_1_2");
    check_start<nn::Conv2d<4, 6, nn::kernel(3, 2), nn::groups(2)>>("conv_groups");
    check_start<nn::Conv2d<3, 2, 3, nn::bias(false)>>("conv_no_bias");
    check_start<MLP>("mlp_20_256_10");
    check_start<LeNet>("lenet");
    check_start<nn::Sequential<nn::Sequential<nn::Linear<4, 3>, nn::ReLU>, nn::Linear<3, 2>,
                               nn::Sequential<nn::Sequential<nn::Linear<2, 1>>>>>("nested");
    check_start<nn::Sequential<nn::Linear<4, 3>, nn::Dropout, nn::Linear<3, 2>, nn::Identity>>("dropout_between");
    check_start<LinearOfDouble>("linear_double");
}

TEST_CASE("B7: the words of the specification's vectors", "[nn][B7]") {
    ep::manual_seed(0);
    nn::Linear<3, 2> const linear;
    CHECK(std::bit_cast<std::uint32_t>(linear.weight(0, 0)) == 0xbb8da3e8);
    CHECK(std::bit_cast<std::uint32_t>(linear.weight(1, 2)) == 0x3e1e8953);
    CHECK(std::bit_cast<std::uint32_t>(linear.bias(1)) == 0x3eea617a);
}

TEST_CASE("layers given as values draw in the order in which they are written", "[nn]") {
    ep::manual_seed(0);
    nn::Sequential const written{nn::Linear<4, 3>{}, nn::ReLU{}, nn::Linear<3, 2>{}};
    ep::manual_seed(0);
    nn::Sequential<nn::Linear<4, 3>, nn::ReLU, nn::Linear<3, 2>> const made;
    CHECK(test::bit_difference(written.layer<0>().weight.any(), made.layer<0>().weight.any()) == "");
    CHECK(test::bit_difference(written.layer<2>().bias.any(), made.layer<2>().bias.any()) == "");
}

TEST_CASE("ep::no_init draws nothing and leaves the generator as it was", "[nn]") {
    ep::manual_seed(11);
    auto const before = next_numbers();
    auto net = ep::no_init<LeNet>();
    CHECK(next_numbers() == before);
    CHECK(net.features.layer<0>().weight.shape() == ep::Shape{6, 1, 5, 5});
    CHECK(net.classifier.layer<4>().bias.any().impl().requires_grad);
    LeNet const drawn;
    CHECK(next_numbers() != before);
    net = drawn;
    CHECK(test::bit_difference(net.features.layer<3>().weight.any(), drawn.features.layer<3>().weight.any()) == "");
}

TEST_CASE("skipping initialisation ends with its scope, also when something throws", "[nn]") {
    struct Throwing {
        nn::Linear<2, 2> layer;
        int number = refuse();
    };
    ep::manual_seed(4);
    auto const before = next_numbers();
    CHECK_THROWS_AS(ep::no_init<Throwing>(), int);
    CHECK_FALSE(ep::SkipInitialisation::active());
    CHECK(next_numbers() == before);
    nn::Linear<2, 2> const layer;
    CHECK(next_numbers() != before);
    {
        ep::SkipInitialisation const outer;
        {
            ep::SkipInitialisation const inner;
        }
        CHECK(ep::SkipInitialisation::active());
    }
    CHECK_FALSE(ep::SkipInitialisation::active());
}

TEST_CASE("copying, moving, calling in evaluation mode and printing draw nothing", "[nn]") {
    ep::manual_seed(6);
    nn::Sequential<nn::Linear<4, 3>, nn::Dropout> net;
    ep::eval(net);
    auto const before = next_numbers();
    auto copy = net;
    copy = net;
    auto const moved = std::move(copy);
    (void)moved(ep::ones<1, 4>());
    CHECK(next_numbers() == before);
}
