// SPDX-License-Identifier: BSL-1.0
#include <bit>
#include <cstdint>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/tensor/create.hpp>
#include <eponym/tensor/generator.hpp>

#include "support/tensors.hpp"

namespace ep = eponym;

TEST_CASE("zeros, ones and full fill every element type", "[tensor]") {
    CHECK(test::values_of(ep::zeros<2, 2>().any()) == std::vector<double>{0, 0, 0, 0});
    CHECK(test::values_of(ep::ones<double, 3>().any()) == std::vector<double>{1, 1, 1});
    CHECK(test::values_of(ep::full<ep::dyn, 2>(-1.5, 2).any()) == std::vector<double>{-1.5, -1.5, -1.5, -1.5});
    CHECK(test::values_of(ep::full<std::uint8_t, 2>(200).any()) == std::vector<double>{200, 200});
    CHECK(test::values_of(ep::full<std::int16_t, 1>(-7).any()) == std::vector<double>{-7});
    CHECK(test::values_of(ep::full<bool, 2>(3).any()) == std::vector<double>{1, 1});
    CHECK(test::values_of(ep::full<ep::float16, 1>(0.333).any()) == std::vector<double>{0.3330078125});
    CHECK(test::values_of(ep::full<ep::bfloat16, 1>(0.333).any()) == std::vector<double>{0.33203125});
    CHECK(ep::zeros<0, 4>().numel() == 0);
    CHECK(ep::zeros<>().shape() == ep::Shape{});
}

TEST_CASE("the arguments of a creation fill the open sizes in order", "[tensor]") {
    CHECK((ep::zeros<ep::dyn, 3, ep::dyn>(2, 5).shape() == ep::Shape{2, 3, 5}));
    CHECK((ep::empty<std::int64_t, ep::dyn, ep::dyn>(4, 0).shape() == ep::Shape{4, 0}));
}

TEST_CASE("tensors of one to three dimensions are written as nested braces", "[tensor]") {
    auto const vector = ep::tensor({1.f, 2.f, 3.f});
    auto const matrix = ep::tensor({{1.0, 2.0}, {3.0, 4.0}, {5.0, 6.0}});
    auto const cube = ep::tensor({{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}});
    STATIC_REQUIRE(std::is_same_v<decltype(vector), ep::Tensor<3> const>);
    STATIC_REQUIRE(std::is_same_v<decltype(matrix), ep::BasicTensor<double, 3, 2> const>);
    STATIC_REQUIRE(std::is_same_v<decltype(cube), ep::BasicTensor<std::int32_t, 2, 2, 2> const>);
    CHECK(matrix(2, 0) == 5);
    CHECK(cube(1, 0, 1) == 6);
}

TEST_CASE("a view over the caller's memory reads and writes that memory", "[tensor]") {
    std::vector<float> pixels{1, 2, 3, 4, 5, 6};
    auto x = ep::view<ep::dyn, 3>(pixels.data(), 2);
    STATIC_REQUIRE(std::is_same_v<decltype(x), ep::Tensor<ep::dyn, 3>>);
    CHECK(x(1, 0) == 4);
    x(1, 0) = 40;
    CHECK(pixels[3] == 40);
    pixels[0] = 10;
    CHECK(x(0, 0) == 10);
    ep::Tensor<ep::dyn, 3> const copy = x.clone();
    pixels[1] = 20;
    CHECK(copy(0, 1) == 2);
}

TEST_CASE("a view over the caller's memory follows the strides that it is given", "[tensor]") {
    // Two rows of two pixels of three bytes, each row padded to eight bytes.
    std::uint8_t image[16] = {1, 2, 3, 4, 5, 6, 99, 99, 7, 8, 9, 10, 11, 12, 99, 99};
    auto x = ep::view(image, {2, 2, 3}, {8, 3, 1});
    STATIC_REQUIRE(std::is_same_v<decltype(x), ep::BasicTensor<std::uint8_t, ep::dyn, ep::dyn, ep::dyn>>);
    CHECK_FALSE(x.is_contiguous());
    CHECK(test::values_of(x.any()) == std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    x(1, 1, 2) = 200;
    CHECK(image[13] == 200);
    CHECK(test::values_of(x.to<float>().any())[11] == 200);
    auto channels_first = ep::view(image, {3, 2, 2}, {1, 8, 3});
    CHECK(test::values_of(channels_first.contiguous().any()) ==
          std::vector<double>{1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 200});
}

TEST_CASE("a stride of zero repeats an element", "[tensor]") {
    float value[] = {3, 4};
    auto const x = ep::view(value, {2, 3}, {1, 0});
    CHECK(test::values_of(x.any()) == std::vector<double>{3, 3, 3, 4, 4, 4});
    CHECK(test::values_of(x.clone().any()) == std::vector<double>{3, 3, 3, 4, 4, 4});
}

TEST_CASE("B7: rand and randn give PyTorch's values for its seed", "[tensor][B7]") {
    ep::manual_seed(0);
    auto const uniform = ep::rand<4>();
    CHECK(std::bit_cast<std::uint32_t>(uniform(0)) == 0x3efe1558);
    CHECK(std::bit_cast<std::uint32_t>(uniform(1)) == 0x3f44aa2f);
    CHECK(std::bit_cast<std::uint32_t>(uniform(2)) == 0x3db533a8);
    CHECK(std::bit_cast<std::uint32_t>(uniform(3)) == 0x3e073300);
    ep::manual_seed(0);
    auto const normal = ep::randn<4>();
    CHECK(std::bit_cast<std::uint32_t>(normal(0)) == 0x3fc53f5c);
    CHECK(std::bit_cast<std::uint32_t>(normal(1)) == 0xbe963c50);
    CHECK(std::bit_cast<std::uint32_t>(normal(2)) == 0xc00b7149);
    CHECK(std::bit_cast<std::uint32_t>(normal(3)) == 0x3f1184b6);
    ep::manual_seed(0);
    auto const wide = ep::rand<double, 2>();
    CHECK(std::bit_cast<std::uint64_t>(wide(0)) == 0x3fef0aac97c4aa2f);
    CHECK(std::bit_cast<std::uint64_t>(wide(1)) == 0x3fe6a675d821ccc0);
}

TEST_CASE("random values are for floating types only", "[tensor]") {
    CHECK_THROWS_AS((ep::rand<std::int32_t, 2>()), ep::error);
    CHECK_THROWS_AS((ep::randn<ep::bfloat16, 2>()), ep::error);
}
