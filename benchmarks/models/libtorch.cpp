// SPDX-License-Identifier: BSL-1.0
#include <cstring>
#include <torch/torch.h>

#include "contender.hpp"

namespace {

struct MLP : torch::nn::Module {
    torch::nn::Linear hidden{register_module("hidden", torch::nn::Linear(784, 256))};
    torch::nn::Linear output{register_module("output", torch::nn::Linear(256, 10))};

    torch::Tensor forward(torch::Tensor const& x) { return output(torch::relu(hidden(x))); }
};

struct LeNet : torch::nn::Module {
    torch::nn::Conv2d conv1{register_module("conv1", torch::nn::Conv2d(torch::nn::Conv2dOptions(1, 6, 5).padding(2)))};
    torch::nn::Conv2d conv2{register_module("conv2", torch::nn::Conv2d(6, 16, 5))};
    torch::nn::Linear fc1{register_module("fc1", torch::nn::Linear(400, 120))};
    torch::nn::Linear fc2{register_module("fc2", torch::nn::Linear(120, 84))};
    torch::nn::Linear fc3{register_module("fc3", torch::nn::Linear(84, 10))};

    torch::Tensor forward(torch::Tensor const& x) {
        torch::Tensor y = torch::max_pool2d(torch::relu(conv1(x)), 2);
        y = torch::max_pool2d(torch::relu(conv2(y)), 2);
        return fc3(torch::relu(fc2(torch::relu(fc1(torch::flatten(y, 1))))));
    }
};

template<class Net>
Net loaded(std::string const& path) {
    Net net;
    std::vector<float> const values = contender::read_floats(path);
    float const* next = values.data();
    torch::NoGradGuard const no_grad;
    for (torch::Tensor& parameter : net.parameters()) {
        std::memcpy(parameter.data_ptr<float>(), next, std::size_t(parameter.numel()) * sizeof(float));
        next += parameter.numel();
    }
    net.eval();
    return net;
}

template<class Net>
contender::forward forward_of(Net& net, torch::Tensor const& x) {
    return [&net, x, result = torch::Tensor()]() mutable {
        result = net.forward(x);
        return result.template const_data_ptr<float>();
    };
}

}  // namespace

int main(int, char** arguments) {
    at::set_num_threads(1);
    c10::InferenceMode const inference;
    std::string const folder = arguments[1];
    auto mlp = loaded<MLP>(folder + "/mlp.bin");
    auto lenet = loaded<LeNet>(folder + "/lenet.bin");
    return contender::serve(folder, [&](std::string const& model, long batch, float* inputs) {
        return model == "mlp" ? forward_of(mlp, torch::from_blob(inputs, {batch, 784}))
                              : forward_of(lenet, torch::from_blob(inputs, {batch, 1, 28, 28}));
    });
}
