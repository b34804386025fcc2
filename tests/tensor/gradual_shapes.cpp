// SPDX-License-Identifier: BSL-1.0
// Sizes known to the compiler and sizes known at run time: what converts to what, and what is checked when.
#include <catch2/catch_test_macros.hpp>
#include <eponym/tensor/create.hpp>
#include <eponym/tensor/tensor.hpp>

#include "support/tensors.hpp"

namespace ep = eponym;

TEST_CASE("forgetting a size is implicit and shares the elements", "[tensor]") {
    ep::Tensor<2, 3> const known = ep::full<2, 3>(5);
    ep::Tensor<ep::dyn, 3> const half = known;
    ep::Tensor<ep::dyn, ep::dyn> const open = half;
    CHECK(open.shape() == ep::Shape{2, 3});
    CHECK(open.data() == known.data());
}

TEST_CASE("claiming a size is explicit and checked", "[tensor]") {
    ep::Tensor<ep::dyn, 3> const open = ep::full<ep::dyn, 3>(1, 2);
    CHECK((ep::Tensor<2, 3>(open).shape() == ep::Shape{2, 3}));
    CHECK(test::sentence_of([&] { ep::Tensor<4, 3>{open}; }) ==
          "a tensor of shape (2, 3) where shape (4, 3) is expected");
}

TEST_CASE("a tensor of unknown type or rank is checked when it gets a type", "[tensor]") {
    ep::AnyTensor const any = ep::zeros<2, 3>().any();
    CHECK((ep::Tensor<2, ep::dyn>(any).size(-1) == 3));
    CHECK(test::sentence_of([&] { ep::Tensor<2>{any}; }) == "a tensor of shape (2, 3) where shape (2,) is expected");
    CHECK(test::sentence_of([&] { ep::BasicTensor<double, 2, 3>{any}; }) ==
          "a tensor of float32 where one of float64 is expected");
    CHECK_THROWS_AS((ep::Tensor<2, 3>(ep::AnyTensor())), ep::error);
}

TEST_CASE("sizes count from the front and from the back", "[tensor]") {
    ep::Tensor<ep::dyn, 3, ep::dyn> const x = ep::zeros<ep::dyn, 3, ep::dyn>(2, 4);
    CHECK(x.size(0) == 2);
    CHECK(x.size(2) == 4);
    CHECK(x.size(-1) == 4);
    CHECK(x.size(-3) == 2);
    CHECK(x.numel() == 24);
    CHECK(x.rank() == 3);
    CHECK_THROWS_AS(x.size(3), ep::shape_error);
    CHECK_THROWS_AS(x.size(-4), ep::shape_error);
}

TEST_CASE("x(i, j) reads and writes, at(i, j) checks", "[tensor]") {
    ep::Tensor<2, 3> x = ep::zeros<2, 3>();
    x(1, 2) = 6;
    CHECK(x.at(1, 2) == 6);
    CHECK(x.data()[5] == 6);
    CHECK_THROWS_AS(x.at(2, 0), ep::shape_error);
    CHECK_THROWS_AS(x.at(0, 3), ep::shape_error);
    CHECK_THROWS_AS(x.at(-1, 0), ep::shape_error);
    CHECK_THROWS_AS(x.at(0, -1), ep::shape_error);
}

TEST_CASE("item is the only element, and an error where there are more or none", "[tensor]") {
    CHECK(ep::full<1, 1>(3).item() == 3);
    CHECK(ep::full<>(2).item() == 2);
    ep::Tensor<ep::dyn> const one = ep::full<ep::dyn>(7, 1);
    CHECK(one.item() == 7);
    ep::Tensor<ep::dyn> const two = ep::zeros<ep::dyn>(2);
    CHECK_THROWS_AS(two.item(), ep::shape_error);
    ep::Tensor<ep::dyn> const none = ep::zeros<ep::dyn>(0);
    CHECK_THROWS_AS(none.item(), ep::shape_error);
    CHECK_THROWS_AS(two.any().item(), ep::shape_error);
    CHECK((ep::full<std::int64_t, 1>(-3).any().item() == -3));
    CHECK((ep::full<ep::bfloat16, 1>(0.5).any().item() == 0.5));
}

TEST_CASE("asking for elements of another type is an error that names both", "[tensor]") {
    ep::AnyTensor const x = ep::zeros<2>().any();
    std::string said;
    try {
        (void)x.data<double>();
    } catch (ep::error const& why) {
        said = why.what();
    }
    CHECK(said == "data<T>(): the tensor holds float32, not float64");
    CHECK_THROWS_AS(x.mutable_data<std::int32_t>(), ep::error);
}

TEST_CASE("memory of new tensors is aligned for vector instructions, empty ones included", "[tensor]") {
    for (ep::dim size : {0, 1, 3, 1000}) {
        auto const x = ep::empty<ep::dyn>(size);
        CHECK(reinterpret_cast<std::uintptr_t>(x.data()) % 64 == 0);
    }
}

TEST_CASE("impossible sizes are refused before memory is asked for", "[tensor]") {
    CHECK_THROWS_AS(ep::empty<ep::dyn>(-3), ep::error);
    CHECK_THROWS_AS((ep::empty<ep::dyn, ep::dyn>(ep::dim(1) << 40, ep::dim(1) << 40)), ep::error);
    CHECK_THROWS_AS((ep::empty<double, ep::dyn>(ep::dim(1) << 61)), ep::error);
    CHECK_THROWS_AS((ep::empty<ep::dyn, ep::dyn, ep::dyn>(ep::dim(1) << 40, ep::dim(1) << 40, 0)), ep::error);
    CHECK_THROWS_AS((ep::zeros<2>().any().reshape({ep::dim(1) << 40, ep::dim(1) << 40})), ep::error);
    CHECK_THROWS_AS((ep::zeros<0>().any().reshape({ep::dim(1) << 40, ep::dim(1) << 40})), ep::error);
}
