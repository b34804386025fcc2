// SPDX-License-Identifier: BSL-1.0
#include <cstdio>

#include <eponym/eponym.hpp>

#include "../../examples/models/resnet18.hpp"

namespace ep = eponym;

int main() {
    auto net = ep::load<models::ResNet18>("resnet18.pt");
    ep::eval(net);
    auto const y = net(ep::zeros<ep::dyn, 3, 224, 224>(1));
    std::printf("%f\n", double(y(0, 0)));
}
