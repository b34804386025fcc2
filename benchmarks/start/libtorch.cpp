// SPDX-License-Identifier: BSL-1.0
#include <cstdio>
#include <memory>
#include <torch/torch.h>

struct MLP : torch::nn::Module {
    torch::nn::Linear hidden{register_module("hidden", torch::nn::Linear(784, 256))};
    torch::nn::Linear output{register_module("output", torch::nn::Linear(256, 10))};

    torch::Tensor forward(torch::Tensor const& x) { return output(torch::relu(hidden(x))); }
};

// With a second argument it writes the file, in LibTorch's own form, and ends.
int main(int count, char** arguments) {
    at::set_num_threads(1);
    auto const net = std::make_shared<MLP>();
    if (count > 2) {
        torch::save(net, arguments[1]);
        return 0;
    }
    torch::load(net, arguments[1]);
    c10::InferenceMode const inference;
    torch::Tensor const y = net->forward(torch::zeros({1, 784}));
    std::printf("%f\n", y[0][0].item<double>());
    std::fflush(stdout);
    return std::getchar() == EOF ? 0 : 1;
}
