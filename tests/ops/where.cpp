// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/comparison.hpp>
#include <eponym/ops/where.hpp>

#include "support/elementwise.hpp"

namespace ep = eponym;
using ep::dim;

TEST_CASE("where gives PyTorch's values bit for bit, with broadcasting and through strides", "[ops]") {
    for (auto const& one : test::golden_elementwise().cases("where")) {
        ep::AnyTensor const condition = test::operand_of_case(one, "condition");
        ep::AnyTensor const a = test::operand_of_case(one, "a");
        ep::AnyTensor const b = test::operand_of_case(one, "b");
        ep::AnyTensor const y = test::golden_elementwise().tensor(one.name + ".y");
        INFO(one.name);
        CHECK(test::bit_difference(where(condition, a, b), y) == "");
        CHECK(test::bit_difference(where(test::with_gaps(condition), a, b), y) == "");
        CHECK(test::bit_difference(where(condition, test::with_gaps(a), test::with_gaps(b)), y) == "");
    }
}

TEMPLATE_TEST_CASE("where agrees with a plain loop at every length and every way to broadcast", "[ops]", float, double,
                   std::int32_t, std::int64_t) {
    using shapes = std::vector<ep::Shape>;
    std::vector<shapes> all;
    for (dim size : {0, 1, 3, 8, 15, 16, 17, 31, 32, 33, 64, 1001}) {
        all.push_back({{size}, {size}, {size}});
        all.push_back({{size}, {1}, {size}});
        all.push_back({{size}, {}, {}});
        all.push_back({{1}, {size}, {size}});
        all.push_back({{3, size}, {size}, {3, 1}});
        all.push_back({{3, 1}, {3, size}, {3, size}});
        all.push_back({{size, 1}, {1, 5}, {2, 1, 5}});
    }
    all.push_back({{2, 1, 3, 1}, {4, 1, 5}, {5}});
    for (shapes const& one : all) {
        ep::AnyTensor const a = test::counting<TestType>(one[1]);
        ep::AnyTensor const b = test::counting<TestType>(one[2]);
        ep::AnyTensor const condition = ep::AnyTensor::empty(ep::dtype::boolean, one[0]);
        for (dim i = 0; i < condition.numel(); ++i) condition.mutable_data<bool>()[i] = i * 5 % 7 < 3;
        ep::AnyTensor const y = where(condition, a, b);
        bool good = true;
        test::for_each_index(y.shape(), [&](ep::Shape const& at) {
            auto const of = [&](ep::AnyTensor const& operand) {
                ep::Shape own;
                own.resize(operand.rank());
                for (int i = 0; i < operand.rank(); ++i)
                    own[i] = operand.shape()[i] == 1 ? 0 : at[i + at.rank() - operand.rank()];
                return test::element_at(operand, own);
            };
            good = good && test::element_at(y, at) == (of(condition) != 0 ? of(a) : of(b));
        });
        INFO(to_string(one[0]) << " " << to_string(one[1]) << " " << to_string(one[2]));
        CHECK(good);
    }
}

TEST_CASE("where takes numbers, and its type knows what the operands know", "[ops]") {
    auto const x = ep::tensor({-1.f, 2.f, -3.f});
    CHECK(test::values_of(where(x < 0, 0, x).any()) == std::vector<double>{0, 2, 0});
    CHECK(test::values_of(where(x < 0, x, 7).any()) == std::vector<double>{-1, 7, -3});
    CHECK(test::values_of(where(x < 0, 1, 0).any()) == std::vector<double>{1, 0, 1});
    STATIC_REQUIRE(std::is_same_v<decltype(where(x < 0, 1, 0)), ep::Tensor<3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(where(x < 0, ep::ones<double, 2, 1>(), 0)), ep::BasicTensor<double, 2, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(where(ep::ones<ep::dyn, 1>(4) < 2, x, 0)), ep::Tensor<ep::dyn, 3>>);
}

TEST_CASE("where says at run time what does not fit", "[ops]") {
    ep::AnyTensor const x = ep::zeros<2, 3>().any();
    CHECK(test::sentence_of([&] { (void)where(x, x, x); }) ==
          "where(condition, a, b): the condition must be bool, and is float32");
    ep::AnyTensor const yes = lt(x, 1);
    CHECK(test::sentence_of([&] { (void)where(yes, x, ep::zeros<double, 3>().any()); }) ==
          "where(condition, a, b): element types of a and b must be the same, and are float32 and float64");
    CHECK(test::sentence_of([&] { (void)where(yes, yes, yes); }) ==
          "where(condition, a, b): selects float32, float64, int32 and int64, not bool");
    CHECK(test::sentence_of([&] { (void)where(yes, x, ep::zeros<2>().any()); }) ==
          "where(condition, a, b): the shapes must broadcast: sizes, aligned at the last dimension, are equal or 1; "
          "condition is (2, 3), a is (2, 3), b is (2,)");
}
