// SPDX-License-Identifier: BSL-1.0
#include <limits>
#include <string>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/comparison.hpp>
#include <eponym/ops/pow.hpp>
#include <eponym/ops/relu.hpp>
#include <eponym/ops/where.hpp>

#include "support/elementwise.hpp"

namespace ep = eponym;
using ep::dim;

namespace {

struct named_comparison {
    char const* name;
    ep::AnyTensor (*run)(ep::AnyTensor const&, ep::AnyTensor const&);
    bool (*plain)(double, double);
};

named_comparison const comparisons[] = {
    {"lt", [](ep::AnyTensor const& a, ep::AnyTensor const& b) { return lt(a, b); },
     [](double a, double b) { return a < b; }},
    {"le", [](ep::AnyTensor const& a, ep::AnyTensor const& b) { return le(a, b); },
     [](double a, double b) { return a <= b; }},
    {"gt", [](ep::AnyTensor const& a, ep::AnyTensor const& b) { return gt(a, b); },
     [](double a, double b) { return a > b; }},
    {"ge", [](ep::AnyTensor const& a, ep::AnyTensor const& b) { return ge(a, b); },
     [](double a, double b) { return a >= b; }},
    {"eq", [](ep::AnyTensor const& a, ep::AnyTensor const& b) { return eq(a, b); },
     [](double a, double b) { return a == b; }},
    {"ne", [](ep::AnyTensor const& a, ep::AnyTensor const& b) { return ne(a, b); },
     [](double a, double b) { return a != b; }},
};

}  // namespace

TEST_CASE("comparisons give PyTorch's values, with broadcasting, through strides, special numbers included", "[ops]") {
    for (auto const& comparison : comparisons)
        for (auto const& one : test::golden_elementwise().cases(comparison.name)) {
            ep::AnyTensor const a = test::operand_of_case(one, "a");
            ep::AnyTensor const b = test::operand_of_case(one, "b");
            ep::AnyTensor const y = test::golden_elementwise().tensor(one.name + ".y");
            INFO(one.name);
            CHECK(test::bit_difference(comparison.run(a, b), y) == "");
            CHECK(test::bit_difference(comparison.run(test::with_gaps(a), b), y) == "");
            CHECK(test::bit_difference(comparison.run(a, test::with_gaps(b)), y) == "");
        }
}

TEMPLATE_TEST_CASE("comparisons agree with a plain loop at every length", "[ops]", float, double, std::int64_t) {
    for (dim size : {0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 1001})
        for (auto const& comparison : comparisons) {
            ep::AnyTensor const a = test::counting<TestType>({size});
            ep::AnyTensor const b = ep::AnyTensor::empty(a.type(), {size});
            for (dim i = 0; i < size; ++i) b.template mutable_data<TestType>()[i] = TestType(i + (i * 7 % 3) - 1);
            ep::AnyTensor const y = comparison.run(a, b);
            INFO(comparison.name << " of " << size);
            bool good = y.type() == ep::dtype::boolean;
            for (dim i = 0; i < size; ++i)
                good =
                    good && y.data<bool>()[i] == comparison.plain(test::element_at(a, {i}), test::element_at(b, {i}));
            CHECK(good);
        }
}

TEST_CASE("tensors and numbers are compared on both sides, by name and by operator", "[ops]") {
    auto const x = ep::tensor({1.f, 2.f, 3.f});
    using values = std::vector<double>;
    CHECK(test::values_of((x < 2).any()) == values{1, 0, 0});
    CHECK(test::values_of((x <= 2).any()) == values{1, 1, 0});
    CHECK(test::values_of((x > 2).any()) == values{0, 0, 1});
    CHECK(test::values_of((x >= 2).any()) == values{0, 1, 1});
    CHECK(test::values_of((2 < x).any()) == values{0, 0, 1});
    CHECK(test::values_of((2 >= x).any()) == values{1, 1, 0});
    CHECK(test::values_of((x < ep::tensor({2.f, 1.f, 4.f})).any()) == values{1, 0, 1});
    CHECK(test::values_of(eq(x, 2).any()) == values{0, 1, 0});
    CHECK(test::values_of(ne(2, x).any()) == values{1, 0, 1});
    CHECK(test::values_of(lt(x.any(), 2)) == values{1, 0, 0});
    auto const labels = ep::tensor<std::int64_t>({4, 5, (std::int64_t(1) << 62) + 1});
    CHECK(test::values_of(eq(labels, 5).any()) == values{0, 1, 0});
    CHECK(test::values_of(gt(labels, labels.clone()).any()) == values{0, 0, 0});
    CHECK_THROWS_AS(eq(labels, 4.5), ep::error);
    CHECK_THROWS_AS(lt(labels, std::numeric_limits<double>::infinity()), ep::error);
}

TEST_CASE("the type of a comparison is bool and knows what the operands know", "[ops]") {
    auto const half_known = ep::Tensor<ep::dyn, 3>(ep::ones<2, 3>());
    STATIC_REQUIRE(std::is_same_v<decltype(ep::ones<2, 1>() < ep::ones<3>()), ep::BasicTensor<bool, 2, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ge(half_known, 1)), ep::BasicTensor<bool, ep::dyn, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(eq(half_known, ep::ones<2, 3>())), ep::BasicTensor<bool, 2, 3>>);
    CHECK((half_known > ep::ones<3>()).shape() == ep::Shape{2, 3});
}

TEST_CASE("a comparison says at run time what does not fit", "[ops]") {
    ep::Tensor<ep::dyn, ep::dyn> const a = ep::zeros<2, 3>();
    ep::Tensor<ep::dyn> const b = ep::zeros<4>();
    CHECK(test::sentence_of([&] { (void)(a < b); }) ==
          "comparison (a, b): the shapes must broadcast: sizes, aligned at the last dimension, are equal or 1; a is "
          "(2, 3), b is (4,)");
    CHECK(test::sentence_of([&] { (void)gt(a.any(), b.any()); }) ==
          "comparison (a, b): the shapes must broadcast: sizes, aligned at the last dimension, are equal or 1; a is "
          "(2, 3), b is (4,)");
    CHECK(test::sentence_of([&] { (void)eq(a.any(), ep::zeros<double, 3>().any()); }) ==
          "comparison (a, b): element types must be the same, and are float32 and float64");
    CHECK(test::sentence_of([&] { (void)eq(ep::zeros<ep::float16, 3>().any(), ep::zeros<ep::float16, 3>().any()); }) ==
          "comparison (a, b): compares float32, float64 and int64, not float16");
}

TEST_CASE("element-wise operations on a GPU's memory are an error, and no crash", "[ops]") {
    // Tensors that say they are on a GPU, where the host reads nothing.
    ep::AnyTensor const there = test::counting({2});
    there.impl().storage->where = {ep::device_kind::cuda, 1};
    ep::AnyTensor const here = test::counting({2});
    auto const sentence = [](auto const& f) {
        try {
            f();
        } catch (ep::error const& why) {
            return std::string(why.what());
        }
        return std::string();
    };
    std::string const same = "expected all tensors to be on the same device, but found ";
    std::string const on_host = "computes on the host, and a tensor is on cuda:1";
    CHECK(sentence([&] { (void)lt(here, there); }) == "comparison (a, b): " + same + "cpu and cuda:1");
    CHECK(sentence([&] { (void)where(lt(here, 1), there, here); }) ==
          "where(condition, a, b): " + same + "cpu and cuda:1");
    CHECK(sentence([&] { (void)lt(there, there); }) == "comparison (a, b): " + on_host);
    CHECK(sentence([&] { (void)pow(there, there); }) == "pow(a, b): " + on_host);
    CHECK(sentence([&] { (void)apply(ep::arithmetic::add, there, there); }) == "element-wise (a, b): " + on_host);
    CHECK(sentence([&] { (void)exp(there); }) == "exp(x): " + on_host);
    CHECK(sentence([&] { (void)relu(there); }) == "relu(x): " + on_host);
}
