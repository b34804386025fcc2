// SPDX-License-Identifier: BSL-1.0
#include <cmath>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/avg_pool1d.hpp>
#include <eponym/ops/max_pool1d.hpp>

#include "support/golden_layers.hpp"

namespace ep = eponym;
using ep::dim;

namespace {

template<class T>
void check_max_pool1d(dim length, ep::max_pool1d_options const& options) {
    ep::AnyTensor const x = test::scattered<T>({2, 3, length}, 1);
    ep::AnyTensor const y = max_pool1d(x, options);
    test::for_each_index(y.shape(), [&](ep::Shape const& at) {
        double largest = -INFINITY;
        for (dim k = 0; k < options.kernel; ++k) {
            dim const column = at[2] * options.stride - options.padding + k * options.dilation;
            if (column >= 0 && column < length)
                largest = std::fmax(largest, test::element_at(x, {at[0], at[1], column}));
        }
        REQUIRE(test::element_at(y, at) == largest);
    });
}

}  // namespace

TEST_CASE("max_pool1d gives PyTorch's values exactly, for contiguous and strided x", "[ops]") {
    test::check_golden(
        "max_pool1d",
        [](auto const& one, ep::AnyTensor const& x) {
            return max_pool1d(x, {one.number("kernel"), one.number("stride"), one.number("padding"),
                                  one.number("dilation"), one.number("ceil_mode") != 0});
        },
        true);
}

TEST_CASE("avg_pool1d gives PyTorch's values for contiguous and strided x", "[ops]") {
    test::check_golden("avg_pool1d", [](auto const& one, ep::AnyTensor const& x) {
        return avg_pool1d(x, {one.number("kernel"), one.number("stride"), one.number("padding"),
                              one.number("ceil_mode") != 0, one.number("count_include_pad") != 0});
    });
}

TEMPLATE_TEST_CASE("max_pool1d agrees with its definition at every length around a vector's and a line's", "[ops]",
                   float, double) {
    for (dim length : {6, 7, 8, 15, 16, 17, 31, 32, 33, 64, 65, 1023, 1024, 1025, 2500})
        for (bool ceil_mode : {false, true})
            for (dim stride : {1, 2, 3}) {
                INFO("length " << length << " stride " << stride << (ceil_mode ? ", rounded up" : ""));
                check_max_pool1d<TestType>(length, {.kernel = 2, .stride = stride, .ceil_mode = ceil_mode});
                check_max_pool1d<TestType>(
                    length, {.kernel = 3, .stride = stride, .padding = 1, .dilation = 2, .ceil_mode = ceil_mode});
            }
    check_max_pool1d<TestType>(3000, {.kernel = 1500, .stride = 1, .padding = 700});
}

TEST_CASE("poolings of signals know their output shapes where x's is known", "[ops]") {
    using largest = decltype(ep::max_pool1d<ep::max_pool1d_options{.kernel = 2}>(ep::zeros<ep::dyn, 6, 15>(1)));
    STATIC_REQUIRE(std::is_same_v<largest, ep::Tensor<ep::dyn, 6, 7>>);
    using rounded_up =
        decltype(ep::avg_pool1d<ep::avg_pool1d_options{.kernel = 2, .ceil_mode = true}>(ep::zeros<6, 15>()));
    STATIC_REQUIRE(std::is_same_v<rounded_up, ep::Tensor<6, 8>>);
    using open = decltype(ep::avg_pool1d<ep::avg_pool1d_options{.kernel = 2}>(ep::zeros<6, ep::dyn>(15)));
    STATIC_REQUIRE(std::is_same_v<open, ep::Tensor<6, ep::dyn>>);
}

TEST_CASE("poolings of signals say at run time which shapes do not fit", "[ops]") {
    ep::AnyTensor const x = ep::zeros<2, 3, 8>().any();
    CHECK(test::sentence_of([&] { (void)max_pool1d(x, {.kernel = 9}); }) ==
          "max_pool1d(x): the kernel 9 does not fit into x (2, 3, 8)");
    CHECK(test::sentence_of([&] { (void)avg_pool1d(x, {.kernel = 9}); }) ==
          "avg_pool1d(x): the kernel 9 does not fit into x (2, 3, 8)");
    CHECK(test::sentence_of([&] { (void)max_pool1d(x.select(0, 0).select(0, 0), {.kernel = 2}); }) ==
          "max_pool1d(x): x (8,) must be (batch, channels, length) or without batch");
    CHECK(test::sentence_of([&] { (void)avg_pool1d(x, {.kernel = 2, .padding = 2}); }) ==
          "avg_pool1d(x): kernel, stride and dilation must be at least 1, padding at least 0 and at most half the "
          "kernel");
    CHECK_FALSE(test::sentence_of([&] { (void)max_pool1d(ep::zeros<int, 1, 2>().any(), {.kernel = 2}); }).empty());
}
