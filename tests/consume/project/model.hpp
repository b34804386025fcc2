// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/eponym.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

struct Mlp {
    nn::Linear<4, 3> hidden;
    nn::ReLU act;
    nn::Linear<3, 2> output;

    auto operator()(auto const& x) const { return output(act(hidden(x))); }  // (B, 4) -> (B, 2)
};

float first_output(Mlp const& net);
