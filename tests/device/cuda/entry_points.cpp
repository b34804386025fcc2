// SPDX-License-Identifier: BSL-1.0
// The library of device code, from a program that nvcc had no part in.
#include <cmath>
#include <cuda_runtime_api.h>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/kernels/device/cuda.hpp>
#include <eponym/meta/exception.hpp>
#include <eponym/tensor/device.hpp>

namespace cuda = eponym::cuda;
namespace kernels = eponym::kernels;
namespace on_device = eponym::kernels::device::cuda;

namespace {

#define REQUIRE_GPU() \
    if (!cuda::is_available()) SKIP("this machine has no NVIDIA GPU")

void check(cudaError_t status) {
    INFO(cudaGetErrorString(status));
    REQUIRE(status == cudaSuccess);
}

/// Device memory with a copy of `values`.
template<class T>
class DeviceCopy {
public:
    explicit DeviceCopy(std::vector<T> const& values) : count_(values.size()) {
        void* memory = nullptr;
        check(cudaMalloc(&memory, (count_ + 1) * sizeof(T)));
        memory_.reset(static_cast<T*>(memory));
        check(cudaMemcpy(memory, values.data(), count_ * sizeof(T), cudaMemcpyHostToDevice));
    }

    T* data() { return memory_.get(); }

    std::vector<T> read() const {
        std::vector<T> values(count_);
        check(cudaMemcpy(values.data(), memory_.get(), count_ * sizeof(T), cudaMemcpyDeviceToHost));
        return values;
    }

private:
    struct Free {
        void operator()(T* memory) const { cudaFree(memory); }
    };
    std::size_t count_;
    std::unique_ptr<T, Free> memory_;
};

template<class T>
std::vector<T> ramp(std::size_t count) {
    std::vector<T> values(count);
    for (std::size_t i = 0; i < count; ++i) values[i] = T(i * 37 % 101) / 8 - 6;
    return values;
}

template<class T>
bool close(std::vector<T> const& left, std::vector<T> const& right, T units) {
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (std::isnan(left[i]) && std::isnan(right[i])) continue;
        if (!(std::abs(left[i] - right[i]) <= units * std::numeric_limits<T>::epsilon() * std::abs(right[i])))
            return false;
    }
    return left.size() == right.size();
}

kernels::broadcast_extents const column_and_row{2, {33, 257}, {1, 0}, {0, 1}};

}  // namespace

TEST_CASE("a machine without a GPU is told so, and nothing crashes", "[cuda]") {
    if (cuda::is_available()) SKIP("this machine has an NVIDIA GPU");
    CHECK(cuda::device_count() == 0);
    CHECK_THROWS_AS(cuda::current_device(), eponym::error);
    CHECK_THROWS_AS(cuda::device_name(), eponym::error);
    float number = 0;
    CHECK_THROWS_AS(on_device::map<kernels::unary::relu>(nullptr, &number, &number, 1), eponym::error);
    CHECK_THROWS_AS(on_device::add(nullptr, column_and_row, &number, &number, &number), eponym::error);
    CHECK_THROWS_AS(on_device::sum(nullptr, &number, &number, 1, 1, 1, nullptr), eponym::error);
    try {
        cuda::device_name(3);
        FAIL("device 3 has a name");
    } catch (eponym::error const& mistake) {
        CHECK(std::string(mistake.what()).starts_with("cuda::device_name(3): "));
    }
}

TEST_CASE("the devices of a machine have names and numbers", "[cuda]") {
    REQUIRE_GPU();
    CHECK(cuda::device_count() > 0);
    CHECK(cuda::current_device() == 0);
    CHECK_FALSE(cuda::device_name(0).empty());
    CHECK_THROWS_AS(cuda::device_name(cuda::device_count()), eponym::error);
    CHECK_THROWS_AS(cuda::device_name(-1), eponym::error);
}

TEMPLATE_TEST_CASE("the GPU computes the unary functions", "[cuda]", float, double) {
    REQUIRE_GPU();
    using T = TestType;
    for (std::size_t n : {0u, 1u, 31u, 32u, 33u, 1001u, 1'000'003u}) {
        std::vector<T> values = ramp<T>(n);
        if (n > 3) values[3] = std::numeric_limits<T>::quiet_NaN();
        DeviceCopy<T> x(values), y(values);
        auto const compare = [&](auto const& run, auto const& plain) {
            std::vector<T> expected;
            for (T value : values) expected.push_back(plain(value));
            run(nullptr, x.data(), y.data(), eponym::dim(n));
            CAPTURE(n);
            CHECK(close(y.read(), expected, T(4)));
        };
        compare([](auto... a) { on_device::map<kernels::unary::relu>(a...); }, [](T v) { return v < 0 ? T(0) : v; });
        compare([](auto... a) { on_device::map<kernels::unary::neg>(a...); }, [](T v) { return -v; });
        compare([](auto... a) { on_device::map<kernels::unary::exp>(a...); }, [](T v) { return std::exp(v); });
        compare([](auto... a) { on_device::map<kernels::unary::log>(a...); }, [](T v) { return std::log(v); });
        compare([](auto... a) { on_device::map<kernels::unary::tanh>(a...); }, [](T v) { return std::tanh(v); });
        compare([](auto... a) { on_device::map<kernels::unary::silu>(a...); },
                [](T v) { return v / (1 + std::exp(-v)); });
        compare([](auto... a) { on_device::map<kernels::unary::elu>(a..., T(2), T(0)); },
                [](T v) { return v < 0 ? 2 * std::expm1(v) : v; });
        compare([](auto... a) { on_device::map<kernels::unary::clamp>(a..., T(-1), T(2)); },
                [](T v) { return v < -1  ? -1
                                 : v > 2 ? 2
                                         : v; });
    }
}

TEMPLATE_TEST_CASE("the GPU computes the binary operations, broadcast and not, on a stream of its own", "[cuda]", float,
                   double) {
    REQUIRE_GPU();
    using T = TestType;
    std::size_t const rows = 33;
    std::size_t const columns = 257;
    std::size_t const count = rows * columns;
    kernels::broadcast_extents const whole{2, {33, 257}, {257, 1}, {257, 1}};
    std::vector<T> const values = ramp<T>(count);
    DeviceCopy<T> a(values), b(values), y(values);
    cudaStream_t stream = nullptr;
    check(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
    auto const compare = [&](auto const& run, auto const& plain) {
        std::vector<T> expected(count);
        for (std::size_t i = 0; i < count; ++i) expected[i] = plain(values[i / columns], values[i % columns]);
        run(stream, column_and_row, a.data(), b.data(), y.data());
        check(cudaStreamSynchronize(stream));
        CHECK(close(y.read(), expected, T(0)));
        for (std::size_t i = 0; i < count; ++i) expected[i] = plain(values[i], values[i]);
        run(stream, whole, a.data(), b.data(), y.data());
        check(cudaStreamSynchronize(stream));
        CHECK(close(y.read(), expected, T(0)));
    };
    compare([](auto const&... v) { on_device::add(v...); }, [](T v, T w) { return v + w; });
    compare([](auto const&... v) { on_device::sub(v...); }, [](T v, T w) { return v - w; });
    compare([](auto const&... v) { on_device::mul(v...); }, [](T v, T w) { return v * w; });
    compare([](auto const&... v) { on_device::div(v...); }, [](T v, T w) { return v / w; });
    compare([](auto const&... v) { on_device::maximum(v...); }, [](T v, T w) { return std::fmax(v, w); });
    compare([](auto const&... v) { on_device::minimum(v...); }, [](T v, T w) { return std::fmin(v, w); });
    check(cudaStreamDestroy(stream));
}

TEMPLATE_TEST_CASE("the GPU reduces along the middle dimension", "[cuda]", float, double) {
    REQUIRE_GPU();
    using T = TestType;
    for (std::size_t n : {1u, 16u, 17u, 33u, 300u, 5000u}) {
        std::size_t const outer = 3;
        std::size_t const inner = 5;
        std::vector<T> const values = ramp<T>(outer * n * inner);
        std::vector<T> sums(outer * inner), means(outer * inner), largest(outer * inner);
        std::vector<std::int64_t> indices(outer * inner);
        for (std::size_t i = 0; i < outer * inner; ++i) {
            T const* column = values.data() + i / inner * n * inner + i % inner;
            double sum = 0;
            std::size_t best = 0;
            for (std::size_t k = 0; k < n; ++k) {
                sum += double(column[k * inner]);  // multiples of 1/8: exact
                if (column[k * inner] > column[best * inner]) best = k;
            }
            sums[i] = T(sum);
            means[i] = T(sum) / T(n);
            largest[i] = column[best * inner];
            indices[i] = std::int64_t(best);
        }
        auto const middle = eponym::dim(n);
        auto const room = std::size_t(kernels::device::workspace_size(3, middle, 5));
        DeviceCopy<T> x(values), y(sums), workspace{std::vector<T>(room)};
        DeviceCopy<std::int64_t> index(indices), index_workspace{std::vector<std::int64_t>(room)};
        CAPTURE(n);
        on_device::sum(nullptr, x.data(), y.data(), 3, middle, 5, workspace.data());
        CHECK(close(y.read(), sums, T(0)));
        on_device::mean(nullptr, x.data(), y.data(), 3, middle, 5, workspace.data());
        CHECK(close(y.read(), means, T(1)));
        on_device::max(nullptr, x.data(), y.data(), 3, middle, 5, workspace.data());
        CHECK(close(y.read(), largest, T(0)));
        on_device::argmax(nullptr, x.data(), index.data(), 3, middle, 5, index_workspace.data());
        CHECK(index.read() == indices);
    }
}
