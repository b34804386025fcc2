// SPDX-License-Identifier: BSL-1.0
// The models of tests/golden/make_containers.py as structs, and what PyTorch made of them.
#pragma once

#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <eponym/nn/conv2d.hpp>
#include <eponym/nn/dropout.hpp>
#include <eponym/nn/flatten.hpp>
#include <eponym/nn/linear.hpp>
#include <eponym/nn/max_pool2d.hpp>
#include <eponym/nn/module_dict.hpp>
#include <eponym/nn/module_list.hpp>
#include <eponym/nn/print.hpp>
#include <eponym/nn/relu.hpp>
#include <eponym/nn/sequential.hpp>
#include <eponym/ops/arithmetic.hpp>
#include <eponym/ops/matmul.hpp>
#include <eponym/state/model_state.hpp>
#include <eponym/tensor/create.hpp>
#include <eponym/tensor/generator.hpp>

#include "support/golden.hpp"
#include "support/tensors.hpp"

namespace test_containers {

namespace ep = eponym;
namespace nn = eponym::nn;

template<class List>
struct PairwiseOf {
    List linears;

    auto operator()(auto const& x) const {  // (B, 10) -> (B, 10)
        ep::Tensor<ep::dyn, 10> h = x;
        for (std::size_t i = 0; i < linears.size(); ++i) h = linears[i / 2](h) + linears[i](h);
        return h;
    }

    static std::string_view printed_name() { return "Pairwise"; }
};
using Pairwise = PairwiseOf<nn::ModuleList<nn::Linear<10, 10>>>;

struct ListDense {
    nn::ParameterList<ep::Parameter<4, ep::dyn>> params{ep::randn<4, 4>(), ep::randn<4, 4>(), ep::randn<4, 4>()};

    ListDense() { params.append(ep::randn<4, 1>()); }

    auto operator()(auto const& x) const {  // (1, 4) -> (1, 1)
        ep::Tensor<1, ep::dyn> h = x;
        for (auto const& weight : params) h = ep::matmul(h, weight);
        return h;
    }

    using members = ep::members<&ListDense::params>;
};

struct DictDense {
    nn::ParameterDict<ep::Parameter<4, ep::dyn>> params{{"linear1", ep::randn<4, 4>()}, {"linear2", ep::randn<4, 1>()}};

    auto operator()(auto const& x, std::string_view choice = "linear1") const { return ep::matmul(x, params[choice]); }
};

struct Chosen {
    struct Layers {
        nn::Linear<6, 4> linear;
        nn::ReLU act;
        nn::Linear<4, 3> output;

        static std::string_view printed_name() { return "ModuleDict"; }
    };
    Layers layers;

    auto operator()(auto const& x) const { return layers.output(layers.act(layers.linear(x))); }
};

struct Lazy {
    nn::Sequential<nn::Conv2d<ep::dyn, 4, 3, nn::padding(1), nn::groups(2)>, nn::ReLU, nn::MaxPool2d<2>, nn::Flatten<>,
                   nn::Linear<ep::dyn, 5>, nn::ReLU, nn::Linear<ep::dyn, 3, nn::bias(false)>>
        net;

    auto operator()(auto const& x) const { return net(x); }
};

struct Residual {
    nn::Conv2d<2, 2, 3, nn::padding(1)> conv;
    std::optional<nn::Conv2d<2, 2, 1, nn::bias(false)>> shortcut;

    auto operator()(auto const& x) const {  // (B, 2, H, W) -> (B, 2, H, W)
        auto const h = conv(x);
        return shortcut ? h + (*shortcut)(x) : h + x;
    }
};

inline test::golden_file const& golden() {
    static test::golden_file const file("containers.safetensors");
    return file;
}

// What PyTorch prints, by the name of the case.
inline std::map<std::string, std::string> golden_prints() {
    std::map<std::string, std::string> prints;
    std::istringstream lines(test::golden_text("prints/containers.txt"));
    for (std::string line; std::getline(lines, line);) {
        std::string const name = line.substr(5);
        std::getline(lines, line);
        std::string& text = prints[name];
        for (int left = std::stoi(line.substr(5)); left != 0; --left) {
            std::getline(lines, line);
            text += line + (left == 1 ? "" : "\n");
        }
    }
    return prints;
}

// Whether a model made after manual_seed(0) has PyTorch's values, to the bit, and has drawn as many numbers.
template<class Model>
void check_drawn(Model const& model, std::string const& name) {
    CHECK(test::bit_difference(ep::rand<2>().any(), golden().tensor(name + "/after")) == "");
    for (auto const& [key, tensor] : ep::state_dict(model)) {
        INFO(key);
        CHECK(test::bit_difference(tensor, golden().tensor(name + "/" + key)) == "");
    }
}

template<class X>
X golden_input(std::string const& name) {
    return X(golden().tensor(name + "/x"));
}

}  // namespace test_containers
