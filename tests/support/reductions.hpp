// SPDX-License-Identifier: BSL-1.0
// The cases of tests/golden/make_reductions.py.
#pragma once

#include <cstdlib>
#include <string>

#include "support/golden.hpp"
#include "support/tensors.hpp"

namespace test {

inline golden_file const& golden_reductions() {
    static golden_file const file("reductions.safetensors");
    return file;
}

/// The operand of a reduction.
inline ep::AnyTensor input_of(golden_case const& one) {
    return golden_reductions().tensor("input." + std::to_string(one.number("input")));
}

/// A parameter that is no whole number, or infinite.
inline double real(golden_case const& one, std::string const& parameter) {
    std::string const text = " " + one.parameters;
    return std::strtod(text.c_str() + text.find(" " + parameter + "=") + parameter.size() + 2, nullptr);
}

/// The dimensions that a case reduces, as bits: all where it names none.
inline unsigned dimension_bits(golden_case const& one, ep::AnyTensor const& x) {
    unsigned bits = 0;
    for (ep::dim dimension : one.numbers("dim")) bits |= 1u << ep::position_of(dimension, x.rank());
    return one.has("dim") ? bits : (1u << x.rank()) - 1;
}

}  // namespace test
