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

torch::nn::Conv2d conv(int64_t in, int64_t out, int64_t kernel, int64_t stride) {
    return torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, kernel).stride(stride).padding(kernel / 2).bias(false));
}

struct BasicBlock : torch::nn::Module {
    torch::nn::Conv2d conv1, conv2;
    torch::nn::BatchNorm2d bn1, bn2;
    torch::nn::Sequential downsample;

    BasicBlock(int64_t in, int64_t out, int64_t stride)
        : conv1(register_module("conv1", conv(in, out, 3, stride))),
          conv2(conv(out, out, 3, 1)),
          bn1(register_module("bn1", torch::nn::BatchNorm2d(out))),
          bn2(out) {
        register_module("conv2", conv2);
        register_module("bn2", bn2);
        if (stride != 1) downsample = torch::nn::Sequential(conv(in, out, 1, stride), torch::nn::BatchNorm2d(out));
        register_module("downsample", downsample);
    }

    torch::Tensor forward(torch::Tensor const& x) {
        torch::Tensor y = bn2(conv2(bn1(conv1(x)).relu_()));
        return y.add_(downsample->is_empty() ? x : downsample->forward(x)).relu_();
    }
};

struct ResNet18 : torch::nn::Module {
    torch::nn::Conv2d conv1{register_module("conv1", conv(3, 64, 7, 2))};
    torch::nn::BatchNorm2d bn1{register_module("bn1", torch::nn::BatchNorm2d(64))};
    torch::nn::Sequential layers{
        register_module("layers", torch::nn::Sequential(BasicBlock(64, 64, 1), BasicBlock(64, 64, 1),      //
                                                        BasicBlock(64, 128, 2), BasicBlock(128, 128, 1),   //
                                                        BasicBlock(128, 256, 2), BasicBlock(256, 256, 1),  //
                                                        BasicBlock(256, 512, 2), BasicBlock(512, 512, 1)))};
    torch::nn::Linear fc{register_module("fc", torch::nn::Linear(512, 1000))};

    torch::Tensor forward(torch::Tensor const& x) {
        torch::Tensor const stem = torch::max_pool2d(bn1(conv1(x)).relu_(), 3, 2, 1);
        return fc(torch::flatten(torch::adaptive_avg_pool2d(layers->forward(stem), {1, 1}), 1));
    }
};

// The file holds the parameters, then the buffers of floats.
template<class Net>
Net loaded(std::string const& path) {
    Net net;
    std::vector<float> const values = contender::read_floats(path);
    float const* next = values.data();
    torch::NoGradGuard const no_grad;
    std::vector<torch::Tensor> tensors = net.parameters();
    for (torch::Tensor const& buffer : net.buffers())
        if (buffer.is_floating_point()) tensors.push_back(buffer);
    for (torch::Tensor& tensor : tensors) {
        std::memcpy(tensor.data_ptr<float>(), next, std::size_t(tensor.numel()) * sizeof(float));
        next += tensor.numel();
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
    auto resnet18 = loaded<ResNet18>(folder + "/resnet18.bin");
    return contender::serve(folder, [&](std::string const& model, long batch, float* inputs) {
        return model == "mlp"     ? forward_of(mlp, torch::from_blob(inputs, {batch, 784}))
               : model == "lenet" ? forward_of(lenet, torch::from_blob(inputs, {batch, 1, 28, 28}))
                                  : forward_of(resnet18, torch::from_blob(inputs, {batch, 3, 224, 224}));
    });
}
