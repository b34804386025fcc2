// SPDX-License-Identifier: BSL-1.0
#include <cmath>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/linear.hpp>
#include <eponym/ops/relu.hpp>

#include "support/golden.hpp"
#include "support/tensors.hpp"

namespace ep = eponym;
using ep::dim;

namespace {

template<class T>
void check_linear(dim rows, dim in, dim out, ep::activation then) {
    ep::AnyTensor const x = test::scattered<T>({rows, in}, 1);
    ep::AnyTensor const weight = test::scattered<T>({out, in}, 2);
    ep::AnyTensor const bias = test::scattered<T>({out}, 3);
    double const allowed = (sizeof(T) == 4 ? 6e-8 : 1.2e-16) * double(8 + in);
    for (bool with_bias : {true, false}) {
        ep::AnyTensor const y = linear(x, weight, with_bias ? &bias : nullptr, then);
        REQUIRE(y.shape() == ep::Shape{rows, out});
        for (dim i = 0; i < rows; ++i)
            for (dim j = 0; j < out; ++j) {
                double sum = with_bias ? double(bias.data<T>()[j]) : 0;
                for (dim l = 0; l < in; ++l)
                    sum += double(x.data<T>()[i * in + l]) * double(weight.data<T>()[j * in + l]);
                if (then == ep::activation::relu && sum < 0) sum = 0;
                REQUIRE(std::fabs(double(y.data<T>()[i * out + j]) - sum) <= allowed);
            }
    }
}

}  // namespace

TEST_CASE("linear gives PyTorch's values for contiguous and strided operands", "[ops]") {
    // Relative 2e-5 in float, 1e-13 in double: the order of the additions differs.
    for (auto const& one : test::golden_ops().cases("linear")) {
        auto const& golden = test::golden_ops();
        ep::AnyTensor const x = golden.tensor(one.name + ".x");
        ep::AnyTensor const weight = golden.tensor(one.name + ".weight");
        bool const has_bias = golden.has(one.name + ".bias");
        ep::AnyTensor const bias = has_bias ? golden.tensor(one.name + ".bias") : ep::AnyTensor();
        ep::AnyTensor const y = golden.tensor(one.name + ".y");
        test::tolerance const allowed = test::rounding_of(x.type());
        ep::AnyTensor const bias_with_gaps = has_bias ? test::with_gaps(bias) : bias;
        INFO(one.name);
        CHECK(test::difference(linear(x, weight, has_bias ? &bias : nullptr), y, allowed) == "");
        CHECK(
            test::difference(linear(test::with_gaps(x), test::with_gaps(weight), has_bias ? &bias_with_gaps : nullptr),
                             y, allowed) == "");
    }
}

TEMPLATE_TEST_CASE("linear agrees with plain loops at every size around a block's edge", "[ops]", float, double) {
    for (dim rows : {0, 1, 2, 5, 32, 33})
        for (dim in : {1, 7, 31, 32, 33, 400})
            for (dim out : {1, 3, 10, 32, 33}) {
                INFO(rows << " rows, " << in << " in, " << out << " out");
                check_linear<TestType>(rows, in, out, ep::activation::none);
            }
    check_linear<TestType>(1, 784, 256, ep::activation::relu);
    check_linear<TestType>(65, 256, 10, ep::activation::relu);
    check_linear<TestType>(3, 0, 4, ep::activation::relu);
}

TEST_CASE("linear keeps all dimensions of x but the last", "[ops]") {
    auto const x = ep::Tensor<2, ep::dyn, 4>(test::scattered({2, 3, 4}));
    auto const weight = test::scattered_tensor<5, 4>();
    auto const y = linear(x, weight);
    STATIC_REQUIRE(std::is_same_v<decltype(y), ep::Tensor<2, ep::dyn, 5> const>);
    CHECK(y.shape() == ep::Shape{2, 3, 5});
    STATIC_REQUIRE(std::is_same_v<decltype(linear(ep::zeros<4>(), weight, ep::zeros<5>())), ep::Tensor<5>>);
}

TEST_CASE("linear with an activation is linear and then the activation", "[ops]") {
    auto const x = test::scattered_tensor<9, 17>(1);
    auto const weight = test::scattered_tensor<21, 17>(2);
    auto const bias = test::scattered_tensor<21>(3);
    CHECK(test::bit_difference(linear<ep::activation::relu>(x, weight, bias).any(),
                               relu(linear(x, weight, bias)).any()) == "");
    CHECK(test::bit_difference(linear<ep::activation::relu>(x, weight).any(), relu(linear(x, weight)).any()) == "");
}

TEST_CASE("linear says at run time which shapes do not fit", "[ops]") {
    ep::AnyTensor const x = ep::zeros<2, 3>().any();
    ep::AnyTensor const weight = ep::zeros<5, 4>().any();
    ep::AnyTensor const good = ep::zeros<5, 3>().any();
    ep::AnyTensor const bias = ep::zeros<6>().any();
    CHECK(test::sentence_of([&] { (void)linear(x, weight, nullptr); }) ==
          "linear(x, weight, bias): the last dimension of x (2, 3) must be 4, the in_features of weight (5, 4)");
    CHECK(test::sentence_of([&] { (void)linear(x, good, &bias); }) ==
          "linear(x, weight, bias): bias (6,) must be (5,), the out_features of weight (5, 3)");
    CHECK(test::sentence_of([&] { (void)linear(x, bias, nullptr); }) ==
          "linear(x, weight, bias): x (2, 3) must be (..., in) and weight (6,) must be (out, in)");
    CHECK(test::sentence_of([&] { (void)linear(x, ep::zeros<double, 5, 3>().any(), nullptr); }) ==
          "linear(x, weight, bias): element types must be the same, and are float32 and float64");
    ep::AnyTensor const wide = ep::zeros<double, 5>().any();
    CHECK_FALSE(test::sentence_of([&] { (void)linear(x, good, &wide); }).empty());
    ep::Tensor<ep::dyn, ep::dyn> const open = ep::zeros<2, 7>();
    CHECK(test::sentence_of([&] { (void)linear(open, ep::zeros<5, 4>()); }) ==
          "linear(x, weight, bias): the last dimension of x (2, 7) must be 4, the in_features of weight (5, 4)");
}
