// SPDX-License-Identifier: BSL-1.0
#include <cmath>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/log_softmax.hpp>
#include <eponym/ops/softmax.hpp>

#include "support/golden.hpp"
#include "support/tensors.hpp"

namespace ep = eponym;
using ep::dim;

TEST_CASE("softmax and log_softmax give PyTorch's values along every dimension, for strided x too", "[ops]") {
    // Relative 2e-6 in float and 1e-14 in double: exp, log and the order of the sum. A logarithm is a difference of
    // numbers up to 15, so it has an absolute error too.
    for (bool log : {false, true})
        for (auto const& one : test::golden_ops().cases(log ? "log_softmax" : "softmax")) {
            ep::AnyTensor const x = test::golden_ops().tensor(one.name + ".x");
            ep::AnyTensor const y = test::golden_ops().tensor(one.name + ".y");
            test::tolerance const allowed = x.type() == ep::dtype::float32
                                                ? test::tolerance{2e-6, log ? 2e-6 : 1e-7}
                                                : test::tolerance{1e-14, log ? 4e-15 : 1e-16};
            dim const along = one.number("dim");
            auto const compute = [&](ep::AnyTensor const& of) {
                return log ? log_softmax(of, along) : softmax(of, along);
            };
            INFO(one.name);
            CHECK(test::difference(compute(x), y, allowed) == "");
            CHECK(test::difference(compute(test::with_gaps(x)), y, allowed) == "");
        }
}

TEMPLATE_TEST_CASE("softmax agrees with plain loops at every length", "[ops]", float, double) {
    for (dim count : {1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 1000})
        for (dim inner : {1, 5, 17}) {
            ep::AnyTensor const x = test::scattered<TestType>({3, count, inner});
            ep::AnyTensor const y = softmax(x, 1);
            ep::AnyTensor const log_y = log_softmax(x, -2);
            double const allowed = sizeof(TestType) == 4 ? 4e-7 : 1e-15;
            for (dim o = 0; o < 3; ++o)
                for (dim i = 0; i < inner; ++i) {
                    double sum = 0;
                    for (dim c = 0; c < count; ++c) sum += std::exp(test::element_at(x, {o, c, i}));
                    for (dim c = 0; c < count; ++c) {
                        double const value = test::element_at(x, {o, c, i});
                        REQUIRE(std::fabs(test::element_at(y, {o, c, i}) - std::exp(value) / sum) <= allowed);
                        REQUIRE(std::fabs(test::element_at(log_y, {o, c, i}) - (value - std::log(sum))) <=
                                allowed * (3 + std::log(double(count)) * 2));
                    }
                }
        }
}

TEST_CASE("softmax does not overflow, and sums to one", "[ops]") {
    auto const y = ep::softmax<-1>(ep::tensor({{1e30f, 1e30f}, {-1e30f, -1e30f}, {88.f, 3e38f}}));
    STATIC_REQUIRE(std::is_same_v<decltype(y), ep::Tensor<3, 2> const>);
    CHECK(test::values_of(y.any()) == std::vector<double>{0.5, 0.5, 0.5, 0.5, 0, 1});
}

TEST_CASE("softmax of minus infinity alone is NaN, as PyTorch's", "[ops]") {
    auto const y = ep::softmax<0>(ep::tensor({-INFINITY, -INFINITY}));
    CHECK(std::isnan(y(0)));
    CHECK(std::isnan(y(1)));
}

TEST_CASE("softmax of no elements and of a single number", "[ops]") {
    CHECK(softmax(ep::zeros<0, 3>().any(), 1).shape() == ep::Shape{0, 3});
    CHECK(softmax(ep::zeros<3, 0>().any(), 1).shape() == ep::Shape{3, 0});
    CHECK(log_softmax(ep::zeros<3, 0>().any(), 0).shape() == ep::Shape{3, 0});
}

TEST_CASE("softmax says at run time that a dimension is not there", "[ops]") {
    ep::AnyTensor const x = ep::zeros<2, 3>().any();
    CHECK(test::sentence_of([&] { (void)softmax(x, 2); }) == "softmax(x): dimension 2 is out of range for x (2, 3)");
    CHECK(test::sentence_of([&] { (void)log_softmax(x, -3); }) ==
          "log_softmax(x): dimension -3 is out of range for x (2, 3)");
    CHECK(test::sentence_of([&] { (void)softmax(ep::zeros<>().any(), -1); }) ==
          "softmax(x): dimension -1 is out of range for x ()");
    CHECK(test::sentence_of([&] { (void)log_softmax(ep::ones<int, 2>().any(), 0); }) ==
          "log_softmax(x): computes in float32 and float64, not in int32; convert with x.to<float>()");
}
