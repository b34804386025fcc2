// SPDX-License-Identifier: BSL-1.0
// real_models_tool MODEL WEIGHTS FOLDER: loads WEIGHTS into MODEL, answers FOLDER/x.safetensors in FOLDER/y.safetensors
// and saves the model again as FOLDER/saved.pt. real_models_tool seeded FOLDER: saves ResNet-18 as it starts from seed
// 0 as FOLDER/saved.pt, and its printed text as FOLDER/text.txt.
#include <cstdio>
#include <string>

#include <eponym/eponym.hpp>

#include "../../examples/models/crepe.hpp"
#include "../../examples/models/gpt2.hpp"
#include "../../examples/models/resnet18.hpp"

namespace ep = eponym;

namespace {

std::string folder;

void save_answers(auto const&... named) {
    ep::StateDict answers;
    (answers.insert(named.first, named.second.any()), ...);
    ep::save(answers, folder + "/y.safetensors");
}

template<class Model>
Model loaded(std::string const& weights) {
    auto net = ep::load<Model>(weights);
    ep::eval(net);
    ep::save(net, folder + "/saved.pt");
    return net;
}

template<class Model, class X>
void answer(std::string const& weights) {
    auto const net = loaded<Model>(weights);
    save_answers(std::pair{"y", net(X(ep::read(folder + "/x.safetensors").at("x")))});
}

template<ep::dim Width>
void hear(std::string const& weights) {
    auto const net = loaded<models::Crepe<Width>>(weights);
    auto const windows = models::windows(ep::Tensor<ep::dyn>(ep::read(folder + "/x.safetensors").at("x")));
    auto const probability = net(windows);
    save_answers(std::pair{"y", probability}, std::pair{"frequency", models::frequencies(probability)});
}

void start() {
    ep::manual_seed(0);
    models::ResNet18 net;
    models::draw_convolutions(net);
    ep::save(net, folder + "/saved.pt");
    std::string const text = ep::to_string(net) + "\n";
    std::FILE* const file = std::fopen((folder + "/text.txt").c_str(), "wb");
    if (file == nullptr) throw ep::error("cannot write text.txt");
    std::fwrite(text.data(), 1, text.size(), file);
    std::fclose(file);
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 3) return 2;
    std::string const model = arguments[1];
    std::string const weights = arguments[2];
    folder = arguments[count - 1];
    if (model == "seeded")
        start();
    else if (model == "resnet18")
        answer<models::ResNet18, ep::Tensor<ep::dyn, 3, 224, 224>>(weights);
    else if (model == "gpt2")
        answer<models::GPT2<100, 48, 64, 2, 3>, ep::BasicTensor<std::int64_t, ep::dyn, ep::dyn>>(weights);
    else if (model == "crepe_tiny")
        hear<4>(weights);
    else if (model == "crepe_full")
        hear<32>(weights);
    else
        return 2;
    return 0;
}
