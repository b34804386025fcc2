// SPDX-License-Identifier: BSL-1.0
// containers_tool write FOLDER: seeds, makes the model of containers_interop.py, and saves it in both formats, with how
// it prints. containers_tool read FOLDER: loads what Python saved there and compares the answer that it recorded.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <optional>
#include <string>

#include <eponym/eponym.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

namespace {

struct Block {
    nn::Linear<4, 4> inner;
    std::optional<nn::Linear<4, 4, nn::bias(false)>> shortcut;

    auto operator()(auto const& x) const {  // (B, 4) -> (B, 4)
        auto const h = inner(x);
        return shortcut ? h + (*shortcut)(x) : h + x;
    }
};

struct Counting {
    ep::Constant<4> scratch = ep::ones<4>();
    ep::BasicBuffer<std::int64_t, 2> _extra_state = ep::tensor<std::int64_t>({7, 8});

    auto operator()(auto const& x) const { return x * scratch; }
};

struct Net {
    nn::ModuleList<Block> blocks{2};
    nn::ModuleDict<nn::Linear<4, 2>> heads{{"right", {}}, {"left", {}}};
    nn::ParameterList<ep::Parameter<4, ep::dyn>> params{ep::randn<4, 4>(), ep::randn<4, 4>()};
    nn::ParameterDict<ep::Parameter<ep::dyn>> scales{{"small", ep::rand<2>()}, {"large", ep::rand<4>()}};
    Counting counting;
    nn::Sequential<nn::Linear<ep::dyn, 3>, nn::ReLU, nn::Linear<ep::dyn, 2, nn::bias(false)>> lazy;

    Net() {
        blocks[1].shortcut.emplace();
        params.append(ep::randn<4, 1>());
    }

    auto operator()(ep::Tensor<ep::dyn, 4> const& x) const {  // (B, 4) -> (B, 2)
        ep::Tensor<ep::dyn, 4> h = x;
        for (auto const& block : blocks) h = block(h);
        h = counting(h) * ep::Tensor<4>(scales["large"].tensor());
        for (auto const& weight : params)
            if (weight.size(1) == 4) h = ep::Tensor<ep::dyn, 4>(ep::matmul(h, weight));
        return heads["left"](h) * scales["small"] + lazy(h);
    }

    using members = ep::members<&Net::blocks, &Net::heads, &Net::params, &Net::scales, &Net::counting, &Net::lazy>;
};

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) return 2;
    std::string const folder = std::string(arguments[2]) + "/";
    if (std::string(arguments[1]) == "write") {
        ep::manual_seed(0);
        Net const net;
        std::ofstream(folder + "before.txt") << ep::to_string(net);
        auto const x = ep::ones<3, 4>();
        auto const y = net(x);
        std::ofstream(folder + "after.txt") << ep::to_string(net);
        for (char const* ending : {"net.pt", "net.safetensors"}) ep::save(net, folder + ending);
        ep::StateDict answer;
        answer.insert("y", y.any());
        ep::save(answer, folder + "answer.safetensors");
        return 0;
    }
    auto const answer = ep::read(folder + "answer.safetensors");
    bool good = true;
    for (char const* ending : {"net.pt", "net.safetensors"}) {
        Net net;
        ep::load(net, folder + ending);
        auto const y = net(ep::Tensor<ep::dyn, 4>(answer.at("x"))).any();
        auto const expected = answer.at("y");
        bool agrees = net.counting._extra_state(1) == 10;
        for (ep::dim i = 0; i < y.numel(); ++i)
            agrees = agrees && std::fabs(y.data<float>()[i] - expected.data<float>()[i]) < 1e-4f;
        std::printf("%s %s\n", ending, agrees ? "agrees" : "differs");
        good = good && agrees;
    }
    return good ? 0 : 1;
}
