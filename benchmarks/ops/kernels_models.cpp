// SPDX-License-Identifier: BSL-1.0
// Times the host kernels on the shapes of two small models and of common layers, one thread, the best of many runs.
// Prints one line per case: name, microseconds, GFLOP/s. The environment variable EPONYM_ISA limits the instructions.
#include <cstdio>
#include <ctime>
#include <new>
#include <vector>

#include <eponym/kernels/host/conv2d.hpp>
#include <eponym/kernels/host/linear.hpp>
#include <eponym/kernels/host/matmul.hpp>
#include <eponym/kernels/host/max_pool2d.hpp>

namespace kernels = eponym::kernels;
using eponym::dim;
using kernels::activation;
using kernels::conv2d_extents;
using kernels::pool2d_extents;

namespace {

std::vector<float> numbers(dim count) {
    std::vector<float> values(static_cast<std::size_t>(count));
    unsigned state = 1;
    for (float& value : values) {
        state = state * 1664525u + 1013904223u;
        value = float(state >> 8) / float(1 << 24) - 0.5f;
    }
    return values;
}

void* scratch() {
    static void* const memory = ::operator new(std::size_t(64) << 20, std::align_val_t(64));
    return memory;
}

/// The least processor time of one call in microseconds, over about half a second: other programs may be running.
template<class F>
double least(F const& call) {
    double best = 1e30, spent = 0;
    int calls = 1;
    while (spent < 0.5e6) {
        std::clock_t const begin = std::clock();
        for (int i = 0; i < calls; ++i) call();
        double const time = 1e6 * double(std::clock() - begin) / CLOCKS_PER_SEC;
        spent += time;
        if (time < 500) {
            calls *= 2;
            continue;
        }
        if (time / calls < best) best = time / calls;
    }
    return best;
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

void time_conv(dim in, dim out, dim size, dim kernel, dim stride, dim padding) {
    conv2d_extents const e{1, in, {size, size}, out, {kernel, kernel}, {stride, stride}, {padding, padding}, {1, 1}, 1};
    std::vector<float> x = numbers(in * size * size), weight = numbers(out * in * kernel * kernel),
                       y = numbers(out * e.out_size(0) * e.out_size(1));
    char name[64];
    std::snprintf(name, sizeof name, "conv %d->%d %d k%d s%d", int(in), int(out), int(size), int(kernel), int(stride));
    report(name,
           least([&] { kernels::conv2d(e, x.data(), weight.data(), nullptr, activation::none, y.data(), scratch()); }),
           2.0 * double(in * out * kernel * kernel * e.out_size(0) * e.out_size(1)));
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
    time_conv(64, 64, 56, 3, 1, 1);
    time_conv(128, 128, 28, 3, 1, 1);
    time_conv(256, 256, 14, 3, 1, 1);
    time_conv(512, 512, 7, 3, 1, 1);
    time_conv(64, 64, 56, 1, 1, 0);
    time_conv(256, 64, 56, 1, 1, 0);
    time_conv(64, 128, 56, 3, 2, 1);
    time_conv(3, 64, 224, 7, 2, 3);
}
