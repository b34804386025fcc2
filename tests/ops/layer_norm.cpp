// SPDX-License-Identifier: BSL-1.0
#include <cmath>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/layer_norm.hpp>

#include "support/golden_layers.hpp"

namespace ep = eponym;
using ep::dim;

TEST_CASE("layer_norm gives PyTorch's values over one, two and three dimensions", "[ops]") {
    test::check_golden("layer_norm", [](auto const& one, ep::AnyTensor const& x) {
        ep::Shape sizes;
        for (dim size : one.numbers("sizes")) sizes.push_back(size);
        test::optional_operand const weight(one, "weight"), bias(one, "bias");
        return layer_norm(x, sizes, weight.get(), bias.get(), test::golden_layers().tensor(one.name + ".eps").item());
    });
}

TEMPLATE_TEST_CASE("layer_norm agrees with its definition for rows around a vector's size", "[ops]", float, double) {
    for (dim n : {1, 2, 3, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 129, 768, 5000}) {
        INFO("rows of " << n);
        ep::AnyTensor const x = test::scattered<TestType>({3, n}, 1);
        ep::AnyTensor const weight = test::scattered<TestType>({n}, 2), bias = test::scattered<TestType>({n}, 3);
        ep::AnyTensor const y = layer_norm(x, {n}, &weight, &bias, 1e-3);
        for (dim row = 0; row < 3; ++row) {
            double mean = 0, variance = 0;
            for (dim i = 0; i < n; ++i) mean += test::element_at(x, {row, i}) / double(n);
            for (dim i = 0; i < n; ++i) variance += std::pow(test::element_at(x, {row, i}) - mean, 2) / double(n);
            for (dim i = 0; i < n; ++i) {
                double const normal = (test::element_at(x, {row, i}) - mean) / std::sqrt(variance + 1e-3);
                double const expected = normal * test::element_at(weight, {i}) + test::element_at(bias, {i});
                REQUIRE(std::fabs(test::element_at(y, {row, i}) - expected) < (sizeof(TestType) == 4 ? 2e-6 : 1e-14));
            }
        }
    }
}

TEST_CASE("layer_norm keeps its precision far away from zero, and NaN in its row", "[ops]") {
    ep::AnyTensor const x = test::scattered<float>({2, 300}, 3);
    float* const values = x.mutable_data<float>();
    for (dim i = 0; i < x.numel(); ++i) values[i] = 4096 + values[i];
    double mean = 0, variance = 0;
    for (dim i = 0; i < 300; ++i) mean += double(values[i]) / 300;
    for (dim i = 0; i < 300; ++i) variance += std::pow(double(values[i]) - mean, 2) / 300;
    ep::AnyTensor const y = layer_norm(x, {300});
    // The mean itself has a last place of 2^-12.
    for (dim i = 0; i < 300; ++i)
        REQUIRE(std::fabs(test::element_at(y, {0, i}) - (double(values[i]) - mean) / std::sqrt(variance + 1e-5)) <
                5e-4);
    values[7] = NAN;
    ep::AnyTensor const z = layer_norm(x, {300});
    CHECK(std::isnan(test::element_at(z, {0, 0})));
    CHECK_FALSE(std::isnan(test::element_at(z, {1, 0})));
}

TEST_CASE("layer_norm keeps x's shape, known or not", "[ops]") {
    using known = decltype(ep::layer_norm<ep::Shape{4}>(ep::zeros<2, 3, 4>(), ep::zeros<4>()));
    STATIC_REQUIRE(std::is_same_v<known, ep::Tensor<2, 3, 4>>);
    using open = decltype(ep::layer_norm<ep::Shape{3, 4}>(ep::zeros<ep::dyn, 3, ep::dyn>(2, 4)));
    STATIC_REQUIRE(std::is_same_v<open, ep::Tensor<ep::dyn, 3, ep::dyn>>);
    CHECK(layer_norm(ep::zeros<3, 0>().any(), {0}).shape() == ep::Shape{3, 0});
}

TEST_CASE("layer_norm says at run time what does not fit", "[ops]") {
    ep::AnyTensor const x = ep::zeros<2, 3, 4>().any();
    ep::AnyTensor const wrong = ep::zeros<3>().any();
    CHECK(test::sentence_of([&] { (void)layer_norm(x, {3}); }) ==
          "layer_norm(x, sizes): the last dimensions of x (2, 3, 4) must be the normalized sizes (3,)");
    CHECK(test::sentence_of([&] { (void)layer_norm(x, {1, 2, 3, 4}); }) ==
          "layer_norm(x, sizes): the last dimensions of x (2, 3, 4) must be the normalized sizes (1, 2, 3, 4)");
    CHECK(test::sentence_of([&] { (void)layer_norm(x, {4}, nullptr, &wrong); }) ==
          "layer_norm(x, sizes): bias (3,) must have the normalized sizes (4,)");
    CHECK_FALSE(test::sentence_of([&] { (void)layer_norm(x, {}); }).empty());
    CHECK_FALSE(test::sentence_of([&] { (void)ep::layer_norm<ep::Shape{4}>(ep::zeros<2, ep::dyn>(3)); }).empty());
}
