// SPDX-License-Identifier: BSL-1.0
// model_tool write FOLDER: seeds, makes the models of models_interop.py, and saves them in both formats with an input and
// its answer. model_tool read FOLDER: loads what Python saved there and compares the answers that it recorded.
#include <cmath>
#include <cstdio>
#include <string>

#include <eponym/eponym.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

namespace {

struct LeNet {
    nn::Sequential<nn::Conv2d<1, 6, 5, nn::padding(2)>, nn::ReLU, nn::MaxPool2d<2>, nn::Conv2d<6, 16, 5>, nn::ReLU,
                   nn::MaxPool2d<2>>
        features;
    nn::Sequential<nn::Linear<400, 120>, nn::ReLU, nn::Linear<120, 84>, nn::ReLU, nn::Linear<84, 10>> classifier;

    auto operator()(auto const& x) const { return classifier(ep::flatten<1>(features(x))); }  // (B, 1, 28, 28) -> (B, 10)
};

using Twice = nn::Sequential<nn::Linear<3, 3>, nn::same_as<0>>;

template<class Model, class X>
void write(std::string const& name, X const& x) {
    ep::manual_seed(0);
    Model const net;
    for (char const* ending : {".pt", ".safetensors"}) ep::save(net, name + ending);
    ep::StateDict answer;
    answer.insert("x", x.any());
    answer.insert("y", net(x).any());
    ep::save(answer, name + "_answer.safetensors");
}

template<class Model, class X>
bool agrees(std::string const& name) {
    auto const answer = ep::read(name + "_answer.safetensors");
    auto const x = X(answer.at("x"));
    auto const expected = answer.at("y");
    bool good = true;
    for (char const* ending : {".pt", ".safetensors"}) {
        auto const y = ep::load<Model>(name + ending)(x).any();
        for (ep::dim i = 0; i < y.numel(); ++i)
            good = good && std::fabs(y.template data<float>()[i] - expected.template data<float>()[i]) < 1e-4f;
    }
    std::printf("%s %s\n", name.c_str(), good ? "agrees" : "differs");
    return good;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) return 2;
    std::string const folder = std::string(arguments[2]) + "/";
    if (std::string(arguments[1]) == "write") {
        ep::manual_seed(7);
        write<LeNet>(folder + "lenet", ep::rand<2, 1, 28, 28>());
        write<Twice>(folder + "twice", ep::rand<4, 3>());
        return 0;
    }
    bool const lenet = agrees<LeNet, ep::Tensor<ep::dyn, 1, 28, 28>>(folder + "lenet");
    bool const twice = agrees<Twice, ep::Tensor<ep::dyn, 3>>(folder + "twice");
    return lenet && twice ? 0 : 1;
}
