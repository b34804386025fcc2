// SPDX-License-Identifier: BSL-1.0
#include <cstdint>

#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/embedding.hpp>

#include "support/golden_layers.hpp"

namespace ep = eponym;

TEST_CASE("embedding gives the rows that PyTorch gives, for int64 and int32", "[ops]") {
    test::check_golden(
        "embedding",
        [](auto const& one, ep::AnyTensor const& x) {
            return embedding(x, test::with_gaps(test::golden_layers().tensor(one.name + ".weight")));
        },
        true);
}

TEST_CASE("embedding copies rows of any element type", "[ops]") {
    ep::AnyTensor const halves = test::counting<float>({5, 3}).to(ep::dtype::float16);
    ep::AnyTensor const y = embedding(ep::tensor({std::int64_t(4), std::int64_t(0)}).any(), halves);
    CHECK(y.type() == ep::dtype::float16);
    CHECK(test::values_of(y) == std::vector<double>{12, 13, 14, 0, 1, 2});
}

TEST_CASE("embedding knows its output shape where the operands' are known", "[ops]") {
    using known = decltype(ep::embedding(ep::zeros<std::int64_t, 2, 3>(), ep::zeros<10, 4>()));
    STATIC_REQUIRE(std::is_same_v<known, ep::Tensor<2, 3, 4>>);
    using open = decltype(ep::embedding(ep::zeros<std::int32_t, ep::dyn>(3), ep::zeros<double, 10, 4>()));
    STATIC_REQUIRE(std::is_same_v<open, ep::BasicTensor<double, ep::dyn, 4>>);
}

TEST_CASE("embedding names an index that is out of range, and how many rows there are", "[ops]") {
    ep::AnyTensor const weight = ep::zeros<10, 4>().any();
    auto const of = [&](std::int64_t index) {
        return test::sentence_of([&] { (void)embedding(ep::tensor({std::int64_t(9), index}).any(), weight); });
    };
    CHECK(of(0).empty());
    CHECK(of(10) == "embedding(indices, weight): index 10 is out of range for weight (10, 4), which has 10 rows");
    CHECK(of(-1) == "embedding(indices, weight): index -1 is out of range for weight (10, 4), which has 10 rows");
    CHECK_FALSE(of(std::int64_t(1) << 40).empty());
    CHECK_FALSE(test::sentence_of([&] {
                    (void)embedding(ep::zeros<std::int32_t, 1>().any(), ep::zeros<0, 4>().any());
                }).empty());
}

TEST_CASE("embedding says at run time which operands do not fit", "[ops]") {
    ep::AnyTensor const weight = ep::zeros<10, 4>().any();
    CHECK(test::sentence_of([&] { (void)embedding(ep::zeros<2>().any(), weight); }) ==
          "embedding(indices, weight): indices must be int64 or int32, and are float32");
    CHECK(test::sentence_of([&] { (void)embedding(ep::zeros<std::int64_t, 2>().any(), weight.select(0, 0)); }) ==
          "embedding(indices, weight): weight (4,) must be (rows, columns), and indices (2,) of at most 7 dimensions");
}
