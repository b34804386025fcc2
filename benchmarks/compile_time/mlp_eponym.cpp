// SPDX-License-Identifier: BSL-1.0
#include <cstdio>

#include <eponym/eponym.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

struct MLP {
    nn::Linear<784, 256> hidden;
    nn::ReLU act;
    nn::Linear<256, 10> output;

    auto operator()(auto const& x) const { return output(act(hidden(x))); }
};

int main() {
    auto const net = ep::load<MLP>("mlp.pt");
    auto const y = net(ep::zeros<ep::dyn, 784>(1));
    std::printf("%f\n", double(y(0, 0)));
}
