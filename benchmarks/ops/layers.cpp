// SPDX-License-Identifier: BSL-1.0
// Times the host kernels of normalizations and poolings on the shapes of ResNet-18 and of a small GPT, one thread, the
// best of many runs. Prints one line per case: name, microseconds, GB/s that are read and written. The environment
// variable EPONYM_ISA limits the instructions.
#include <cstdio>
#include <vector>

#include <eponym/kernels/host/adaptive_pool2d.hpp>
#include <eponym/kernels/host/avg_pool2d.hpp>
#include <eponym/kernels/host/batch_norm.hpp>
#include <eponym/kernels/host/layer_norm.hpp>
#include <eponym/kernels/host/max_pool2d.hpp>

#include "timing.hpp"

namespace kernels = eponym::kernels;
using eponym::dim;
using kernels::activation;

namespace {

void report(char const* name, dim a, dim b, dim c, double microseconds, dim floats) {
    char text[64];
    std::snprintf(text, sizeof text, "%s %dx%dx%d", name, int(a), int(b), int(c));
    std::printf("%-36s %10.2f us %8.1f GB/s\n", text, microseconds, 4e-3 * double(floats) / microseconds);
}

/// In place, as behind a convolution.
void time_batch_norm(dim batch, dim channels, dim size) {
    dim const count = batch * channels * size * size;
    std::vector<float> x = numbers(count), scale(std::size_t(channels), 1.f), shift(std::size_t(channels), 0.f);
    double const time = least([&] {
        kernels::scale_channels(x.data(), scale.data(), shift.data(), activation::relu, x.data(), batch, channels,
                                size * size);
    });
    report("batch norm and relu", batch, channels, size, time, 2 * count);
    std::vector<double> mean(scale.size()), variance(scale.size());
    double const moments =
        least([&] { kernels::channel_moments(x.data(), mean.data(), variance.data(), batch, channels, size * size); });
    report("  batch statistics", batch, channels, size, moments, 2 * count);
}

void time_layer_norm(dim rows, dim size) {
    std::vector<float> x = numbers(rows * size), weight = numbers(size), bias = numbers(size), y(x.size());
    double const time =
        least([&] { kernels::layer_norm(x.data(), weight.data(), bias.data(), 1e-5, y.data(), rows, size); });
    report("layer norm", 1, rows, size, time, 2 * rows * size);
}

void time_pools(dim planes, dim size) {
    kernels::pool2d_extents const e{planes, {size, size}, {3, 3}, {2, 2}, {1, 1}, {1, 1}, false};
    std::vector<float> x = numbers(planes * size * size), y(x.size());
    dim const moved = planes * (size * size + e.out_size(0) * e.out_size(1));
    report("max pool k3 s2", planes, size, size, least([&] { kernels::max_pool2d(e, x.data(), y.data()); }), moved);
    report("avg pool k3 s2", planes, size, size, least([&] { kernels::avg_pool2d(e, true, 0, x.data(), y.data()); }),
           moved);
}

void time_adaptive(dim planes, dim size) {
    std::vector<float> x = numbers(planes * size * size), y(std::size_t(planes) * 4);
    for (dim out : {1, 2}) {
        double const time =
            least([&] { kernels::adaptive_avg_pool2d({planes, {size, size}, {out, out}}, x.data(), y.data()); });
        report(out == 1 ? "adaptive avg pool to 1" : "adaptive avg pool to 2", planes, size, size, time,
               planes * size * size);
    }
}

}  // namespace

int main() {
    for (dim batch : {1, 16}) {
        time_batch_norm(batch, 64, 56);
        time_batch_norm(batch, 512, 7);
    }
    time_layer_norm(128, 768);
    time_pools(64, 112);
    time_adaptive(512, 7);
}
