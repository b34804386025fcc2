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

int main(int, char** arguments) {
    auto const net = ep::load<MLP>(arguments[1]);
    auto const y = net(ep::zeros<ep::dyn, 784>(1));
    std::printf("%f\n", double(y(0, 0)));
    std::fflush(stdout);
    return std::getchar() == EOF ? 0 : 1;  // the measuring process looks at the memory first
}
