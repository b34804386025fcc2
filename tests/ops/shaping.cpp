// SPDX-License-Identifier: BSL-1.0
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/shaping.hpp>

#include "support/golden.hpp"
#include "support/tensors.hpp"

namespace ep = eponym;
using ep::dim;

namespace {

ep::Shape shape_from(std::vector<dim> const& sizes) {
    ep::Shape shape;
    for (dim size : sizes) shape.push_back(size);
    return shape;
}

}  // namespace

TEST_CASE("flatten, slice, transpose, permute and reshape give PyTorch's elements exactly", "[ops]") {
    auto const& golden = test::golden_ops();
    auto const check = [&](char const* operation, auto const& compute) {
        for (auto const& one : golden.cases(operation)) {
            ep::AnyTensor const x = golden.tensor(one.name + ".x");
            ep::AnyTensor const y = golden.tensor(one.name + ".y");
            INFO(one.name << " " << one.parameters);
            CHECK(test::difference(compute(one, x), y) == "");
            CHECK(test::difference(compute(one, test::with_gaps(x)), y) == "");
        }
    };
    check("flatten", [](auto const& one, ep::AnyTensor const& x) {
        return flatten(x, one.number("start_dim"), one.number("end_dim"));
    });
    check("slice", [](auto const& one, ep::AnyTensor const& x) {
        return x.slice(one.number("dim"), one.number("start"), one.number("stop"), one.number("step"));
    });
    check("transpose",
          [](auto const& one, ep::AnyTensor const& x) { return x.transpose(one.number("dim0"), one.number("dim1")); });
    check("permute", [](auto const& one, ep::AnyTensor const& x) { return x.permute(one.numbers("dims")); });
    check("reshape", [](auto const& one, ep::AnyTensor const& x) {
        if (!one.has("after_transpose")) return x.reshape(shape_from(one.numbers("shape")));
        auto const swapped = one.numbers("after_transpose");
        return x.transpose(swapped[0], swapped[1]).reshape(shape_from(one.numbers("shape")));
    });
}

TEST_CASE("the typed views have the type that PyTorch's shape rules give", "[ops]") {
    auto const x = ep::Tensor<ep::dyn, 3, 4, 5>(test::counting({2, 3, 4, 5}));
    STATIC_REQUIRE(std::is_same_v<decltype(ep::flatten<1>(x)), ep::Tensor<ep::dyn, 60>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::flatten(x)), ep::Tensor<ep::dyn>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::flatten<1, 2>(x)), ep::Tensor<ep::dyn, 12, 5>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::flatten<-1, -1>(x)), ep::Tensor<ep::dyn, 3, 4, 5>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::flatten(ep::zeros<>())), ep::Tensor<1>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::transpose<0, -1>(x)), ep::Tensor<5, 3, 4, ep::dyn>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::permute<0, 2, 3, 1>(x)), ep::Tensor<ep::dyn, 4, 5, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::slice<1, 0, 2>(x)), ep::Tensor<ep::dyn, 2, 4, 5>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::slice<-1, -3, 100, 2>(x)), ep::Tensor<ep::dyn, 3, 4, 2>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::slice<0, 0, 1>(x)), ep::Tensor<ep::dyn, 3, 4, 5>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::slice<2>(x, 0, 1)), ep::Tensor<ep::dyn, 3, ep::dyn, 5>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::reshape<6, -1>(ep::zeros<3, 4>())), ep::Tensor<6, 2>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::reshape<ep::dyn, 12, 5>(x)), ep::Tensor<ep::dyn, 12, 5>>);
    CHECK(ep::flatten<1>(x)(1, 59) == 119);
    CHECK(ep::transpose<0, -1>(x)(4, 2, 3, 1) == 119);
    CHECK(ep::permute<0, 2, 3, 1>(x)(1, 3, 4, 2) == 119);
    CHECK(ep::slice<1, 1, 3>(x)(0, 0, 0, 0) == 20);
    CHECK(ep::slice<2>(x, -1, 4).shape() == ep::Shape{2, 3, 1, 5});
    CHECK((ep::reshape<ep::dyn, 12, 5>(x).shape() == ep::Shape{2, 12, 5}));
    CHECK(ep::slice<1, 0, 2>(x).any().impl().storage == x.any().impl().storage);
}

TEST_CASE("flatten copies only where the strides leave no view", "[ops]") {
    ep::AnyTensor const x = test::counting({2, 3, 4});
    CHECK(flatten(x, 1).impl().storage == x.impl().storage);
    CHECK(flatten(x.transpose(1, 2), 1).impl().storage != x.impl().storage);
    CHECK(flatten(x.transpose(1, 2), 0, 0).impl().storage == x.impl().storage);
    CHECK(test::values_of(flatten(x.transpose(1, 2)))[1] == 4);
}

TEST_CASE("views say at run time what does not fit", "[ops]") {
    ep::AnyTensor const x = ep::zeros<2, 3>().any();
    CHECK(test::sentence_of([&] { (void)flatten(x, 0, 2); }) == "flatten(x): dimension 2 is out of range for x (2, 3)");
    CHECK(test::sentence_of([&] { (void)flatten(x, 1, 0); }) ==
          "flatten(x): the first dimension must not come after the last; x is (2, 3)");
    ep::Tensor<ep::dyn, 3> const open = ep::zeros<2, 3>();
    CHECK(test::sentence_of([&] { (void)ep::reshape<4, 5>(open); }) ==
          "reshape(shape): (4, 5) does not hold the 6 elements of shape (2, 3)");
    CHECK_FALSE(test::sentence_of([&] { (void)ep::slice<0>(open, 0, 2, 0); }).empty());
}
