// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <utility>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/relu.hpp>

#include "support/golden.hpp"
#include "support/tensors.hpp"

namespace ep = eponym;

TEST_CASE("relu gives PyTorch's values exactly, special ones and strided x included", "[ops]") {
    for (auto const& one : test::golden_ops().cases("relu")) {
        ep::AnyTensor const x = test::golden_ops().tensor(one.name + ".x");
        ep::AnyTensor const y = test::golden_ops().tensor(one.name + ".y");
        INFO(one.name);
        CHECK(test::difference(relu(x), y) == "");
        CHECK(test::difference(relu(test::with_gaps(x)), y) == "");
        CHECK(test::difference(relu(x.clone()), y) == "");
    }
}

TEMPLATE_TEST_CASE("relu agrees with a plain loop at every length", "[ops]", float, double) {
    for (ep::dim size : {0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 1001}) {
        ep::AnyTensor const x = test::scattered<TestType>({size});
        ep::AnyTensor const y = relu(x);
        for (ep::dim i = 0; i < size; ++i) {
            TestType const value = x.data<TestType>()[i];
            REQUIRE(y.data<TestType>()[i] == (value > 0 ? value : 0));
        }
    }
}

TEST_CASE("relu leaves x as it is, unless nobody else holds it", "[ops]") {
    auto x = ep::tensor({-1.f, 2.f});
    auto const y = relu(x);
    CHECK(std::as_const(x)(0) == -1);
    CHECK(y(0) == 0);
    ep::Tensor<2> const other = x;
    auto const shared = relu(std::move(x));
    CHECK(other(0) == -1);
    CHECK(shared.data() != other.data());
    auto alone = ep::tensor({-1.f, 2.f});
    float const* const memory = std::as_const(alone).data();
    auto const reused = relu(std::move(alone));
    CHECK(reused.data() == memory);
    CHECK(reused(0) == 0);
    CHECK(reused(1) == 2);
}

TEST_CASE("relu does not write over a view's base or the caller's memory", "[ops]") {
    ep::AnyTensor const base = test::scattered({4, 4});
    ep::AnyTensor const before = base.clone();
    (void)relu(base.slice(0, 1, 3));
    CHECK(test::bit_difference(base, before) == "");
    float pixels[] = {-1, 2};
    auto y = relu(ep::view<2>(pixels));
    CHECK(pixels[0] == -1);
    CHECK(std::as_const(y)(0) == 0);
}

TEST_CASE("relu refuses types that operations do not compute in", "[ops]") {
    CHECK(test::sentence_of([] { (void)relu(ep::ones<ep::float16, 2>().any()); }) ==
          "relu(x): computes in float32 and float64, not in float16; convert with x.to<float>()");
}
