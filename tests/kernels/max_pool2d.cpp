// SPDX-License-Identifier: BSL-1.0
#include <eponym/kernels/host/max_pool2d.hpp>

#include "support.hpp"

using kernels::pool2d_extents;

namespace {

template<class T>
void check_max_pool2d(pool2d_extents const& e) {
    dim const height = e.out_size(0), width = e.out_size(1);
    std::vector<T> values = numbers<T>(e.planes * e.in_size[0] * e.in_size[1]);
    if (values.size() > 40) values[37] = not_a_number<T>;
    guarded<T> const x(values);
    guarded<T> y(std::vector<T>(std::size_t(e.planes * height * width), T(77)));
    kernels::max_pool2d(e, x.data(), y.data());
    dim wrong = 0, at = 0;
    for (dim plane = 0; plane < e.planes; ++plane)
        for (dim i = 0; i < height; ++i)
            for (dim j = 0; j < width; ++j) {
                T best = -infinity<T>;
                for (dim r = 0; r < e.kernel[0]; ++r)
                    for (dim s = 0; s < e.kernel[1]; ++s) {
                        dim const row = i * e.stride[0] - e.padding[0] + r * e.dilation[0];
                        dim const column = j * e.stride[1] - e.padding[1] + s * e.dilation[1];
                        if (row < 0 || row >= e.in_size[0] || column < 0 || column >= e.in_size[1]) continue;
                        T const value = x[(plane * e.in_size[0] + row) * e.in_size[1] + column];
                        if (value > best || std::isnan(value)) best = value;
                    }
                T const found = y[at++];
                if (!(found == best || (std::isnan(found) && std::isnan(best)))) ++wrong;
            }
    INFO("size " << e.in_size[0] << "x" << e.in_size[1] << " kernel " << e.kernel[0] << "x" << e.kernel[1] << " stride "
                 << e.stride[0] << " padding " << e.padding[0] << " dilation " << e.dilation[0] << " ceil "
                 << e.ceil_mode);
    CHECK(wrong == 0);
}

}  // namespace

TEST_CASE("max_pool2d of 2 x 2 equals the plain loop, NaN included, for widths around vectors", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim width : {0, 1, 2, 3, 4, 7, 8, 15, 16, 28, 31, 32, 33, 62, 63, 64, 65, 100})
            for (dim height : {1, 2, 5, 28}) {
                check_max_pool2d<float>({3, {height, width}, {2, 2}, {2, 2}, {0, 0}, {1, 1}, false});
                check_max_pool2d<double>({3, {height, width}, {2, 2}, {2, 2}, {0, 0}, {1, 1}, false});
                check_max_pool2d<float>({3, {height, width}, {2, 2}, {2, 2}, {0, 0}, {1, 1}, true});
            }
        check_max_pool2d<float>({0, {4, 4}, {2, 2}, {2, 2}, {0, 0}, {1, 1}, false});
    });
}

TEST_CASE("max_pool2d equals the plain loop for kernels, strides, paddings, dilations and both roundings",
          "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim kernel : {1, 2, 3})
            for (dim stride : {1, 2, 3})
                for (dim padding = 0; padding <= kernel / 2; ++padding)
                    for (dim dilation : {1, 2})
                        for (bool ceil_mode : {false, true}) {
                            pool2d_extents const e{
                                2, {9, 12}, {kernel, 2}, {stride, 2}, {padding, 1}, {dilation, 1}, ceil_mode};
                            check_max_pool2d<float>(e);
                            check_max_pool2d<double>(e);
                        }
    });
}

TEST_CASE("max_pool2d has PyTorch's output sizes", "[unit][kernels]") {
    CHECK(pool2d_extents{1, {112, 112}, {3, 3}, {2, 2}, {1, 1}, {1, 1}, false}.out_size(0) == 56);
    CHECK(pool2d_extents{1, {7, 7}, {2, 2}, {2, 2}, {0, 0}, {1, 1}, false}.out_size(0) == 3);
    CHECK(pool2d_extents{1, {7, 7}, {2, 2}, {2, 2}, {0, 0}, {1, 1}, true}.out_size(0) == 4);
    // The last window would start in the right padding.
    CHECK(pool2d_extents{1, {4, 4}, {2, 2}, {3, 3}, {1, 1}, {1, 1}, true}.out_size(0) == 2);
}
