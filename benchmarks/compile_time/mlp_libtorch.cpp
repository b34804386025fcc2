// SPDX-License-Identifier: BSL-1.0
#include <cstdio>
#include <memory>
#include <torch/torch.h>

struct MLP : torch::nn::Module {
    torch::nn::Linear hidden{register_module("hidden", torch::nn::Linear(784, 256))};
    torch::nn::Linear output{register_module("output", torch::nn::Linear(256, 10))};

    torch::Tensor forward(torch::Tensor const& x) { return output(torch::relu(hidden(x))); }
};

int main() {
    auto const net = std::make_shared<MLP>();
    torch::load(net, "mlp.pt");
    torch::Tensor const y = net->forward(torch::zeros({1, 784}));
    std::printf("%f\n", y[0][0].item<double>());
}
