// SPDX-License-Identifier: BSL-1.0
// What PyTorch's normalizations, embeddings, one-dimensional convolutions and poolings answer; see
// tests/golden/make_layers.py.
#pragma once

#include <optional>

#include <catch2/catch_test_macros.hpp>

#include "support/golden.hpp"
#include "support/tensors.hpp"

namespace test {

inline golden_file const& golden_layers() {
    static golden_file const file("layers.safetensors");
    return file;
}

/// An operand of a case that not every case has.
class optional_operand {
public:
    optional_operand(golden_case const& one, char const* role) {
        if (golden_layers().has(one.name + "." + role)) tensor_ = golden_layers().tensor(one.name + "." + role);
    }
    ep::AnyTensor const* get() const { return tensor_.has_value() ? &*tensor_ : nullptr; }

private:
    std::optional<ep::AnyTensor> tensor_;
};

/// Calls `answer(case, x)` for every case of an operation, with x as it is and between gaps, and compares with "y".
template<class Answer>
void check_golden(char const* operation, Answer const& answer, bool exactly = false) {
    for (auto const& one : golden_layers().cases(operation)) {
        INFO(one.name << " " << one.parameters);
        ep::AnyTensor const x = golden_layers().tensor(one.name + ".x");
        ep::AnyTensor const y = golden_layers().tensor(one.name + ".y");
        tolerance const allowed = exactly ? tolerance{} : rounding_of(y.type());
        CHECK(difference(answer(one, x), y, allowed) == "");
        CHECK(difference(answer(one, with_gaps(x)), y, allowed) == "");
    }
}

}  // namespace test
