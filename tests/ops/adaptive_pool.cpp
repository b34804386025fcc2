// SPDX-License-Identifier: BSL-1.0
#include <algorithm>

#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/adaptive_pool1d.hpp>
#include <eponym/ops/adaptive_pool2d.hpp>

#include "support/golden_layers.hpp"

namespace ep = eponym;

namespace {

ep::size2 size_of(test::golden_case const& one) {
    auto const numbers = one.numbers("size");
    return {numbers.at(0), numbers.at(1)};
}

}  // namespace

TEST_CASE("adaptive average poolings give PyTorch's values for contiguous and strided x", "[ops]") {
    test::check_golden("adaptive_avg_pool1d", [](auto const& one, ep::AnyTensor const& x) {
        return adaptive_avg_pool1d(x, one.number("size"));
    });
    test::check_golden("adaptive_avg_pool2d",
                       [](auto const& one, ep::AnyTensor const& x) { return adaptive_avg_pool2d(x, size_of(one)); });
}

TEST_CASE("adaptive max poolings give PyTorch's values exactly, for contiguous and strided x", "[ops]") {
    test::check_golden(
        "adaptive_max_pool1d",
        [](auto const& one, ep::AnyTensor const& x) { return adaptive_max_pool1d(x, one.number("size")); }, true);
    test::check_golden(
        "adaptive_max_pool2d",
        [](auto const& one, ep::AnyTensor const& x) { return adaptive_max_pool2d(x, size_of(one)); }, true);
}

TEST_CASE("adaptive poolings know their output shapes, and leave a size as it is when asked to", "[ops]") {
    auto const x = test::scattered_tensor<2, 3, 8, 10>(1);
    auto const whole = ep::adaptive_avg_pool2d<1>(x);
    STATIC_REQUIRE(std::is_same_v<decltype(whole), ep::Tensor<2, 3, 1, 1> const>);
    auto const rows = ep::adaptive_max_pool2d<ep::size2(ep::same_size, 5)>(x);
    STATIC_REQUIRE(std::is_same_v<decltype(rows), ep::Tensor<2, 3, 8, 5> const>);
    CHECK(rows(1, 2, 7, 4) == std::max(x(1, 2, 7, 8), x(1, 2, 7, 9)));
    auto const same = ep::adaptive_avg_pool2d<ep::same_size>(x);
    CHECK(test::bit_difference(same.any(), x.any()) == "");
    using open = decltype(ep::adaptive_avg_pool2d<ep::size2(7, ep::same_size)>(ep::zeros<ep::dyn, 4, ep::dyn>(2, 3)));
    STATIC_REQUIRE(std::is_same_v<open, ep::Tensor<ep::dyn, 7, ep::dyn>>);
    using signal = decltype(ep::adaptive_max_pool1d<3>(ep::zeros<ep::dyn, 4, 9>(2)));
    STATIC_REQUIRE(std::is_same_v<signal, ep::Tensor<ep::dyn, 4, 3>>);
    CHECK(ep::adaptive_max_pool1d<0>(ep::zeros<4, 9>()).numel() == 0);
}

TEST_CASE("adaptive poolings say at run time which shapes do not fit", "[ops]") {
    ep::AnyTensor const x = ep::zeros<2, 3, 8, 8>().any();
    CHECK(test::sentence_of([&] { (void)adaptive_avg_pool2d(ep::zeros<1, 2, 0, 4>().any(), 1); }) ==
          "adaptive_avg_pool2d(x): x (1, 2, 0, 4) must have elements in each plane");
    CHECK(test::sentence_of([&] { (void)adaptive_max_pool1d(x, 1); }) ==
          "adaptive_max_pool1d(x): x (2, 3, 8, 8) must be (batch, channels, length) or without batch");
    CHECK(test::sentence_of([&] { (void)adaptive_max_pool2d(x, {2, -3}); }) ==
          "adaptive_max_pool2d(x): an output size must be at least 0 or same_size, and one is -3");
    CHECK_FALSE(test::sentence_of([&] { (void)adaptive_avg_pool2d(ep::zeros<int, 1, 2, 2>().any(), 1); }).empty());
}
