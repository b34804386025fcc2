// SPDX-License-Identifier: BSL-1.0
// A model whose call is declared here and defined in declared.cpp.
#pragma once

#include <eponym/nn/linear.hpp>

namespace test_declared {

struct Regression {
    eponym::nn::Linear<3, 8> hidden;
    eponym::nn::Linear<8, 2> output;

    eponym::Tensor<eponym::dyn, 2> operator()(eponym::Tensor<eponym::dyn, 3> const& x) const;
};

}  // namespace test_declared
