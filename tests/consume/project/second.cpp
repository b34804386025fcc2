// SPDX-License-Identifier: BSL-1.0
// A second translation unit with all headers: a function that lacks `inline` fails to link.
#include <eponym/eponym.hpp>

#include "model.hpp"

float first_output(Mlp const& net) {
    auto const x = ep::ones<1, 4>();  // (1, 4)
    return net(x)(0, 0);              // of (1, 2)
}
