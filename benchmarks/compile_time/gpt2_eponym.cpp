// SPDX-License-Identifier: BSL-1.0
#include <cstdio>

#include <eponym/eponym.hpp>

#include "../../examples/models/gpt2.hpp"

namespace ep = eponym;

int main() {
    auto const net = ep::load<models::GPT2<50257, 1024, 768, 12, 12>>("gpt2.safetensors");
    auto const y = net(ep::zeros<std::int64_t, ep::dyn, ep::dyn>(1, 8));
    std::printf("%f\n", double(y(0, 0, 0)));
}
