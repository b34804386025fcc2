// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <limits>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/max_pool2d.hpp>

#include "support/golden.hpp"
#include "support/tensors.hpp"

namespace ep = eponym;
using ep::dim;

namespace {

ep::size2 size_of(test::golden_case const& one, char const* parameter) {
    auto const numbers = one.numbers(parameter);
    return {numbers.at(0), numbers.at(1)};
}

template<class T>
void check_pooling(ep::Shape const& shape, ep::max_pool2d_options const& options) {
    ep::AnyTensor const x = test::scattered<T>(shape, 1);
    ep::AnyTensor const y = max_pool2d(x, options);
    test::for_each_index(y.shape(), [&](ep::Shape const& at) {
        double largest = -INFINITY;
        for (dim i = 0; i < options.kernel.height; ++i)
            for (dim j = 0; j < options.kernel.width; ++j) {
                dim const row = at[2] * options.stride.height - options.padding.height + i * options.dilation.height;
                dim const column = at[3] * options.stride.width - options.padding.width + j * options.dilation.width;
                if (row < 0 || row >= shape[2] || column < 0 || column >= shape[3]) continue;
                double const value = test::element_at(x, {at[0], at[1], row, column});
                if (value > largest) largest = value;
            }
        REQUIRE(test::element_at(y, at) == largest);
    });
}

}  // namespace

TEST_CASE("max_pool2d gives PyTorch's values exactly, for contiguous and strided x", "[ops]") {
    for (auto const& one : test::golden_ops().cases("max_pool2d")) {
        ep::AnyTensor const x = test::golden_ops().tensor(one.name + ".x");
        ep::AnyTensor const y = test::golden_ops().tensor(one.name + ".y");
        ep::max_pool2d_options const options{size_of(one, "kernel"), size_of(one, "stride"), size_of(one, "padding"),
                                             size_of(one, "dilation"), one.number("ceil_mode") != 0};
        INFO(one.name << " " << one.parameters);
        CHECK(test::difference(max_pool2d(x, options), y) == "");
        CHECK(test::difference(max_pool2d(test::with_gaps(x), options), y) == "");
    }
}

TEMPLATE_TEST_CASE("max_pool2d agrees with its definition at every size around a block's edge", "[ops]", float,
                   double) {
    for (dim width : {2, 3, 15, 16, 17, 31, 32, 33, 64, 65})
        for (bool ceil_mode : {false, true}) {
            INFO("width " << width << (ceil_mode ? ", rounded up" : ""));
            check_pooling<TestType>({2, 3, 5, width}, {.kernel = 2, .ceil_mode = ceil_mode});
            check_pooling<TestType>({1, 2, 7, width},
                                    {.kernel = {3, 2}, .stride = {2, 1}, .padding = 1, .ceil_mode = ceil_mode});
            check_pooling<TestType>({1, 1, 9, width + 4},
                                    {.kernel = 3, .stride = 2, .dilation = {1, 2}, .ceil_mode = ceil_mode});
        }
}

TEST_CASE("max_pool2d keeps NaN and minus infinity", "[ops]") {
    auto const y = ep::max_pool2d<ep::max_pool2d_options{.kernel = {1, 2}}>(
        ep::tensor({{{NAN, 1.f, 2.f, NAN, -INFINITY, -INFINITY}}}));
    STATIC_REQUIRE(std::is_same_v<decltype(y), ep::Tensor<1, 1, 3> const>);
    CHECK(std::isnan(y(0, 0, 0)));
    CHECK(std::isnan(y(0, 0, 1)));
    CHECK(y(0, 0, 2) == -INFINITY);
}

TEST_CASE("max_pool2d knows its output shape where x's is known", "[ops]") {
    using open = decltype(ep::max_pool2d<ep::max_pool2d_options{.kernel = 2}>(ep::zeros<ep::dyn, 6, 28, 15>(1)));
    STATIC_REQUIRE(std::is_same_v<open, ep::Tensor<ep::dyn, 6, 14, 7>>);
    using rounded_up =
        decltype(ep::max_pool2d<ep::max_pool2d_options{.kernel = 2, .ceil_mode = true}>(ep::zeros<6, 28, 15>()));
    STATIC_REQUIRE(std::is_same_v<rounded_up, ep::Tensor<6, 14, 8>>);
    CHECK(max_pool2d(ep::zeros<0, 3, 4, 4>().any(), {.kernel = 2}).shape() == ep::Shape{0, 3, 2, 2});
}

TEST_CASE("max_pool2d says at run time which shapes do not fit", "[ops]") {
    ep::AnyTensor const x = ep::zeros<2, 3, 8, 8>().any();
    CHECK(test::sentence_of([&] { (void)max_pool2d(x, {.kernel = 9}); }) ==
          "max_pool2d(x): the kernel (9, 9) does not fit into x (2, 3, 8, 8)");
    CHECK(test::sentence_of([&] { (void)max_pool2d(x.select(0, 0).select(0, 0), {.kernel = 2}); }) ==
          "max_pool2d(x): x (8, 8) must be (batch, channels, height, width) or without batch");
    std::string const options =
        "max_pool2d(x): kernel, stride and dilation must be at least 1, padding at least 0 and at "
        "most half the kernel";
    CHECK(test::sentence_of([&] { (void)max_pool2d(x, {.kernel = 0}); }) == options);
    CHECK(test::sentence_of([&] { (void)max_pool2d(x, {.kernel = 2, .stride = {1, 0}}); }) == options);
    CHECK(test::sentence_of([&] { (void)max_pool2d(x, {.kernel = 2, .padding = 2}); }) == options);
    CHECK(test::sentence_of([&] { (void)max_pool2d(x, {.kernel = 2, .padding = -1}); }) == options);
    CHECK_FALSE(test::sentence_of([&] { (void)max_pool2d(ep::zeros<int, 1, 2, 2>().any(), {.kernel = 2}); }).empty());
}
