// SPDX-License-Identifier: BSL-1.0
#include <utility>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/activations.hpp>
#include <eponym/ops/pow.hpp>
#include <eponym/ops/unary.hpp>

#include "support/elementwise.hpp"

namespace ep = eponym;

namespace {

// The function that a golden file calls by that name, of a tensor that may be reused.
ep::AnyTensor called(std::string const& name, std::vector<double> const& numbers, ep::AnyTensor x) {
    if (name == "neg") return neg(std::move(x));
    if (name == "abs") return abs(std::move(x));
    if (name == "sqrt") return sqrt(std::move(x));
    if (name == "exp") return exp(std::move(x));
    if (name == "log") return log(std::move(x));
    if (name == "tanh") return tanh(std::move(x));
    if (name == "sigmoid") return sigmoid(std::move(x));
    if (name == "silu") return silu(std::move(x));
    if (name == "leaky_relu") return leaky_relu(std::move(x), numbers.at(0));
    if (name == "elu") return elu(std::move(x), numbers.at(0));
    if (name == "gelu") return gelu(std::move(x));
    if (name == "gelu_tanh") return gelu(std::move(x), ep::approximate::tanh);
    if (name == "softplus") return softplus(std::move(x), numbers.at(0), numbers.at(1));
    if (name == "hardtanh") return hardtanh(std::move(x), numbers.at(0), numbers.at(1));
    if (name == "clamp") return clamp(std::move(x), numbers.at(0), numbers.at(1));
    if (name == "clamp_min") return clamp_min(std::move(x), numbers.at(0));
    if (name == "clamp_max") return clamp_max(std::move(x), numbers.at(0));
    return pow(std::move(x), numbers.at(0));
}

// How many units in the last place we may be from PyTorch, both of whose roundings are in it; those of the two gelus
// count at x, since 1 + erf cancels where x is negative.
struct {
    char const* name;
    double units;
    bool at_x = false;
} const functions[] = {
    {"neg", 0},      {"abs", 0},      {"sqrt", 1},  {"exp", 2},        {"log", 2},        {"tanh", 4},
    {"sigmoid", 4},  {"silu", 4},     {"elu", 4},   {"leaky_relu", 0}, {"gelu", 4, true}, {"gelu_tanh", 4, true},
    {"softplus", 4}, {"hardtanh", 0}, {"clamp", 0}, {"clamp_min", 0},  {"clamp_max", 0},  {"pow", 2}};

}  // namespace

TEST_CASE("functions of single elements give PyTorch's values, special ones and strided x included", "[ops]") {
    for (auto const& function : functions) {
        for (auto const& one : test::golden_elementwise().cases(function.name)) {
            ep::AnyTensor const x = test::operand_of_case(one, "x");
            ep::AnyTensor const y = test::golden_elementwise().tensor(one.name + ".y");
            auto const numbers = test::numbers_of(one);
            ep::AnyTensor const& scale = function.at_x ? x : y;
            INFO(one.name << " " << one.parameters);
            double const units = test::largest_units(called(function.name, numbers, x), y, scale);
            CHECK(units <= function.units);
            CHECK(test::largest_units(called(function.name, numbers, test::with_gaps(x)), y, scale) <= function.units);
            CHECK(test::bit_difference(called(function.name, numbers, x.clone()), called(function.name, numbers, x)) ==
                  "");
        }
    }
}

TEST_CASE("functions of single elements leave x as it is, unless nobody else holds it", "[ops]") {
    auto x = ep::tensor({-1.f, 2.f});
    float const* const memory = std::as_const(x).data();
    ep::Tensor<2> const other = x;
    auto const shared = exp(std::move(x));
    CHECK(other(0) == -1);
    CHECK(shared.data() != memory);
    auto alone = ep::tensor({-1.f, 2.f});
    float const* const own = std::as_const(alone).data();
    auto const reused = gelu(leaky_relu(abs(std::move(alone)), 0.5));
    CHECK(reused.data() == own);
    float pixels[] = {-1, 2};
    (void)abs(ep::view<2>(pixels));
    CHECK(pixels[0] == -1);
}

TEST_CASE("the type of a function's result is that of x", "[ops]") {
    auto const half_known = ep::Tensor<ep::dyn, 3>(ep::ones<2, 3>());
    STATIC_REQUIRE(std::is_same_v<decltype(exp(half_known)), ep::Tensor<ep::dyn, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(gelu(ep::ones<double, 4>())), ep::BasicTensor<double, 4>>);
    STATIC_REQUIRE(std::is_same_v<decltype(clamp(half_known, 0, 1)), ep::Tensor<ep::dyn, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(pow(half_known, 2)), ep::Tensor<ep::dyn, 3>>);
    CHECK(exp(half_known).shape() == ep::Shape{2, 3});
}

TEST_CASE("functions of single elements refuse types that operations do not compute in", "[ops]") {
    CHECK(test::sentence_of([] { (void)exp(ep::ones<ep::float16, 2>().any()); }) ==
          "exp(x): computes in float32 and float64, not in float16; convert with x.to<float>()");
    CHECK(test::sentence_of([] { (void)gelu(ep::ones<int, 2>().any()); }) ==
          "gelu(x): computes in float32 and float64, not in int32; convert with x.to<float>()");
    CHECK(test::sentence_of([] { (void)pow(ep::ones<int, 2>().any(), 2); }) ==
          "pow(x, exponent): computes in float32 and float64, not in int32; convert with x.to<float>()");
    CHECK_THROWS_AS(hardtanh(ep::ones<2>(), 1, -1), ep::error);
    CHECK_THROWS_AS(exp(ep::AnyTensor()), ep::error);
}

TEST_CASE("pow of two tensors gives PyTorch's values, with broadcasting and through strides", "[ops]") {
    for (auto const& one : test::golden_elementwise().cases("pow_tensor")) {
        ep::AnyTensor const a = test::operand_of_case(one, "a");
        ep::AnyTensor const b = test::operand_of_case(one, "b");
        ep::AnyTensor const y = test::golden_elementwise().tensor(one.name + ".y");
        INFO(one.name);
        CHECK(test::largest_units(pow(a, b), y, y) <= 1);
        CHECK(test::largest_units(pow(test::with_gaps(a), test::with_gaps(b)), y, y) <= 1);
    }
}

TEST_CASE("pow takes numbers on both sides, and its type knows what the operands know", "[ops]") {
    auto const x = ep::tensor({1.f, 2.f, 4.f});
    CHECK(test::values_of(pow(x, 2).any()) == std::vector<double>{1, 4, 16});
    CHECK(test::values_of(pow(2, x).any()) == std::vector<double>{2, 4, 16});
    CHECK(test::values_of(pow(x, x).any()) == std::vector<double>{1, 4, 256});
    CHECK(test::values_of(pow(2, x.any())) == std::vector<double>{2, 4, 16});
    STATIC_REQUIRE(std::is_same_v<decltype(pow(x, ep::ones<2, 1>())), ep::Tensor<2, 3>>);
    CHECK(test::sentence_of([&] { (void)pow(x.any(), ep::ones<2>().any()); }) ==
          "element-wise (a, b): the shapes must broadcast: sizes, aligned at the last dimension, are equal or 1; a is "
          "(3,), b is (2,)");
}
