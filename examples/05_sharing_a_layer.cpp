// SPDX-License-Identifier: BSL-1.0
// A Sequential of layers without names, and one layer that is used twice: it has one set of parameters.
#include <cstdio>

#include <eponym/eponym.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

using Twice = nn::Sequential<nn::Linear<1, 1, nn::bias(false)>, nn::same_as<0>>;

static_assert(ep::keys<Twice> == ep::key_list{"0.weight"});

int main() {
    Twice net;
    net.layer<0>().weight(0, 0) = 3;
    auto const y = net(ep::ones<1, 1>());
    std::printf("%s\n%g\n", ep::to_string(net).c_str(), double(y.item()));

    Twice copy = net;  // the copy's two places share the copy's one weight
    copy.layer<0>().weight(0, 0) = 2;
    std::printf("%g %g\n", double(copy(ep::ones<1, 1>()).item()), double(net(ep::ones<1, 1>()).item()));
}

// prints:
// Sequential(
//   (0): Linear(in_features=1, out_features=1, bias=False)
//   (1): Linear(in_features=1, out_features=1, bias=False)
// )
// 9
// 4 9
