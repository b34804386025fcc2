// SPDX-License-Identifier: BSL-1.0
// The reductions on Thrust's host systems, against plain loops.
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/kernels/device/reduce.hpp>

#include "policies.hpp"

namespace device = eponym::kernels::device;
using namespace device_test;

namespace {

struct extents {
    std::int64_t outer;
    std::int64_t n;
    std::int64_t inner;
};

extents const shapes[] = {
    {1, 1, 1},    {1, 16, 1},      {1, 17, 1},  {1, 31, 1}, {1, 32, 1}, {1, 33, 1},
    {3, 255, 1},  {2, 256, 1},     {5, 257, 1}, {4, 10, 7}, {2, 40, 3}, {1, 257, 5},
    {3, 4097, 2}, {1, 100'003, 1}, {7, 1, 9},   {0, 20, 4}, {4, 20, 0},
};

template<class T>
T nan_of() {
    return std::numeric_limits<T>::quiet_NaN();
}

// `reduction(values)` for each of the outer * inner columns of x.
template<class T, class Reduction>
auto plain(std::vector<T> const& x, extents shape, Reduction const& reduction) {
    std::vector<decltype(reduction(x))> results;
    for (std::int64_t i = 0; i < shape.outer * shape.inner; ++i) {
        std::vector<T> column;
        for (std::int64_t k = 0; k < shape.n; ++k)
            column.push_back(x[std::size_t((i / shape.inner * shape.n + k) * shape.inner + i % shape.inner)]);
        results.push_back(reduction(column));
    }
    return results;
}

// The workspace is as large as is said, and nothing is written behind it.
template<class Result, class Run>
std::vector<Result> reduced(extents shape, Run const& run) {
    auto const room = std::size_t(device::workspace_size(shape.outer, shape.n, shape.inner));
    std::vector<Result> y(std::size_t(shape.outer * shape.inner), Result(77));
    std::vector<Result> workspace(room + room / 8 + 8, Result(55));
    run(y.data(), workspace.data());
    std::size_t overwritten = 0;
    for (std::size_t i = room; i < workspace.size(); ++i) overwritten += workspace[i] != Result(55);
    CHECK(overwritten == 0);
    return y;
}

template<class T>
std::int64_t first_largest(std::vector<T> const& values) {
    std::size_t best = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i])) return std::int64_t(i);
        if (values[i] > values[best]) best = i;
    }
    return std::int64_t(best);
}

template<class T, class Policy>
std::vector<std::int64_t> argmax_of(Policy const& policy, std::vector<T> const& x, extents shape) {
    return reduced<std::int64_t>(shape, [&](std::int64_t* y, std::int64_t* workspace) {
        device::argmax(policy, x.data(), y, shape.outer, shape.n, shape.inner, workspace);
    });
}

template<class T, class Policy>
std::vector<T> sum_of(Policy const& policy, std::vector<T> const& x, extents shape) {
    return reduced<T>(shape, [&](T* y, T* workspace) {
        device::sum(policy, x.data(), y, shape.outer, shape.n, shape.inner, workspace);
    });
}

}  // namespace

TEMPLATE_TEST_CASE("device code sums and averages along the middle dimension", "[device]", float, double) {
    using T = TestType;
    auto const total = [](std::vector<T> const& values) {
        long double sum = 0;
        for (T value : values) sum += value;
        return double(sum);
    };
    auto const magnitude = [](std::vector<T> const& values) {
        double sum = 0;
        for (T value : values) sum += std::abs(double(value));
        return sum;
    };
    for (extents shape : shapes) {
        std::vector<T> const x = scattered<T>(shape.outer * shape.n * shape.inner, 23);
        std::vector<double> const sums = plain(x, shape, total);
        std::vector<double> const sizes = plain(x, shape, magnitude);
        on_every_host_system([&](auto const& policy) {
            std::vector<T> const sum = sum_of(policy, x, shape);
            std::vector<T> const mean = reduced<T>(shape, [&](T* y, T* workspace) {
                device::mean(policy, x.data(), y, shape.outer, shape.n, shape.inner, workspace);
            });
            std::size_t wrong = 0;
            for (std::size_t i = 0; i < sum.size(); ++i) {
                // At most 16 roundings in each of at most 5 stages.
                double const tolerance = 80 * double(std::numeric_limits<T>::epsilon()) * sizes[i];
                wrong += !(std::abs(double(sum[i]) - sums[i]) <= tolerance);
                wrong += mean[i] != sum[i] / T(shape.n);
            }
            CAPTURE(shape.outer, shape.n, shape.inner);
            CHECK(wrong == 0);
        });
    }
}

TEMPLATE_TEST_CASE("device code's sum of nothing is 0 and its mean is NaN", "[device]", float, double) {
    using T = TestType;
    on_every_host_system([&](auto const& policy) {
        std::vector<T> y(6, T(7));
        device::sum(policy, static_cast<T const*>(nullptr), y.data(), 2, 0, 3, static_cast<T*>(nullptr));
        for (T value : y) CHECK(value == 0);
        device::mean(policy, static_cast<T const*>(nullptr), y.data(), 2, 0, 3, static_cast<T*>(nullptr));
        for (T value : y) CHECK(std::isnan(value));
    });
}

TEST_CASE("a long sum in float stays exact to a few units in the last place", "[device]") {
    std::int64_t const n = 10'000'000;
    std::vector<float> const x(std::size_t(n), 0.1f);
    on_every_host_system([&](auto const& policy) {
        double const sum = double(sum_of(policy, x, {1, n, 1})[0]);
        CHECK(std::abs(sum / (double(n) * double(0.1f)) - 1) < 1e-6);  // one by one it is wrong by 8 %
    });
}

TEST_CASE("every host system gives a sum the same bits", "[device]") {
    extents const shape{3, 54'321, 2};
    std::vector<float> const x = scattered<float>(shape.outer * shape.n * shape.inner, 29);
    std::vector<float> const first = sum_of(thrust::cpp::par, x, shape);
    on_every_host_system([&](auto const& policy) {
        std::vector<float> const sum = sum_of(policy, x, shape);
        CHECK(std::memcmp(first.data(), sum.data(), sum.size() * sizeof(float)) == 0);
    });
}

TEMPLATE_TEST_CASE("device code finds the largest and its index", "[device]", float, double) {
    using T = TestType;
    for (extents shape : shapes) {
        std::vector<T> const x = scattered<T>(shape.outer * shape.n * shape.inner, 31);
        std::vector<std::int64_t> const indices = plain(x, shape, first_largest<T>);
        std::vector<T> const largest =
            plain(x, shape, [](std::vector<T> const& values) { return values[std::size_t(first_largest(values))]; });
        on_every_host_system([&](auto const& policy) {
            CAPTURE(shape.outer, shape.n, shape.inner);
            std::vector<T> const max = reduced<T>(shape, [&](T* y, T* workspace) {
                device::max(policy, x.data(), y, shape.outer, shape.n, shape.inner, workspace);
            });
            CHECK(max == largest);
            CHECK(argmax_of(policy, x, shape) == indices);
        });
    }
}

TEMPLATE_TEST_CASE("device code's argmax takes the first among equals and the first NaN", "[device]", float, double) {
    using T = TestType;
    for (std::int64_t n : {2, 16, 17, 33, 300, 5000}) {
        for (std::int64_t inner : {1, 3}) {
            extents const shape{2, n, inner};
            std::vector<T> x(std::size_t(2 * n * inner), T(-1));
            CAPTURE(n, inner);
            on_every_host_system(
                [&](auto const& policy) { CHECK(argmax_of(policy, x, shape) == plain(x, shape, first_largest<T>)); });
            // The same largest value in many places, in an order that no stage of a reduction follows.
            for (std::size_t i = 0; i < x.size(); ++i) x[i] = T(i * 7 % 13);
            on_every_host_system(
                [&](auto const& policy) { CHECK(argmax_of(policy, x, shape) == plain(x, shape, first_largest<T>)); });
            for (std::size_t i = 0; i < x.size(); ++i)
                if (i * 5 % 11 == 3) x[i] = nan_of<T>();
            x.back() = std::numeric_limits<T>::infinity();
            on_every_host_system(
                [&](auto const& policy) { CHECK(argmax_of(policy, x, shape) == plain(x, shape, first_largest<T>)); });
        }
    }
}

TEMPLATE_TEST_CASE("device code's max is NaN wherever the NaN stands", "[device]", float, double) {
    using T = TestType;
    for (std::int64_t n : {1, 16, 17, 300}) {
        for (std::int64_t at = 0; at < n; at += 1 + n / 20) {
            std::vector<T> x = scattered<T>(n, 37);
            x[std::size_t(at)] = nan_of<T>();
            on_every_host_system([&](auto const& policy) {
                std::vector<T> workspace(std::size_t(device::workspace_size(1, n, 1)));
                T y = 0;
                device::max(policy, x.data(), &y, 1, n, 1, workspace.data());
                CHECK(std::isnan(y));
            });
        }
    }
}
