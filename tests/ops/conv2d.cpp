// SPDX-License-Identifier: BSL-1.0
#include <cmath>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/conv2d.hpp>
#include <eponym/ops/relu.hpp>

#include "support/golden.hpp"
#include "support/tensors.hpp"

namespace ep = eponym;
using ep::dim;

namespace {

ep::size2 size_of(test::golden_case const& one, char const* parameter) {
    auto const numbers = one.numbers(parameter);
    return {numbers.at(0), numbers.at(1)};
}

// The definition, in double: one sum per element of the output.
template<class T>
void check_convolution(ep::Shape const& x_shape, ep::Shape const& weight_shape, ep::conv2d_options const& options,
                       ep::activation then = ep::activation::none) {
    ep::AnyTensor const x = test::scattered<T>(x_shape, 1);
    ep::AnyTensor const weight = test::scattered<T>(weight_shape, 2);
    ep::AnyTensor const bias = test::scattered<T>({weight_shape[0]}, 3);
    ep::AnyTensor const y = conv2d(x, weight, &bias, options, then);
    dim const per_group = weight_shape[1];
    dim const out_per_group = weight_shape[0] / options.groups;
    double const allowed =
        (sizeof(T) == 4 ? 6e-8 : 1.2e-16) * double(8 + per_group * weight_shape[2] * weight_shape[3]);
    REQUIRE(y.shape() == ep::rules::conv2d_shape(x_shape, weight_shape, options));
    test::for_each_index(y.shape(), [&](ep::Shape const& at) {
        dim const group = at[1] / out_per_group;
        double sum = double(bias.data<T>()[at[1]]);
        for (dim c = 0; c < per_group; ++c)
            for (dim i = 0; i < weight_shape[2]; ++i)
                for (dim j = 0; j < weight_shape[3]; ++j) {
                    dim const row =
                        at[2] * options.stride.height - options.padding.height + i * options.dilation.height;
                    dim const column =
                        at[3] * options.stride.width - options.padding.width + j * options.dilation.width;
                    if (row < 0 || row >= x_shape[2] || column < 0 || column >= x_shape[3]) continue;
                    sum += test::element_at(x, {at[0], group * per_group + c, row, column}) *
                           test::element_at(weight, {at[1], c, i, j});
                }
        if (then == ep::activation::relu && sum < 0) sum = 0;
        REQUIRE(std::fabs(test::element_at(y, at) - sum) <= allowed);
    });
}

}  // namespace

TEST_CASE("conv2d gives PyTorch's values for contiguous and strided operands", "[ops]") {
    // Relative 2e-5 in float, 1e-13 in double: the order of the additions differs.
    for (auto const& one : test::golden_ops().cases("conv2d")) {
        auto const& golden = test::golden_ops();
        ep::AnyTensor const x = golden.tensor(one.name + ".x");
        ep::AnyTensor const weight = golden.tensor(one.name + ".weight");
        bool const has_bias = golden.has(one.name + ".bias");
        ep::AnyTensor const bias = has_bias ? golden.tensor(one.name + ".bias") : ep::AnyTensor();
        ep::AnyTensor const y = golden.tensor(one.name + ".y");
        ep::conv2d_options const options{size_of(one, "stride"), size_of(one, "padding"), size_of(one, "dilation"),
                                         one.number("groups")};
        test::tolerance const allowed = test::rounding_of(x.type());
        ep::AnyTensor const bias_with_gaps = has_bias ? test::with_gaps(bias) : bias;
        INFO(one.name << " " << one.parameters);
        CHECK(test::difference(conv2d(x, weight, has_bias ? &bias : nullptr, options), y, allowed) == "");
        CHECK(test::difference(
                  conv2d(test::with_gaps(x), test::with_gaps(weight), has_bias ? &bias_with_gaps : nullptr, options), y,
                  allowed) == "");
        if (x.shape()[0] == 1)  // without a batch
            CHECK(test::difference(conv2d(x.select(0, 0), weight, has_bias ? &bias : nullptr, options), y.select(0, 0),
                                   allowed) == "");
    }
}

TEMPLATE_TEST_CASE("conv2d agrees with its definition at every size around a block's edge", "[ops]", float, double) {
    for (dim width : {5, 8, 15, 16, 17, 31, 32, 33})
        for (dim out : {1, 6, 16, 17}) {
            INFO("width " << width << ", " << out << " channels");
            check_convolution<TestType>({2, 3, 7, width}, {out, 3, 3, 3}, {.padding = 1});
            check_convolution<TestType>({1, 1, 6, width}, {out, 1, 5, 5}, {}, ep::activation::relu);
        }
    check_convolution<TestType>({1, 6, 14, 14}, {16, 6, 5, 5}, {});
    check_convolution<TestType>({3, 32, 9, 9}, {33, 32, 3, 3}, {.stride = {2, 1}, .padding = {1, 2}});
    check_convolution<TestType>({1, 16, 9, 9}, {16, 1, 3, 3}, {.padding = 1, .groups = 16});
    check_convolution<TestType>({2, 8, 20, 21}, {12, 4, 3, 2},
                                {.stride = 3, .padding = 2, .dilation = {2, 3}, .groups = 2});
    check_convolution<TestType>({5, 64, 3, 3}, {10, 64, 1, 1}, {}, ep::activation::relu);
    check_convolution<TestType>({1, 2, 1, 1}, {3, 2, 3, 3}, {.padding = 4});
}

TEMPLATE_TEST_CASE("conv2d agrees with its definition on every instruction set", "[ops]", float, double) {
    for (auto set : {ep::kernels::isa::baseline, ep::kernels::isa::avx2, ep::kernels::isa::avx512}) {
        ep::kernels::limit_instruction_set(set);
        for (dim channels : {1, 3, 31, 33, 64})
            for (dim stride : {1, 2, 3}) {
                INFO("instruction set " << int(set) << ", " << channels << " channels, stride " << stride);
                dim const batch = stride;
                check_convolution<TestType>({batch, channels, 5, 7}, {33, channels, 3, 3},
                                            {.stride = stride, .padding = {1, 2}});
                check_convolution<TestType>({batch, 3, 6, 9}, {channels, 3, 2, 3},
                                            {.stride = {1, stride}, .padding = 3, .dilation = {2, 1}},
                                            ep::activation::relu);
                check_convolution<TestType>({batch, 2 * channels, 9, 1}, {64, channels, 4, 1},
                                            {.stride = {stride, 1}, .padding = {3, 0}, .groups = 2});
            }
    }
    ep::kernels::limit_instruction_set(ep::kernels::isa::avx512);
}

TEST_CASE("conv2d of an empty batch is empty", "[ops]") {
    auto const y = conv2d(ep::zeros<0, 3, 5, 5>(), ep::zeros<4, 3, 3, 3>(), ep::zeros<4>());
    STATIC_REQUIRE(std::is_same_v<decltype(y), ep::Tensor<0, 4, 3, 3> const>);
    CHECK(y.numel() == 0);
}

TEST_CASE("conv2d knows its output shape where x's is known", "[ops]") {
    auto const weight = ep::zeros<6, 1, 5, 5>();
    constexpr ep::conv2d_options options{.stride = 2, .padding = {2, 0}};
    STATIC_REQUIRE(std::is_same_v<decltype(ep::conv2d<options>(ep::zeros<ep::dyn, 1, 28, 28>(1), weight)),
                                  ep::Tensor<ep::dyn, 6, 14, 12>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::conv2d(ep::zeros<1, 28, 28>(), weight)), ep::Tensor<6, 24, 24>>);
    auto const open = ep::conv2d(ep::zeros<1, 1, ep::dyn, 9>(7), weight);
    STATIC_REQUIRE(std::is_same_v<decltype(open), ep::Tensor<1, 6, ep::dyn, 5> const>);
    CHECK(open.shape() == ep::Shape{1, 6, 3, 5});
}

TEST_CASE("conv2d with an activation is conv2d and then the activation", "[ops]") {
    auto const x = test::scattered_tensor<2, 3, 9, 9>(1);
    auto const weight = test::scattered_tensor<5, 3, 3, 3>(2);
    auto const bias = test::scattered_tensor<5>(3);
    constexpr ep::conv2d_options options{};
    CHECK(test::bit_difference(ep::conv2d<options, ep::activation::relu>(x, weight, bias).any(),
                               relu(ep::conv2d(x, weight, bias)).any()) == "");
    CHECK(test::bit_difference(ep::conv2d<options, ep::activation::relu>(x, weight).any(),
                               relu(ep::conv2d(x, weight)).any()) == "");
}

TEST_CASE("conv2d says at run time which shapes do not fit", "[ops]") {
    ep::AnyTensor const x = ep::zeros<2, 3, 8, 8>().any();
    auto const of = [&](ep::Shape const& weight, ep::conv2d_options const& options = {}) {
        ep::AnyTensor const kernel = ep::AnyTensor::empty(ep::dtype::float32, weight);
        return test::sentence_of([&] { (void)conv2d(x, kernel, nullptr, options); });
    };
    CHECK(of({4, 1, 3, 3}) ==
          "conv2d(x, weight, bias): x (2, 3, 8, 8) must have 1 channels, the in_channels of weight (4, 1, 3, 3) in 1 "
          "group");
    CHECK(of({4, 1, 3, 3}, {.groups = 2}) ==
          "conv2d(x, weight, bias): x (2, 3, 8, 8) must have 2 channels, the in_channels of weight (4, 1, 3, 3) in 2 "
          "groups");
    CHECK(of({4, 1, 3, 3}, {.groups = 3}) ==
          "conv2d(x, weight, bias): the 4 out_channels must be divisible by the 3 groups");
    CHECK(of({4, 3, 9, 3}) ==
          "conv2d(x, weight, bias): the kernel of weight (4, 3, 9, 3) does not fit into the padded x (2, 3, 8, 8)");
    CHECK(of({4, 3, 9, 3}, {.padding = {1, 0}}) == "");
    CHECK(of({4, 3, 3, 3}, {.stride = 0}) ==
          "conv2d(x, weight, bias): groups, stride and dilation must be at least 1 and padding at least 0");
    CHECK_FALSE(of({4, 3, 3, 3}, {.padding = -1}).empty());
    CHECK_FALSE(of({4, 3, 3, 3}, {.dilation = {1, 0}}).empty());
    CHECK_FALSE(of({4, 3, 3, 3}, {.groups = 0}).empty());
    CHECK(of({4, 3, 3}) ==
          "conv2d(x, weight, bias): x (2, 3, 8, 8) must be (batch, channels, height, width) or without "
          "batch, and weight (4, 3, 3) (out, in / groups, height, width)");
    ep::AnyTensor const weight = ep::zeros<4, 3, 3, 3>().any();
    ep::AnyTensor const bias = ep::zeros<3>().any();
    CHECK(test::sentence_of([&] { (void)conv2d(x, weight, &bias); }) ==
          "conv2d(x, weight, bias): bias (3,) must be (4,), the out_channels of weight (4, 3, 3, 3)");
    ep::Tensor<ep::dyn, ep::dyn, ep::dyn, ep::dyn> const open = ep::zeros<1, 2, 8, 8>();
    CHECK_FALSE(test::sentence_of([&] { (void)ep::conv2d(open, ep::zeros<4, 3, 3, 3>()); }).empty());
}
