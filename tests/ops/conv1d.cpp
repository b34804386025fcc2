// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/conv1d.hpp>

#include "support/golden_layers.hpp"

namespace ep = eponym;
using ep::dim;

namespace {

// The sum in the definition, in double.
template<class T>
void check_conv1d(dim batch, dim length, dim in, dim out, dim kernel, ep::conv1d_options const& options) {
    ep::AnyTensor const x = test::scattered<T>({batch, in, length}, 1);
    ep::AnyTensor const weight = test::scattered<T>({out, in / options.groups, kernel}, 2);
    ep::AnyTensor const bias = test::scattered<T>({out}, 3);
    ep::AnyTensor const y = conv1d(x, weight, &bias, options);
    dim const per_group = in / options.groups;
    test::for_each_index(y.shape(), [&](ep::Shape const& at) {
        double sum = test::element_at(bias, {at[1]});
        for (dim c = 0; c < per_group; ++c)
            for (dim k = 0; k < kernel; ++k) {
                dim const column = at[2] * options.stride - options.padding + k * options.dilation;
                if (column < 0 || column >= length) continue;
                sum += test::element_at(x, {at[0], at[1] / (out / options.groups) * per_group + c, column}) *
                       test::element_at(weight, {at[1], c, k});
            }
        REQUIRE(std::fabs(test::element_at(y, at) - sum) < (sizeof(T) == 4 ? 1e-5 : 1e-13));
    });
}

}  // namespace

TEST_CASE("conv1d gives PyTorch's values for contiguous and strided x", "[ops]") {
    test::check_golden("conv1d", [](auto const& one, ep::AnyTensor const& x) {
        ep::AnyTensor const weight = test::golden_layers().tensor(one.name + ".weight");
        ep::conv1d_options const options{one.number("stride"), one.number("padding"), one.number("dilation"),
                                         one.number("groups")};
        return conv1d(x, test::with_gaps(weight), test::optional_operand(one, "bias").get(), options);
    });
}

TEMPLATE_TEST_CASE("conv1d agrees with its definition at every length around a vector's", "[ops]", float, double) {
    for (dim length : {1, 2, 7, 8, 15, 16, 17, 31, 32, 33, 100}) {
        INFO("length " << length);
        check_conv1d<TestType>(2, length, 3, 5, 1, {});
        check_conv1d<TestType>(1, length, 4, 6, 3, {.stride = 2, .padding = 2, .groups = 2});
        check_conv1d<TestType>(1, length, 2, 2, 3, {.padding = 3, .dilation = 3});
    }
}

TEST_CASE("conv1d can rectify its result, and leaves out a bias that is null", "[ops]") {
    auto const x = test::scattered_tensor<2, 3, 9>(1);
    auto const weight = test::scattered_tensor<4, 3, 3>(2);
    auto const y = ep::conv1d(x, weight);
    auto const rectified = ep::conv1d<ep::conv1d_options{}, ep::activation::relu>(x, weight, nullptr);
    STATIC_REQUIRE(std::is_same_v<decltype(y), ep::Tensor<2, 4, 7> const>);
    test::for_each_index(y.shape(), [&](ep::Shape const& at) {
        double const value = test::element_at(y.any(), at);
        REQUIRE(test::element_at(rectified.any(), at) == (value > 0 ? value : 0));
    });
}

TEST_CASE("conv1d knows its output shape where the operands' are known", "[ops]") {
    using open = decltype(ep::conv1d<ep::conv1d_options{.stride = 2, .padding = 1}>(
        ep::zeros<ep::dyn, 3, 20>(1), ep::zeros<5, 3, 4>(), ep::zeros<5>()));
    STATIC_REQUIRE(std::is_same_v<open, ep::Tensor<ep::dyn, 5, 10>>);
    using of_any_length = decltype(ep::conv1d(ep::zeros<3, ep::dyn>(7), ep::zeros<5, 3, 4>()));
    STATIC_REQUIRE(std::is_same_v<of_any_length, ep::Tensor<5, ep::dyn>>);
}

TEST_CASE("conv1d says at run time which shapes do not fit", "[ops]") {
    ep::AnyTensor const x = ep::zeros<2, 3, 8>().any();
    ep::AnyTensor const weight = ep::zeros<4, 3, 3>().any();
    auto const sentence = [&](ep::AnyTensor const& w, ep::AnyTensor const* b, ep::conv1d_options const& options = {}) {
        return test::sentence_of([&] { (void)conv1d(x, w, b, options); });
    };
    CHECK(sentence(ep::zeros<4, 2, 3>().any(), nullptr) ==
          "conv1d(x, weight, bias): x (2, 3, 8) must have 2 channels, the in_channels of weight (4, 2, 3) in 1 group");
    CHECK(sentence(ep::zeros<4, 3>().any(), nullptr) ==
          "conv1d(x, weight, bias): x (2, 3, 8) must be (batch, channels, length) or without batch, and weight (4, 3) "
          "(out, in / groups, length)");
    CHECK(sentence(ep::zeros<4, 3, 9>().any(), nullptr) ==
          "conv1d(x, weight, bias): the kernel of weight (4, 3, 9) does not fit into the padded x (2, 3, 8)");
    ep::AnyTensor const bias = ep::zeros<3>().any();
    CHECK(sentence(weight, &bias) ==
          "conv1d(x, weight, bias): bias (3,) must be (4,), the out_channels of weight (4, 3, 3)");
    CHECK(sentence(weight, nullptr, {.stride = 0}) ==
          "conv1d(x, weight, bias): groups, stride and dilation must be at least 1 and padding at least 0");
    CHECK(sentence(ep::zeros<4, 1, 3>().any(), nullptr, {.groups = 3}) ==
          "conv1d(x, weight, bias): the 4 out_channels must be divisible by the 3 groups");
}
