// SPDX-License-Identifier: BSL-1.0
// cat and stack.
#include <array>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/cat.hpp>
#include <eponym/tensor/create.hpp>

#include "support/reductions.hpp"

namespace ep = eponym;
using ep::dim;

TEST_CASE("cat and stack give PyTorch's elements for every type of element, for strided x too", "[ops]") {
    auto const& golden = test::golden_reductions();
    for (std::string const operation : {"cat", "stack"})
        for (auto const& one : golden.cases(operation)) {
            std::vector<ep::AnyTensor> parts, spread;
            for (dim i = 0; i < one.number("count"); ++i) {
                parts.push_back(golden.tensor(one.name + "." + std::to_string(i)));
                spread.push_back(i % 2 == 0 ? test::with_gaps(parts.back()) : parts.back());
            }
            ep::AnyTensor const y = golden.tensor(one.name + ".y");
            auto const join = [&](std::vector<ep::AnyTensor> const& x) {
                return operation == "cat" ? ep::cat(x, one.number("dim")) : ep::stack(x, one.number("dim"));
            };
            INFO(one.name << " " << one.parameters);
            CHECK(test::bit_difference(join(parts), y) == "");
            CHECK(test::bit_difference(join(spread), y) == "");
            CHECK(join(parts).is_contiguous());
        }
}

TEST_CASE("the typed cat and stack have the sizes that follow, known where one tensor knows them", "[ops]") {
    auto const x = ep::Tensor<2, 3>(test::counting({2, 3}));
    auto const y = ep::Tensor<2, 2>(test::counting({2, 2}));
    ep::Tensor<ep::dyn, 3> const open = x;
    STATIC_REQUIRE(std::is_same_v<decltype(ep::cat<1>(x, y, x)), ep::Tensor<2, 8>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::cat<-1>(open, y)), ep::Tensor<2, 5>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::cat<0>(open, x)), ep::Tensor<ep::dyn, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::cat<0>(x)), ep::Tensor<2, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::stack<0>(x, open)), ep::Tensor<2, 2, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::stack<-1>(x, x, x)), ep::Tensor<2, 3, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::stack<0>(open, open)), ep::Tensor<2, ep::dyn, 3>>);
    CHECK(test::values_of(ep::cat<1>(x, y).any()) == std::vector<double>{0, 1, 2, 0, 1, 3, 4, 5, 2, 3});
    CHECK(test::values_of(ep::stack<1>(x, x).any()) == std::vector<double>{0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5});
}

TEST_CASE("cat and stack take vectors, arrays and spans of tensors", "[ops]") {
    auto const x = ep::Tensor<2, 3>(test::counting({2, 3}));
    std::vector<ep::Tensor<2, 3>> const list{x, x, x};
    std::array<ep::Tensor<2, 3>, 2> const pair{x, x};
    STATIC_REQUIRE(std::is_same_v<decltype(ep::cat<0>(list)), ep::Tensor<ep::dyn, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::stack<-2>(list)), ep::Tensor<2, ep::dyn, 3>>);
    CHECK(ep::cat<0>(list).shape() == ep::Shape{6, 3});
    CHECK(ep::cat<0>(list)(5, 2) == 5);
    CHECK(ep::cat<1>(pair).shape() == ep::Shape{2, 6});
    CHECK(ep::stack<0>(std::span(list).first(2)).shape() == ep::Shape{2, 2, 3});
    std::vector<ep::Tensor<ep::dyn, 3>> const uneven{x, ep::zeros<1, 3>()};
    CHECK(ep::cat<0>(uneven).shape() == ep::Shape{3, 3});
}

TEST_CASE("cat makes a copy even of one tensor", "[ops]") {
    auto const x = ep::Tensor<2, 3>(test::counting({2, 3}));
    CHECK(ep::cat<0>(x).any().impl().storage != x.any().impl().storage);
}

TEST_CASE("E3: cat and stack of tensors on two devices are an error that names both", "[ops][E3]") {
    ep::AnyTensor const here = ep::zeros<2>().any();
    ep::AnyTensor const there = ep::zeros<2>().any();
    there.impl().storage->where = {ep::device_kind::cuda, 1};
    CHECK(test::sentence_of([&] { (void)ep::cat(std::vector{here, there}, 0); }) ==
          "cat(x...): expected all tensors to be on the same device, but found cpu and cuda:1");
    CHECK(test::sentence_of([&] { (void)ep::stack(std::vector{there, here}, 0); }) ==
          "stack(x...): expected all tensors to be on the same device, but found cuda:1 and cpu");
}

TEST_CASE("cat and stack say at run time which tensor does not fit", "[ops]") {
    ep::Tensor<ep::dyn, 3> const x = ep::zeros<2, 3>();
    ep::AnyTensor const matrix = ep::zeros<2, 3>().any();
    ep::AnyTensor const wide = ep::zeros<2, 4>().any();
    CHECK(test::sentence_of([&] { (void)ep::cat(std::vector{matrix, matrix, wide}, 0); }) ==
          "cat(x...): tensor 2 (2, 4) must be as tensor 0 (2, 3) is, except along dimension 0");
    CHECK(test::sentence_of([&] { (void)ep::cat(std::vector{matrix, ep::zeros<2>().any()}, -1); }) ==
          "cat(x...): tensor 1 (2,) must be as tensor 0 (2, 3) is, except along dimension 1");
    CHECK(test::sentence_of([&] { (void)ep::cat(std::vector{matrix, ep::zeros<double, 2, 3>().any()}, 0); }) ==
          "cat(x...): element types must be the same, and are float32 and float64");
    CHECK(test::sentence_of([&] { (void)ep::cat(std::vector{matrix}, 2); }) ==
          "cat(x...): dimension 2 is out of range for x (2, 3)");
    CHECK(test::sentence_of([&] { (void)ep::cat(std::vector<ep::AnyTensor>{}, 0); }) ==
          "cat(x...): there must be at least one tensor");
    CHECK(test::sentence_of([&] { (void)ep::stack(std::vector{matrix, wide}, 0); }) ==
          "stack(x...): tensor 1 (2, 4) must be as tensor 0 (2, 3)");
    CHECK(test::sentence_of([&] { (void)ep::stack(std::vector{matrix}, -4); }) ==
          "stack(x...): the new dimension must be from -3 to 2 for tensors (2, 3)");
    CHECK_FALSE(test::sentence_of([&] { (void)ep::stack<0>(x, ep::Tensor<ep::dyn, 3>(ep::zeros<4, 3>())); }).empty());
}
