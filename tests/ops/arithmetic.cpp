// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/arithmetic.hpp>

#include "support/golden.hpp"
#include "support/tensors.hpp"

namespace ep = eponym;
using ep::dim;

namespace {

constexpr std::pair<char const*, ep::arithmetic> operations[] = {{"add", ep::arithmetic::add},
                                                                 {"sub", ep::arithmetic::subtract},
                                                                 {"mul", ep::arithmetic::multiply},
                                                                 {"div", ep::arithmetic::divide}};

double computed(ep::arithmetic operation, double a, double b) {
    switch (operation) {
        case ep::arithmetic::add: return a + b;
        case ep::arithmetic::subtract: return a - b;
        case ep::arithmetic::multiply: return a * b;
        case ep::arithmetic::divide: return a / b;
        case ep::arithmetic::maximum: return std::isnan(a) || a > b ? a : b;
        case ep::arithmetic::minimum: return std::isnan(a) || a < b ? a : b;
    }
    return 0;
}

// Index of an operand: dimensions of size 1 and those that it does not have stay at 0.
double broadcast_element(ep::AnyTensor const& operand, ep::Shape const& index) {
    ep::Shape own;
    own.resize(operand.rank());
    for (int i = 0; i < operand.rank(); ++i)
        own[i] = operand.shape()[i] == 1 ? 0 : index[i + index.rank() - operand.rank()];
    return test::element_at(operand, own);
}

}  // namespace

TEST_CASE("arithmetic gives PyTorch's values bit for bit, with broadcasting and through strides", "[ops]") {
    for (auto const& [name, operation] : operations)
        for (auto const& one : test::golden_ops().cases(name)) {
            ep::AnyTensor const a = test::golden_ops().tensor(one.name + ".a");
            ep::AnyTensor const b = test::golden_ops().tensor(one.name + ".b");
            ep::AnyTensor const y = test::golden_ops().tensor(one.name + ".y");
            INFO(one.name);
            CHECK(test::difference(apply(operation, a, b), y) == "");
            CHECK(test::difference(apply(operation, test::with_gaps(a), b), y) == "");
            CHECK(test::difference(apply(operation, a, test::with_gaps(b)), y) == "");
            CHECK(test::difference(apply(operation, test::with_gaps(a), test::with_gaps(b)), y) == "");
            if (a.shape() != y.shape()) continue;
            ep::AnyTensor const in_place = a.clone();
            apply_in_place(operation, in_place, b);
            CHECK(test::difference(in_place, y) == "");
            ep::AnyTensor const spread = test::with_gaps(a);
            apply_in_place(operation, spread, test::with_gaps(b));
            CHECK(test::difference(spread, y) == "");
        }
}

TEMPLATE_TEST_CASE("arithmetic agrees with a plain loop at every length and every way to broadcast", "[ops]", float,
                   double) {
    std::vector<std::pair<ep::Shape, ep::Shape>> pairs;
    for (dim size : {0, 1, 2, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 1001}) {
        pairs.push_back({{size}, {size}});
        pairs.push_back({{size}, {1}});
        pairs.push_back({{1}, {size}});
        pairs.push_back({{3, size}, {size}});
        pairs.push_back({{3, size}, {3, 1}});
        pairs.push_back({{size, 1}, {1, 5}});
    }
    pairs.push_back({{2, 1, 3, 1}, {4, 1, 5}});
    pairs.push_back({{2, 3, 1, 2, 1, 2, 1, 3}, {1, 3, 2, 2, 2, 1, 2, 3}});
    for (auto const& [of_a, of_b] : pairs)
        for (ep::arithmetic operation : {ep::arithmetic::add, ep::arithmetic::subtract, ep::arithmetic::multiply,
                                         ep::arithmetic::divide, ep::arithmetic::maximum, ep::arithmetic::minimum}) {
            ep::AnyTensor const a = test::scattered<TestType>(of_a, 1);
            ep::AnyTensor const b = test::scattered<TestType>(of_b, 2);
            ep::AnyTensor const y = apply(operation, a, b);
            bool good = true;
            test::for_each_index(y.shape(), [&](ep::Shape const& at) {
                auto const expected = TestType(computed(operation, broadcast_element(a, at), broadcast_element(b, at)));
                good = good && test::element_at(y, at) == double(expected);
            });
            INFO(to_string(of_a) << " and " << to_string(of_b) << ", operation " << int(operation));
            REQUIRE(good);
        }
}

TEST_CASE("maximum and minimum give NaN where either operand is", "[ops]") {
    auto const a = ep::tensor({NAN, 1.f, NAN, 2.f});
    auto const b = ep::tensor({1.f, NAN, NAN, 3.f});
    auto const high = maximum(a, b);
    auto const low = minimum(a, b);
    for (int i = 0; i < 3; ++i) {
        CHECK(std::isnan(high(i)));
        CHECK(std::isnan(low(i)));
    }
    CHECK(high(3) == 3);
    CHECK(low(3) == 2);
}

TEST_CASE("a zero that is broadcast keeps its sign", "[ops]") {
    auto const minus_zero = ep::tensor({-0.f});
    for (dim size : {1, 3, 8, 16, 33}) {
        ep::AnyTensor const ones = apply(ep::arithmetic::add, test::counting({size}), 1);
        double const infinity = HUGE_VAL;
        CHECK(test::values_of(apply(ep::arithmetic::divide, ones, minus_zero.any())) ==
              std::vector<double>(std::size_t(size), -infinity));
        for (double value : test::values_of(apply(ep::arithmetic::multiply, minus_zero.any(), ones)))
            CHECK(std::signbit(value));
    }
}

TEST_CASE("tensors and numbers mix on both sides", "[ops]") {
    auto const x = ep::tensor({1.f, 2.f, 4.f});
    CHECK(test::values_of((x + 1).any()) == std::vector<double>{2, 3, 5});
    CHECK(test::values_of((10 - x).any()) == std::vector<double>{9, 8, 6});
    CHECK(test::values_of((x * 0.5).any()) == std::vector<double>{0.5, 1, 2});
    CHECK(test::values_of((8 / x).any()) == std::vector<double>{8, 4, 2});
    CHECK(test::values_of((-x).any()) == std::vector<double>{-1, -2, -4});
    CHECK(test::values_of(maximum(x, 3).any()) == std::vector<double>{3, 3, 4});
    STATIC_REQUIRE(std::is_same_v<decltype(2.0 * x), ep::Tensor<3>>);
}

TEST_CASE("the type of a result knows what the operands know", "[ops]") {
    auto const half_known = ep::Tensor<ep::dyn, 3>(ep::ones<2, 3>());
    STATIC_REQUIRE(std::is_same_v<decltype(ep::ones<2, 1>() + ep::ones<3>()), ep::Tensor<2, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(half_known + ep::ones<3>()), ep::Tensor<ep::dyn, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(half_known + ep::ones<2, 3>()), ep::Tensor<2, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::ones<1, 3>() * half_known), ep::Tensor<ep::dyn, 3>>);
    CHECK((half_known + ep::ones<2, 3>()).shape() == ep::Shape{2, 3});
}

TEST_CASE("in-place arithmetic writes into the tensor's own memory", "[ops]") {
    auto x = ep::tensor({{1.f, 2.f}, {3.f, 4.f}});
    float* const memory = x.data();
    x += ep::tensor({10.f, 20.f});
    x *= 2;
    x -= ep::tensor({{1.f}, {2.f}});
    x /= x.clone();
    CHECK(x.data() == memory);
    CHECK(test::values_of(x.any()) == std::vector<double>{1, 1, 1, 1});
}

TEST_CASE("in-place arithmetic with a part of the tensor itself reads before it writes", "[ops]") {
    auto x = ep::tensor({{1.f, 2.f}, {3.f, 4.f}});
    x -= ep::BasicTensor<float, 2>(x.any().select(0, 0));
    CHECK(test::values_of(x.any()) == std::vector<double>{0, 0, 2, 2});
    auto y = ep::tensor({{1.f, 2.f}, {3.f, 4.f}});
    y += ep::BasicTensor<float, 2, 2>(y.any().transpose(0, 1));
    CHECK(test::values_of(y.any()) == std::vector<double>{2, 5, 5, 8});
    auto z = ep::tensor({1.f, 2.f, 3.f});
    z *= z;
    CHECK(test::values_of(z.any()) == std::vector<double>{1, 4, 9});
}

TEST_CASE("arithmetic says at run time which shapes do not broadcast", "[ops]") {
    ep::Tensor<ep::dyn, ep::dyn> const a = ep::zeros<2, 3>();
    ep::Tensor<ep::dyn> b = ep::zeros<4>();
    CHECK(test::sentence_of([&] { (void)(a + b); }) ==
          "element-wise (a, b): the shapes must broadcast: sizes, aligned at the last dimension, are equal or 1; a is "
          "(2, 3), b is (4,)");
    ep::Tensor<ep::dyn> narrow = ep::zeros<1>();
    CHECK(test::sentence_of([&] { narrow += b; }) == "a op= b: b (4,) must broadcast to the shape of a (1,)");
    CHECK(test::values_of(narrow.any()) == std::vector<double>{0});
    CHECK(test::sentence_of([&] { (void)apply(ep::arithmetic::add, a.any(), ep::zeros<double, 3>().any()); }) ==
          "element-wise (a, b): element types must be the same, and are float32 and float64");
    CHECK_FALSE(test::sentence_of([&] { (void)apply(ep::arithmetic::add, ep::ones<int, 2>().any(), 1); }).empty());
}
