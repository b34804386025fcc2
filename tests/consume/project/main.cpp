// SPDX-License-Identifier: BSL-1.0
// A user's program: a struct, its keys, a round trip through a file, and a forward pass.
#include <cstdio>
#include <cstdlib>

#include <eponym/eponym.hpp>

#include "model.hpp"

static_assert(ep::keys<Mlp> == ep::key_list{"hidden.weight", "hidden.bias", "output.weight", "output.bias"});
static_assert(ep::parameter_count<Mlp> == 4 * 3 + 3 + 3 * 2 + 2);

int main() {
    Mlp net;
    ep::save(net, "consumer.safetensors");
    auto const again = ep::load<Mlp>("consumer.safetensors");
    bool const same = first_output(net) == first_output(again);
    std::printf("%s\n", same ? "the loaded model answers alike" : "the loaded model answers differently");
    return same ? EXIT_SUCCESS : EXIT_FAILURE;
}
