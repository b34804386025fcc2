// SPDX-License-Identifier: BSL-1.0
#include <eponym/kernels/host/conv2d.hpp>

#include "support.hpp"

using kernels::activation;
using kernels::conv2d_extents;

namespace {

template<class T>
double value_of_tap(conv2d_extents const& e, T const* plane, dim row, dim column) {
    if (row < 0 || row >= e.in_size[0] || column < 0 || column >= e.in_size[1]) return 0;
    return double(plane[row * e.in_size[1] + column]);
}

template<class T>
double expected_value(conv2d_extents const& e, T const* x, T const* weight, dim n, dim o, dim i, dim j) {
    dim const in_group = e.in_channels / e.groups;
    dim const group = o / (e.out_channels / e.groups);
    double sum = 0;
    for (dim c = 0; c < in_group; ++c)
        for (dim r = 0; r < e.kernel[0]; ++r)
            for (dim s = 0; s < e.kernel[1]; ++s) {
                T const* const plane = x + (n * e.in_channels + group * in_group + c) * e.in_size[0] * e.in_size[1];
                sum += value_of_tap(e, plane, i * e.stride[0] - e.padding[0] + r * e.dilation[0],
                                    j * e.stride[1] - e.padding[1] + s * e.dilation[1]) *
                       double(weight[((o * in_group + c) * e.kernel[0] + r) * e.kernel[1] + s]);
            }
    return sum;
}

template<class T>
void check_conv2d(conv2d_extents const& e, bool with_bias, activation then) {
    dim const height = e.out_size(0), width = e.out_size(1);
    dim const taps = e.in_channels / e.groups * e.kernel[0] * e.kernel[1];
    guarded<T> const x(numbers<T>(e.batch * e.in_channels * e.in_size[0] * e.in_size[1], 1));
    guarded<T> const weight(numbers<T>(e.out_channels * taps, 2)), bias(numbers<T>(e.out_channels, 3));
    guarded<T> y(std::vector<T>(std::size_t(e.batch * e.out_channels * height * width), not_a_number<T>));
    workspace space(kernels::conv2d_workspace(e, sizeof(T)));
    kernels::conv2d(e, x.data(), weight.data(), with_bias ? bias.data() : nullptr, then, y.data(), space.data());
    double worst = 0;
    dim at = 0;
    for (dim n = 0; n < e.batch; ++n)
        for (dim o = 0; o < e.out_channels; ++o)
            for (dim i = 0; i < height; ++i)
                for (dim j = 0; j < width; ++j) {
                    double expected = expected_value(e, x.data(), weight.data(), n, o, i, j);
                    if (with_bias) expected += double(bias[o]);
                    if (then == activation::relu && expected < 0) expected = 0;
                    double const difference = std::fabs(double(y[at++]) - expected);
                    worst = difference <= worst ? worst : difference;
                }
    INFO("N " << e.batch << " C " << e.in_channels << " " << e.in_size[0] << "x" << e.in_size[1] << " O "
              << e.out_channels << " kernel " << e.kernel[0] << "x" << e.kernel[1] << " stride " << e.stride[0]
              << " padding " << e.padding[0] << " dilation " << e.dilation[0] << " groups " << e.groups);
    CHECK(worst <= tolerance<T>(taps));
}

template<class T>
void check_both(conv2d_extents const& e) {
    check_conv2d<T>(e, true, activation::relu);
    check_conv2d<T>(e, false, activation::none);
}

}  // namespace

TEST_CASE("conv2d equals the plain loop for LeNet's shapes", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim batch : {0, 1, 3}) {
            check_both<float>({batch, 1, {28, 28}, 6, {5, 5}, {1, 1}, {2, 2}, {1, 1}, 1});
            check_both<float>({batch, 6, {14, 14}, 16, {5, 5}, {1, 1}, {0, 0}, {1, 1}, 1});
            check_both<double>({batch, 6, {14, 14}, 16, {5, 5}, {1, 1}, {0, 0}, {1, 1}, 1});
        }
    });
}

TEST_CASE("conv2d equals the plain loop for widths and channels around vectors and tiles", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim width : {1, 2, 5, 15, 16, 17, 31, 32, 33})
            for (dim out : {1, 2, 3, 5, 7, 9, 16, 17, 32, 33}) {
                check_both<float>({1, 2, {3, width}, out, {3, 3}, {1, 1}, {1, 1}, {1, 1}, 1});
                check_conv2d<double>({1, 2, {3, width}, out, {3, 3}, {1, 1}, {1, 1}, {1, 1}, 1}, true,
                                     activation::relu);
                check_both<float>({2, 3, {4, width}, out, {1, 1}, {1, 1}, {0, 0}, {1, 1}, 1});
            }
    });
}

TEST_CASE("conv2d equals the plain loop for strides, paddings, dilations and groups", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim stride : {1, 2, 3})
            for (dim padding : {0, 1, 3})
                for (dim dilation : {1, 2, 3})
                    for (dim kernel : {1, 2, 3, 4})
                        for (dim groups : {1, 2, 4}) {
                            conv2d_extents e{
                                2, 4, {11, 13}, 8, {kernel, 3}, {stride, 1}, {padding, 2}, {1, dilation}, groups};
                            check_conv2d<float>(e, true, activation::none);
                            e = {1,     4, {12, 11}, 4, {2, kernel}, {2, stride}, {1, padding}, {dilation, dilation},
                                 groups};
                            check_conv2d<float>(e, true, activation::relu);
                        }
        check_both<double>({1, 4, {12, 11}, 8, {3, 3}, {2, 2}, {1, 1}, {2, 1}, 2});
        check_both<float>({1, 3, {40, 40}, 8, {7, 7}, {2, 2}, {3, 3}, {1, 1}, 1});
        check_both<float>({1, 16, {9, 9}, 16, {3, 3}, {1, 1}, {1, 1}, {1, 1}, 16});
        check_both<float>({1, 4, {9, 9}, 4, {1, 1}, {2, 2}, {0, 0}, {1, 1}, 1});
        check_both<float>({1, 4, {9, 9}, 4, {1, 1}, {1, 1}, {1, 1}, {1, 1}, 1});
    });
}

TEST_CASE("conv2d equals the plain loop where it works in bands of rows", "[unit][kernels]") {
    with_each_instruction_set([] {
        check_both<float>({1, 40, {60, 44}, 3, {3, 3}, {1, 1}, {1, 1}, {1, 1}, 1});
        check_both<float>({1, 40, {61, 45}, 3, {3, 3}, {2, 2}, {1, 1}, {1, 1}, 1});
        check_both<double>({1, 40, {60, 44}, 2, {3, 3}, {1, 1}, {1, 1}, {1, 1}, 1});
        check_conv2d<float>({2, 40, {47, 45}, 33, {3, 3}, {1, 1}, {1, 1}, {1, 1}, 1}, true, activation::relu);
        check_conv2d<float>({1, 40, {61, 45}, 40, {3, 3}, {1, 2}, {1, 1}, {1, 1}, 2}, true, activation::none);
    });
}

TEST_CASE("conv2d equals the plain loop where vectors hold channels", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim channels : {1, 3, 31, 33, 64})
            for (dim stride : {1, 2, 3}) {
                // Odd sizes; several panels of output channels, the last of one vector, of two or cut.
                check_both<float>({2, channels, {7, 9}, 33, {3, 3}, {stride, stride}, {1, 1}, {1, 1}, 1});
                check_both<float>({1, 5, {9, 17}, channels, {3, 5}, {stride, 1}, {2, 4}, {1, 1}, 1});
                check_conv2d<double>({1, channels, {5, 11}, 31, {3, 2}, {1, stride}, {1, 0}, {2, 1}, 1}, true,
                                     activation::relu);
            }
        for (dim width = 1; width <= 44; ++width) {  // rows of tiles of every size
            check_conv2d<float>({1, 2, {2, width}, 64, {1, 3}, {1, 1}, {0, 1}, {1, 1}, 1}, true, activation::none);
            check_conv2d<double>({1, 2, {2, width}, 32, {1, 3}, {1, 1}, {0, 1}, {1, 1}, 1}, true, activation::none);
            check_conv2d<float>({1, 2, {3, width}, 32, {2, 2}, {2, 2}, {0, 0}, {1, 1}, 1}, false, activation::none);
        }
        check_both<float>({2, 64, {8, 8}, 96, {3, 3}, {2, 2}, {1, 1}, {1, 1}, 2});
        check_both<float>({1, 64, {8, 8}, 96, {3, 3}, {1, 1}, {1, 1}, {1, 1}, 2});
        check_both<float>({1, 0, {4, 4}, 40, {3, 3}, {1, 1}, {1, 1}, {1, 1}, 1});
    });
}

TEST_CASE("conv2d equals the plain loop where its padding is wider than the input", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim out : {4, 16, 40})
            for (dim dilation : {1, 3}) {
                check_both<float>({1, 3, {2, 3}, out, {3, 9}, {1, 1}, {4, 12}, {1, dilation}, 1});
                check_both<float>({2, 2, {1, 1}, out, {3, 3}, {1, 1}, {6, 6}, {dilation, dilation}, 1});
                check_both<float>({1, 2, {5, 4}, out, {5, 5}, {2, 3}, {10, 10}, {dilation, 1}, 1});
                check_both<float>({1, 2, {3, 16}, out, {4, 33}, {1, 1}, {3, 32}, {1, 1}, 1});
                check_conv2d<double>({1, 3, {2, 3}, out, {3, 9}, {1, 1}, {4, 12}, {1, dilation}, 1}, true,
                                     activation::none);
            }
    });
}

TEST_CASE("conv2d equals the plain loop where one large weight serves several images", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim batch : {1, 2, 3, 9}) {
            check_conv2d<float>({batch, 72, {3, 3}, 256, {3, 3}, {1, 1}, {1, 1}, {1, 1}, 1}, true, activation::relu);
            check_conv2d<double>({batch, 36, {2, 3}, 240, {3, 3}, {2, 1}, {1, 1}, {1, 1}, 1}, true, activation::none);
        }
        check_conv2d<float>({2, 520, {2, 2}, 288, {1, 1}, {2, 2}, {0, 0}, {1, 1}, 1}, true, activation::none);
    });
}

TEST_CASE("conv2d equals the plain loop for columns of pixels", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim out : {3, 32})
            for (dim stride : {1, 2, 4})
                for (dim padding : {0, 3, 31}) {
                    check_both<float>({2, 3, {64, 1}, out, {32, 1}, {stride, 1}, {padding, 0}, {1, 1}, 1});
                    check_both<double>({1, 2, {64, 1}, out, {5, 1}, {stride, 2}, {padding, 0}, {3, 2}, 1});
                }
        check_both<float>({1, 4, {9, 1}, 4, {3, 1}, {1, 1}, {1, 0}, {1, 1}, 2});
        check_both<float>({1, 4, {9, 1}, 4, {3, 1}, {1, 1}, {1, 1}, {1, 1}, 1});
    });
}

TEST_CASE("conv2d equals the plain loop where taps reach one pixel, of few and of many", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim out : {1, 5, 33, 64})
            for (dim size : {1, 7, 19, 20, 21}) {
                check_both<float>({2, 6, {size, 20}, out, {1, 1}, {1, 1}, {0, 0}, {1, 1}, 1});
                check_conv2d<double>({1, 3, {size, 20}, out, {1, 1}, {1, 1}, {0, 0}, {1, 1}, 1}, true,
                                     activation::relu);
                check_conv2d<float>({1, 6, {size, 20}, 2 * out, {1, 1}, {1, 1}, {0, 0}, {1, 1}, 2}, true,
                                    activation::none);
            }
    });
}

TEST_CASE("conv2d writes nothing where the kernel is larger than the input", "[unit][kernels]") {
    conv2d_extents const e{1, 1, {2, 2}, 1, {3, 3}, {1, 1}, {0, 0}, {1, 1}, 1};
    CHECK(e.out_size(0) == 0);
    check_conv2d<float>(e, true, activation::none);
}

namespace {

template<class T>
void check_pooled(conv2d_extents const& e) {
    dim const height = e.out_size(0), width = e.out_size(1), planes = e.batch * e.out_channels;
    dim const taps = e.in_channels / e.groups * e.kernel[0] * e.kernel[1];
    guarded<T> const x(numbers<T>(e.batch * e.in_channels * e.in_size[0] * e.in_size[1], 1));
    guarded<T> const weight(numbers<T>(e.out_channels * taps, 2)), bias(numbers<T>(e.out_channels, 3));
    guarded<T> y(std::vector<T>(std::size_t(planes * height * width), T(7)));
    guarded<T> pooled(std::vector<T>(std::size_t(planes * (height / 2) * (width / 2)), T(7)));
    workspace space(kernels::conv2d_workspace(e, sizeof(T)));
    workspace pooled_space(kernels::conv2d_max_pool2d_workspace(e, sizeof(T)));
    kernels::conv2d(e, x.data(), weight.data(), bias.data(), activation::none, y.data(), space.data());
    kernels::conv2d_max_pool2d(e, x.data(), weight.data(), bias.data(), activation::relu, pooled.data(),
                               pooled_space.data());
    double worst = 0;
    dim at = 0;
    for (dim plane = 0; plane < planes; ++plane)
        for (dim i = 0; i < height / 2; ++i)
            for (dim j = 0; j < width / 2; ++j) {
                T const* const window = y.data() + (plane * height + 2 * i) * width + 2 * j;
                double most = 0;
                for (dim tap : {dim(0), dim(1), width, width + 1}) most = std::fmax(most, double(window[tap]));
                double const difference = std::fabs(double(pooled[at++]) - most);
                worst = difference <= worst ? worst : difference;
            }
    INFO("C " << e.in_channels << " " << e.in_size[0] << "x" << e.in_size[1] << " O " << e.out_channels);
    CHECK(worst <= tolerance<T>(taps));
}

}  // namespace

TEST_CASE("conv2d_max_pool2d equals conv2d, relu and max_pool2d", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim batch : {0, 1, 3}) {
            check_pooled<float>({batch, 1, {28, 28}, 6, {5, 5}, {1, 1}, {2, 2}, {1, 1}, 1});
            check_pooled<float>({batch, 6, {14, 14}, 16, {5, 5}, {1, 1}, {0, 0}, {1, 1}, 1});
            check_pooled<double>({batch, 6, {14, 14}, 16, {5, 5}, {1, 1}, {0, 0}, {1, 1}, 1});
        }
        for (dim width : {1, 2, 3, 8, 15, 17, 31, 33})
            for (dim out : {1, 5, 16, 17}) {
                check_pooled<float>({1, 3, {7, width}, out, {3, 3}, {1, 1}, {1, 1}, {1, 1}, 1});
                check_pooled<float>({1, 3, {8, width}, out, {1, 1}, {1, 1}, {0, 0}, {1, 1}, 1});
            }
        check_pooled<float>({1, 40, {61, 44}, 3, {3, 3}, {1, 1}, {1, 1}, {1, 1}, 1});
        check_pooled<float>({2, 4, {9, 9}, 4, {3, 3}, {1, 1}, {1, 1}, {1, 1}, 2});
        for (dim batch : {1, 2, 3}) {
            check_pooled<float>({batch, 3, {9, 15}, 40, {3, 3}, {1, 1}, {1, 1}, {1, 1}, 1});
            check_pooled<double>({batch, 3, {9, 15}, 33, {3, 3}, {1, 1}, {1, 1}, {1, 1}, 1});
            check_pooled<float>({batch, 72, {5, 5}, 256, {3, 3}, {1, 1}, {1, 1}, {1, 1}, 1});
        }
        check_pooled<float>({1, 40, {47, 45}, 33, {3, 3}, {1, 1}, {1, 1}, {1, 1}, 1});
    });
}
