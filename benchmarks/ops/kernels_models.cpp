// SPDX-License-Identifier: BSL-1.0
// Times the host kernels on the shapes of two small models and of common layers, one thread, the best of many runs.
// Prints one line per case: name, microseconds, GFLOP/s. The environment variable EPONYM_ISA limits the instructions.
#include <cstdio>
#include <new>
#include <vector>

#include <eponym/kernels/host/conv2d.hpp>
#include <eponym/kernels/host/linear.hpp>
#include <eponym/kernels/host/matmul.hpp>
#include <eponym/kernels/host/max_pool2d.hpp>

#include "timing.hpp"

namespace kernels = eponym::kernels;
using eponym::dim;
using kernels::activation;
using kernels::conv2d_extents;
using kernels::pool2d_extents;

namespace {

void* scratch() {
    static void* const memory = ::operator new(std::size_t(64) << 20, std::align_val_t(64));
    return memory;
}

void report(char const* name, double microseconds, double operations) {
    std::printf("%-28s %10.2f us %8.1f GFLOP/s\n", name, microseconds, operations * 1e-3 / microseconds);
}

struct dense {
    dim in, out;
    std::vector<float> weight = numbers(in * out), bias = numbers(out);

    void operator()(float const* x, dim rows, activation then, float* y) const {
        kernels::linear(x, rows, in, weight.data(), bias.data(), out, then, y, scratch());
    }
};

void time_mlp(dim batch) {
    dense const hidden{784, 256}, output{256, 10};
    std::vector<float> x = numbers(batch * 784), h(std::size_t(batch * 256)), y(std::size_t(batch * 10));
    char name[64];
    std::snprintf(name, sizeof name, "mlp batch %d", int(batch));
    report(name, least([&] {
               hidden(x.data(), batch, activation::relu, h.data());
               output(h.data(), batch, activation::none, y.data());
           }),
           2.0 * double(batch) * (784 * 256 + 2560));
}

void time_lenet(dim batch) {
    conv2d_extents const first{batch, 1, {28, 28}, 6, {5, 5}, {1, 1}, {2, 2}, {1, 1}, 1};
    conv2d_extents const second{batch, 6, {14, 14}, 16, {5, 5}, {1, 1}, {0, 0}, {1, 1}, 1};
    pool2d_extents const pool1{batch * 6, {28, 28}, {2, 2}, {2, 2}, {0, 0}, {1, 1}, false};
    pool2d_extents const pool2{batch * 16, {10, 10}, {2, 2}, {2, 2}, {0, 0}, {1, 1}, false};
    dense const a{400, 120}, b{120, 84}, c{84, 10};
    std::vector<float> w1 = numbers(150), b1 = numbers(6), w2 = numbers(2400), b2 = numbers(16);
    std::vector<float> x = numbers(batch * 784), y1 = numbers(batch * 4704), y2 = numbers(batch * 1176),
                       y3 = numbers(batch * 1600), y4 = numbers(batch * 400), y5 = numbers(batch * 120),
                       y6 = numbers(batch * 84), y7 = numbers(batch * 10);
    auto const conv1 = [&] {
        kernels::conv2d(first, x.data(), w1.data(), b1.data(), activation::relu, y1.data(), scratch());
    };
    auto const conv2 = [&] {
        kernels::conv2d(second, y2.data(), w2.data(), b2.data(), activation::relu, y3.data(), scratch());
    };
    auto const pool_first = [&] { kernels::max_pool2d(pool1, y1.data(), y2.data()); };
    auto const pool_second = [&] { kernels::max_pool2d(pool2, y3.data(), y4.data()); };
    auto const layers = [&] {
        a(y4.data(), batch, activation::relu, y5.data());
        b(y5.data(), batch, activation::relu, y6.data());
        c(y6.data(), batch, activation::none, y7.data());
    };
    auto const conv1_pooled = [&] {
        kernels::conv2d_max_pool2d(first, x.data(), w1.data(), b1.data(), activation::relu, y2.data(), scratch());
    };
    auto const conv2_pooled = [&] {
        kernels::conv2d_max_pool2d(second, y2.data(), w2.data(), b2.data(), activation::relu, y4.data(), scratch());
    };
    double const n = double(batch);
    char name[64];
    std::snprintf(name, sizeof name, "lenet batch %d", int(batch));
    report(name, least([&] { conv1(), pool_first(), conv2(), pool_second(), layers(); }), 2 * n * 416520);
    report("  pooled inside", least([&] { conv1_pooled(), conv2_pooled(), layers(); }), 2 * n * 416520);
    report("  conv1 and pool1", least(conv1_pooled), 2 * n * 117600);
    report("  conv2 and pool2", least(conv2_pooled), 2 * n * 240000);
    report("  conv1", least(conv1), 2 * n * 117600);
    report("  pool1", least(pool_first), 3 * n * 1176);
    report("  conv2", least(conv2), 2 * n * 240000);
    report("  pool2", least(pool_second), 3 * n * 400);
    report("  linear layers", least(layers), 2 * n * 58920);
}

struct convolution {
    char const* name;
    conv2d_extents extents;
    int count = 1;  // of such layers in the network

    double operations() const {
        conv2d_extents const& e = extents;
        return 2.0 * double(e.batch * e.out_channels * e.in_channels * e.kernel[0] * e.kernel[1]) *
               double(e.out_size(0) * e.out_size(1));
    }
    double microseconds() const {
        conv2d_extents const& e = extents;
        std::vector<float> x = numbers(e.batch * e.in_channels * e.in_size[0] * e.in_size[1]),
                           weight = numbers(e.out_channels * e.in_channels * e.kernel[0] * e.kernel[1]),
                           y = numbers(e.batch * e.out_channels * e.out_size(0) * e.out_size(1));
        return least(
            [&] { kernels::conv2d(e, x.data(), weight.data(), nullptr, activation::none, y.data(), scratch()); });
    }
};

convolution square(char const* name, dim batch, dim in, dim out, dim size, dim kernel, dim stride, int count = 1) {
    dim const padding = kernel / 2;
    return {
        name, {batch, in, {size, size}, out, {kernel, kernel}, {stride, stride}, {padding, padding}, {1, 1}, 1}, count};
}

/// The sum over a network's convolutions, then each of them.
void time_convolutions(char const* name, dim batch, std::vector<convolution> const& all) {
    double whole = 0, operations = 0;
    std::vector<double> each;
    for (convolution const& one : all) {
        each.push_back(one.microseconds());
        whole += one.count * each.back();
        operations += one.count * one.operations();
    }
    char text[64];
    std::snprintf(text, sizeof text, "%s batch %d", name, int(batch));
    report(text, whole, operations);
    for (std::size_t i = 0; i < all.size(); ++i) {
        std::snprintf(text, sizeof text, "  %s", all[i].name);
        report(text, each[i], all[i].operations());
    }
}

void time_resnet18(dim batch) {
    time_convolutions(
        "resnet18 convolutions", batch,
        {square("3->64 224 k7 s2", batch, 3, 64, 224, 7, 2), square("64->64 56 k3", batch, 64, 64, 56, 3, 1, 4),
         square("64->128 56 k3 s2", batch, 64, 128, 56, 3, 2), square("64->128 56 k1 s2", batch, 64, 128, 56, 1, 2),
         square("128->128 28 k3", batch, 128, 128, 28, 3, 1, 3), square("128->256 28 k3 s2", batch, 128, 256, 28, 3, 2),
         square("128->256 28 k1 s2", batch, 128, 256, 28, 1, 2), square("256->256 14 k3", batch, 256, 256, 14, 3, 1, 3),
         square("256->512 14 k3 s2", batch, 256, 512, 14, 3, 2), square("256->512 14 k1 s2", batch, 256, 512, 14, 1, 2),
         square("512->512 7 k3", batch, 512, 512, 7, 3, 1, 3)});
}

/// The pitch model's layers: columns of pixels, whose padding is a tensor's by then.
void time_pitch(dim batch) {
    auto const column = [batch](char const* name, dim in, dim out, dim size, dim kernel, dim stride) {
        return convolution{
            name, {batch, in, {size + kernel - stride, 1}, out, {kernel, 1}, {stride, 1}, {0, 0}, {1, 1}, 1}, 1};
    };
    time_convolutions("pitch model convolutions", batch,
                      {column("1->1024 k512 s4", 1, 1024, 1024, 512, 4), column("1024->128 k64", 1024, 128, 128, 64, 1),
                       column("128->128 k64, 64", 128, 128, 64, 64, 1), column("128->128 k64, 32", 128, 128, 32, 64, 1),
                       column("128->256 k64", 128, 256, 16, 64, 1), column("256->512 k64", 256, 512, 8, 64, 1)});
}

void time_pointwise(char const* name, dim in, dim out, dim size) {
    convolution const one = square(name, 1, in, out, size, 1, 1);
    report(name, one.microseconds(), one.operations());
}

void time_matmul(dim m, dim n, dim k) {
    std::vector<float> a = numbers(m * k), b = numbers(k * n), c = numbers(m * n);
    char name[64];
    std::snprintf(name, sizeof name, "matmul %dx%dx%d", int(m), int(n), int(k));
    report(name, least([&] { kernels::matmul({a.data(), k, 1}, {b.data(), n, 1}, c.data(), m, k, n, scratch()); }),
           2.0 * double(m * n * k));
    std::snprintf(name, sizeof name, "matmul %dx%dx%d b transposed", int(m), int(n), int(k));
    report(name, least([&] { kernels::matmul({a.data(), k, 1}, {b.data(), 1, k}, c.data(), m, k, n, scratch()); }),
           2.0 * double(m * n * k));
}

}  // namespace

int main() {
    for (dim batch : {1, 32, 256}) time_mlp(batch);
    for (dim batch : {1, 32, 256}) time_lenet(batch);
    time_matmul(256, 256, 784);
    time_matmul(512, 512, 512);
    time_matmul(1024, 1024, 1024);
    for (dim batch : {1, 16}) time_resnet18(batch);
    for (dim batch : {1, 16}) time_pitch(batch);
    time_pointwise("conv 64->64 56 k1", 64, 64, 56);
    time_pointwise("conv 256->64 56 k1", 256, 64, 56);
}
