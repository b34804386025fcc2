// SPDX-License-Identifier: BSL-1.0
// split, chunk, squeeze, unsqueeze, expand and unflatten: views of a tensor's memory.
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/arithmetic.hpp>
#include <eponym/ops/expand.hpp>
#include <eponym/ops/reduce.hpp>
#include <eponym/ops/shaping.hpp>
#include <eponym/ops/split.hpp>
#include <eponym/ops/squeeze.hpp>

#include "support/reductions.hpp"

namespace ep = eponym;
using ep::dim;

namespace {

ep::Shape shape_from(std::vector<dim> const& sizes) {
    ep::Shape shape;
    for (dim size : sizes) shape.push_back(size);
    return shape;
}

}  // namespace

TEST_CASE("split and chunk give PyTorch's parts", "[ops]") {
    auto const& golden = test::golden_reductions();
    for (std::string const operation : {"split", "chunk"})
        for (auto const& one : golden.cases(operation)) {
            ep::AnyTensor const x = golden.tensor(one.name + ".x");
            for (ep::AnyTensor const& of : {x, test::with_gaps(x)}) {
                auto const parts = operation == "split" ? ep::split(of, one.number("size"), one.number("dim"))
                                                        : ep::chunk(of, one.number("size"), one.number("dim"));
                INFO(one.name << " " << one.parameters);
                REQUIRE(dim(parts.size()) == one.number("count"));
                for (std::size_t i = 0; i < parts.size(); ++i) {
                    CHECK(test::difference(parts[i], golden.tensor(one.name + ".y" + std::to_string(i))) == "");
                    CHECK(parts[i].impl().storage == of.impl().storage);
                }
            }
        }
}

TEST_CASE("squeeze, unsqueeze, expand and unflatten give PyTorch's elements, as views", "[ops]") {
    auto const& golden = test::golden_reductions();
    auto const check = [&](char const* operation, auto const& compute) {
        for (auto const& one : golden.cases(operation)) {
            ep::AnyTensor const x = golden.tensor(one.name + ".x");
            ep::AnyTensor const y = golden.tensor(one.name + ".y");
            INFO(one.name << " " << one.parameters);
            ep::AnyTensor const spread = test::with_gaps(x);
            CHECK(test::difference(compute(one, x), y) == "");
            CHECK(test::difference(compute(one, spread), y) == "");
            CHECK(compute(one, x).impl().storage == x.impl().storage);
            CHECK(compute(one, spread).impl().storage == spread.impl().storage);
        }
    };
    check("squeeze", [](auto const& one, ep::AnyTensor const& x) {
        return one.has("dim") ? ep::squeeze(x, one.number("dim")) : ep::squeeze(x);
    });
    check("unsqueeze", [](auto const& one, ep::AnyTensor const& x) { return ep::unsqueeze(x, one.number("dim")); });
    check("expand",
          [](auto const& one, ep::AnyTensor const& x) { return ep::expand(x, shape_from(one.numbers("shape"))); });
    check("unflatten", [](auto const& one, ep::AnyTensor const& x) {
        return ep::unflatten(x, one.number("dim"), shape_from(one.numbers("sizes")));
    });
}

TEST_CASE("the typed parts and views have the type that PyTorch's shape rules give", "[ops]") {
    auto const x = ep::Tensor<ep::dyn, 6, 1>(test::counting({2, 6, 1}));
    auto const [a, b, c] = ep::split<1, 1, 2, 3>(x);
    STATIC_REQUIRE(std::is_same_v<decltype(a), ep::Tensor<ep::dyn, 1, 1> const>);
    STATIC_REQUIRE(std::is_same_v<decltype(c), ep::Tensor<ep::dyn, 3, 1> const>);
    CHECK(b(1, 1, 0) == 8);
    CHECK(c(1, 2, 0) == 11);
    auto const halves = ep::chunk<2, -2>(x);
    STATIC_REQUIRE(std::is_same_v<decltype(halves), std::array<ep::Tensor<ep::dyn, 3, 1>, 2> const>);
    CHECK(halves[1](0, 0, 0) == 3);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::chunk<2, 0>(x)), std::array<ep::Tensor<ep::dyn, 6, 1>, 2>>);
    CHECK(ep::chunk<2, 0>(x)[1].shape() == ep::Shape{1, 6, 1});
    STATIC_REQUIRE(std::is_same_v<decltype(ep::squeeze<-1>(x)), ep::Tensor<ep::dyn, 6>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::squeeze<0>(x)), ep::Tensor<6, 1>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::unsqueeze<0>(x)), ep::Tensor<1, ep::dyn, 6, 1>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::unsqueeze<-1>(x)), ep::Tensor<ep::dyn, 6, 1, 1>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::expand<4, -1, -1, 3>(x)), ep::Tensor<4, ep::dyn, 6, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::expand<2, 6, 3>(x)), ep::Tensor<2, 6, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::unflatten<1, 2, -1>(x)), ep::Tensor<ep::dyn, 2, 3, 1>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::unflatten<0, -1, 1>(x)), ep::Tensor<ep::dyn, 1, 6, 1>>);
    CHECK((ep::expand<4, -1, -1, 3>(x)(3, 1, 5, 2) == 11));
    CHECK((ep::unflatten<1, 2, -1>(x)(1, 1, 2, 0) == 11));
}

TEST_CASE("operations compute on an expanded view as on its copy", "[ops]") {
    auto const x = ep::Tensor<3, 1>(test::counting({3, 1}));
    auto const wide = ep::expand<2, 3, 4>(x);
    CHECK_FALSE(wide.is_contiguous());
    CHECK(ep::sum(wide).item() == 24);
    CHECK(test::difference((wide + wide).any(), (wide.clone() + wide.clone()).any()) == "");
    CHECK(test::difference(ep::flatten(wide).any(), ep::flatten(wide.clone()).any()) == "");
    CHECK(test::difference(ep::max<1>(wide).any(), ep::max<1>(wide.clone()).any()) == "");
}

TEST_CASE("parts and views say at run time what does not fit", "[ops]") {
    ep::Tensor<ep::dyn, 4> const x = ep::zeros<3, 4>();
    CHECK(test::sentence_of([&] { (void)ep::split<0, 1, 1>(x); }) ==
          "split(x): the parts (1, 1) must add up to dimension 0 of x (3, 4)");
    CHECK(test::sentence_of([&] { (void)ep::chunk<2, 0>(x); }) ==
          "chunk(x): dimension 0 of x (3, 4) must be divisible by the number of chunks, 2");
    CHECK(test::sentence_of([&] { (void)ep::squeeze<0>(x); }) ==
          "squeeze(x): dimension 0 of x (3, 4) must have size 1");
    CHECK(test::sentence_of([&] { (void)ep::unsqueeze(x.any(), 3); }) ==
          "unsqueeze(x): the new dimension must be from -3 to 2 for x (3, 4)");
    CHECK(test::sentence_of([&] { (void)ep::expand<2, 4>(x); }) ==
          "expand(x): x (3, 4) does not expand to (2, 4); only dimensions of size 1 grow");
    CHECK(test::sentence_of([&] { (void)ep::expand(x.any(), {-1, 3, 4}); }) ==
          "expand(x): x (3, 4) does not expand to (?, 3, 4); only dimensions of size 1 grow");
    CHECK(test::sentence_of([&] { (void)ep::unflatten<0, 2, -1>(x); }) ==
          "unflatten(x): dimension 0 of x (3, 4) is not the product of the sizes (2, ?)");
    CHECK(test::sentence_of([&] { (void)ep::split(x.any(), 0, 0); }) ==
          "split(x): a part of 0 does not divide x of shape (3, 4)");
    CHECK(test::sentence_of([&] { (void)ep::chunk(x.any(), 0, 0); }) ==
          "chunk(x): there must be at least one chunk, not 0");
}
