// SPDX-License-Identifier: BSL-1.0
#include <eponym/kernels/host/adaptive_pool2d.hpp>
#include <eponym/kernels/host/avg_pool2d.hpp>
#include <eponym/kernels/host/max_pool2d.hpp>

#include "support.hpp"

using kernels::pool2d_extents;

namespace {

// The largest value or the mean of the part of a window that lies within the input.
template<class T>
void check_pooling(pool2d_extents const& e, bool averages) {
    dim const height = e.out_size(0), width = e.out_size(1);
    guarded<T> const x(numbers<T>(e.planes * e.in_size[0] * e.in_size[1]));
    guarded<T> y(std::vector<T>(std::size_t(e.planes * height * width), T(77)));
    if (averages)
        kernels::avg_pool2d(e, false, 0, x.data(), y.data());
    else
        kernels::max_pool2d(e, x.data(), y.data());
    dim wrong = 0, at = 0;
    for (dim plane = 0; plane < e.planes; ++plane)
        for (dim i = 0; i < height; ++i)
            for (dim j = 0; j < width; ++j) {
                double best = averages ? 0 : -infinity<double>;
                dim count = 0;
                for (dim r = 0; r < e.kernel[0]; ++r)
                    for (dim s = 0; s < e.kernel[1]; ++s) {
                        dim const row = i * e.stride[0] - e.padding[0] + r * e.dilation[0];
                        dim const column = j * e.stride[1] - e.padding[1] + s * e.dilation[1];
                        if (row < 0 || row >= e.in_size[0] || column < 0 || column >= e.in_size[1]) continue;
                        double const value = double(x[(plane * e.in_size[0] + row) * e.in_size[1] + column]);
                        best = averages ? best + value : std::fmax(best, value);
                        ++count;
                    }
                if (averages) best /= double(count);
                double const found = double(y[at++]);
                wrong += found == best || std::fabs(found - best) <= tolerance<T>(count) ? 0 : 1;
            }
    INFO("size " << e.in_size[0] << "x" << e.in_size[1] << " kernel " << e.kernel[0] << "x" << e.kernel[1] << " stride "
                 << e.stride[0] << " padding " << e.padding[0] << " ceil " << e.ceil_mode);
    CHECK(wrong == 0);
}

}  // namespace

TEST_CASE("avg_pool2d and max_pool2d equal the plain loop for widths around vectors and lines", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim width : {3, 4, 7, 8, 15, 16, 17, 31, 32, 33, 34, 63, 64, 65, 66, 1023, 1025, 2100})
            for (dim stride : {1, 2, 3})
                for (bool ceil_mode : {false, true}) {
                    pool2d_extents const e{2, {5, width}, {3, 3}, {stride, stride}, {1, 1}, {1, 1}, ceil_mode};
                    for (bool averages : {false, true}) {
                        check_pooling<float>(e, averages);
                        check_pooling<double>(e, averages);
                    }
                }
        for (bool averages : {false, true}) {
            check_pooling<float>({1, {2, 1500}, {2, 1200}, {1, 1}, {1, 600}, {1, 1}, false}, averages);
            check_pooling<float>({0, {4, 4}, {2, 2}, {2, 2}, {0, 0}, {1, 1}, false}, averages);
        }
        check_pooling<float>({1, {9, 200}, {2, 3}, {1, 2}, {1, 1}, {3, 40}, false}, false);
    });
}

TEST_CASE("adaptive poolings of a whole plane equal the plain loop", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim size : {1, 3, 7, 16, 17, 49, 100, 3136}) {
            guarded<float> const x(numbers<float>(2 * size));
            guarded<float> mean(std::vector<float>(2, 77.f)), most(std::vector<float>(2, 77.f));
            kernels::adaptive_avg_pool2d({2, {1, size}, {1, 1}}, x.data(), mean.data());
            kernels::adaptive_max_pool2d({2, {1, size}, {1, 1}}, x.data(), most.data());
            for (dim plane = 0; plane < 2; ++plane) {
                double sum = 0, largest = -1;
                for (dim i = 0; i < size; ++i) {
                    sum += double(x[plane * size + i]);
                    largest = std::fmax(largest, double(x[plane * size + i]));
                }
                CHECK(std::fabs(double(mean[plane]) - sum / double(size)) <= tolerance<float>(4));
                CHECK(double(most[plane]) == largest);
            }
        }
    });
}
