// SPDX-License-Identifier: BSL-1.0
// First values. Layers draw what PyTorch's draw from the same seed; `nn::init` is torch.nn.init, chosen by the kind of
// layer, by the key, or written at the member itself. Any function that writes into a tensor is an initialiser.
#include <cstdio>

#include <eponym/eponym.hpp>

namespace ep   = eponym;
namespace nn   = eponym::nn;
namespace init = eponym::nn::init;

struct Net {
    nn::Linear<20, 256> hidden;
    nn::ReLU            act;
    nn::Linear<256, 10> output;
    ep::Parameter<4, 4> mixing = init::orthogonal{};

    auto operator()(auto const& x) const { return output(act(hidden(x))); }  // (B, 20) -> (B, 10)
};

// Uniform on [-10, 10], and zero where that is less than 5 away from it.
void far_from_zero(auto& weight) {
    init::uniform{-10, 10}(weight);
    weight = ep::where(ep::lt(ep::abs(weight), 5), 0, weight);
}

int main() {
    ep::manual_seed(0);
    Net net;
    std::printf("%.6f\n", double(net.hidden.weight(0, 0)));

    ep::for_each<nn::Linear>(net, [](auto& layer) {  // all linear layers, whatever their sizes
        init::normal{.mean = 0, .standard_deviation = 0.01}(layer.weight);
        init::zeros(layer.bias);
    });
    std::printf("standard deviation %.4f, bias %g\n", double(ep::standard_deviation(net.hidden.weight).item()),
                double(net.hidden.bias(0)));

    for (auto const& [key, tensor] : ep::named_parameters(net))  // by key
        if (ep::matches("*.weight", key)) init::kaiming_normal{.mode = init::fan_out, .nonlinearity = init::relu}(tensor);

    far_from_zero(net.hidden.weight);
    std::printf("zeros: %.2f\n", double(ep::mean(ep::eq(net.hidden.weight, 0).to<float>()).item()));

    auto const mixed = ep::matmul(net.mixing, ep::transpose<0, 1>(net.mixing));
    std::printf("%.3f %.3f\n", double(mixed(0, 0)), double(ep::abs(mixed)(0, 1)));
}

// prints:
// -0.001674
// standard deviation 0.0102, bias 0
// zeros: 0.50
// 1.000 0.000
