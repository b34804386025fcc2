// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <string>

#include "support/golden.hpp"
#include "support/tensors.hpp"

namespace test {

/// What the Python packages' models answer; see tests/golden/make_models.py.
inline ep::AnyTensor answer_of(std::string const& name) {
    static golden_file const file("models.safetensors");
    return file.tensor(name);
}

/// The largest difference of two elements, in parts of the largest expected one; infinite where shapes differ.
inline double relative_difference(ep::AnyTensor const& actual, ep::AnyTensor const& expected) {
    if (actual.shape() != expected.shape()) return INFINITY;
    double difference = 0;
    double largest = 0;
    for_each_index(actual.shape(), [&](ep::Shape const& index) {
        double const should = element_at(expected, index);
        double const apart = std::fabs(element_at(actual, index) - should);
        difference = apart <= difference ? difference : apart;  // a NaN stays
        largest = std::fmax(largest, std::fabs(should));
    });
    return difference / largest;
}

/// Through this many layers, sums in another order than PyTorch's.
inline constexpr double through_a_model = 1e-4;

}  // namespace test
