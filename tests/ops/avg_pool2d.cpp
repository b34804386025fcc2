// SPDX-License-Identifier: BSL-1.0
#include <cmath>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/avg_pool2d.hpp>
#include <eponym/ops/max_pool2d.hpp>

#include "support/golden_layers.hpp"

namespace ep = eponym;
using ep::dim;

namespace {

ep::size2 size_of(test::golden_case const& one, char const* parameter) {
    auto const numbers = one.numbers(parameter);
    return {numbers.at(0), numbers.at(1)};
}

// The padding counts as far as it reaches: a window that begins in x can end behind it.
template<class T>
void check_avg_pool2d(ep::Shape const& shape, ep::avg_pool2d_options const& options) {
    ep::AnyTensor const x = test::scattered<T>(shape, 1);
    ep::AnyTensor const y = avg_pool2d(x, options);
    test::for_each_index(y.shape(), [&](ep::Shape const& at) {
        double sum = 0;
        dim inside = 0, padded = 0;
        for (dim i = 0; i < options.kernel.height; ++i)
            for (dim j = 0; j < options.kernel.width; ++j) {
                dim const row = at[2] * options.stride.height - options.padding.height + i;
                dim const column = at[3] * options.stride.width - options.padding.width + j;
                padded += row < shape[2] + options.padding.height && column < shape[3] + options.padding.width ? 1 : 0;
                if (row < 0 || row >= shape[2] || column < 0 || column >= shape[3]) continue;
                ++inside;
                sum += test::element_at(x, {at[0], at[1], row, column});
            }
        dim const count = options.count_include_pad ? padded : inside;
        double const divisor = double(options.divisor_override != 0 ? options.divisor_override : count);
        REQUIRE(std::fabs(test::element_at(y, at) - sum / divisor) < (sizeof(T) == 4 ? 1e-6 : 1e-15));
    });
}

}  // namespace

TEST_CASE("avg_pool2d gives PyTorch's values for contiguous and strided x", "[ops]") {
    test::check_golden("avg_pool2d", [](auto const& one, ep::AnyTensor const& x) {
        return avg_pool2d(
            x, {size_of(one, "kernel"), size_of(one, "stride"), size_of(one, "padding"), one.number("ceil_mode") != 0,
                one.number("count_include_pad") != 0, one.number("divisor_override")});
    });
}

TEST_CASE("max_pool2d gives PyTorch's values for overlapping windows on wide images", "[ops]") {
    test::check_golden(
        "max_pool2d",
        [](auto const& one, ep::AnyTensor const& x) {
            return max_pool2d(x, {size_of(one, "kernel"), size_of(one, "stride"), size_of(one, "padding"),
                                  size_of(one, "dilation"), one.number("ceil_mode") != 0});
        },
        true);
}

TEMPLATE_TEST_CASE("avg_pool2d agrees with its definition at every width around a vector's", "[ops]", float, double) {
    for (dim width : {3, 7, 8, 15, 16, 17, 31, 32, 33, 64, 65})
        for (bool ceil_mode : {false, true})
            for (bool include : {false, true}) {
                INFO("width " << width << (ceil_mode ? ", rounded up" : "") << (include ? ", padding counts" : ""));
                check_avg_pool2d<TestType>({2, 3, 5, width}, {2, 2, 0, ceil_mode, include});
                check_avg_pool2d<TestType>({1, 2, 7, width}, {{3, 2}, {2, 1}, 1, ceil_mode, include});
                check_avg_pool2d<TestType>({1, 1, 9, width}, {3, 3, 1, ceil_mode, include});
                check_avg_pool2d<TestType>({1, 1, 4, width}, {3, 2, 1, ceil_mode, include, -7});
            }
    check_avg_pool2d<TestType>({1, 2, 3, 2100}, {{3, 2}, {1, 2}, 1});
    check_avg_pool2d<TestType>({1, 1, 2, 1300}, {{1, 1200}, 1, {0, 500}, false, false});
}

TEST_CASE("avg_pool2d knows its output shape where x's is known", "[ops]") {
    using open = decltype(ep::avg_pool2d<ep::avg_pool2d_options{.kernel = 2}>(ep::zeros<ep::dyn, 6, 28, 15>(1)));
    STATIC_REQUIRE(std::is_same_v<open, ep::Tensor<ep::dyn, 6, 14, 7>>);
    CHECK(avg_pool2d(ep::zeros<0, 3, 4, 4>().any(), {.kernel = 2}).shape() == ep::Shape{0, 3, 2, 2});
}

TEST_CASE("avg_pool2d says at run time which shapes do not fit", "[ops]") {
    ep::AnyTensor const x = ep::zeros<2, 3, 8, 8>().any();
    CHECK(test::sentence_of([&] { (void)avg_pool2d(x, {.kernel = 9}); }) ==
          "avg_pool2d(x): the kernel (9, 9) does not fit into x (2, 3, 8, 8)");
    CHECK(test::sentence_of([&] { (void)avg_pool2d(x.select(0, 0).select(0, 0), {.kernel = 2}); }) ==
          "avg_pool2d(x): x (8, 8) must be (batch, channels, height, width) or without batch");
    CHECK_FALSE(test::sentence_of([&] { (void)avg_pool2d(x, {.kernel = 2, .padding = 2}); }).empty());
}
