// SPDX-License-Identifier: BSL-1.0
// The device templates on Thrust's host systems, against plain loops.
#include <cmath>
#include <limits>
#include <memory>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/kernels/device/elementwise.hpp>

#include "policies.hpp"

namespace kernels = eponym::kernels;
namespace device = eponym::kernels::device;
using kernels::unary;
using namespace device_test;

namespace {

// Equal, both NaN, or a few units in the last place apart where the library's functions round differently.
template<class T>
bool close(T left, T right, T units = 0) {
    if (std::isnan(left) || std::isnan(right)) return std::isnan(left) && std::isnan(right);
    return left == right || std::abs(left - right) <= units * std::numeric_limits<T>::epsilon() * std::abs(right);
}

template<class T, class Operation, class Plain>
void check_unary(Operation const& operation, Plain const& plain, T units) {
    for (std::int64_t n : lengths) {
        std::vector<T> x = scattered<T>(n, std::uint32_t(n) + 1);
        if (n > 2) x[1] = std::numeric_limits<T>::quiet_NaN();
        if (n > 2) x[2] = -std::numeric_limits<T>::infinity();
        on_every_host_system([&](auto const& policy) {
            std::vector<T> y(x.size(), T(7));
            std::vector<T> in_place = x;
            operation(policy, x.data(), y.data(), n);
            operation(policy, in_place.data(), in_place.data(), n);
            std::size_t wrong = 0;
            for (std::size_t i = 0; i < x.size(); ++i)
                wrong += !close(y[i], plain(x[i]), units) || !close(in_place[i], y[i]);
            CAPTURE(n);
            CHECK(wrong == 0);
        });
    }
}

template<class T, class Operation, class Plain>
void check_binary(kernels::broadcast_extents const& extents, std::vector<T> const& a, std::vector<T> const& b,
                  Operation const& operation, Plain const& plain) {
    std::vector<T> expected;
    for_each_element(extents, [&](std::int64_t, std::int64_t i, std::int64_t j) {
        expected.push_back(plain(a[std::size_t(i)], b[std::size_t(j)]));
    });
    on_every_host_system([&](auto const& policy) {
        std::vector<T> y(expected.size(), T(7));
        operation(policy, extents, a.data(), b.data(), y.data());
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < y.size(); ++i) wrong += !close(y[i], expected[i]);
        CHECK(wrong == 0);
    });
}

template<class T, class Check>
void check_every_operation(Check const& check) {
    check([](auto const&... x) { device::add(x...); }, [](T a, T b) { return a + b; });
    check([](auto const&... x) { device::sub(x...); }, [](T a, T b) { return a - b; });
    check([](auto const&... x) { device::mul(x...); }, [](T a, T b) { return a * b; });
    check([](auto const&... x) { device::div(x...); }, [](T a, T b) { return a / b; });
    check([](auto const&... x) { device::maximum(x...); },
          [](T a, T b) {
              return std::isnan(a) || std::isnan(b) ? std::numeric_limits<T>::quiet_NaN() : std::fmax(a, b);
          });
    check([](auto const&... x) { device::minimum(x...); },
          [](T a, T b) {
              return std::isnan(a) || std::isnan(b) ? std::numeric_limits<T>::quiet_NaN() : std::fmin(a, b);
          });
}

}  // namespace

TEMPLATE_TEST_CASE("device code computes the unary functions for every length, in place too", "[device]", float,
                   double) {
    using T = TestType;
    check_unary<T>([](auto const&... x) { device::map<unary::relu>(x...); }, [](T x) { return x <= 0 ? T(0) : x; }, 0);
    check_unary<T>([](auto const&... x) { device::map<unary::neg>(x...); }, [](T x) { return -x; }, 0);
    check_unary<T>([](auto const&... x) { device::map<unary::exp>(x...); }, [](T x) { return T(std::exp(double(x))); },
                   2);
    check_unary<T>([](auto const&... x) { device::map<unary::log>(x...); }, [](T x) { return T(std::log(double(x))); },
                   2);
    check_unary<T>([](auto const&... x) { device::map<unary::tanh>(x...); },
                   [](T x) { return T(std::tanh(double(x))); }, 2);
    check_unary<T>([](auto const&... x) { device::map<unary::abs>(x...); }, [](T x) { return x < 0 ? -x : x; }, 0);
    check_unary<T>([](auto const&... x) { device::map<unary::sqrt>(x...); }, [](T x) { return std::sqrt(x); }, 0);
    check_unary<T>([](auto const&... x) { device::map<unary::sigmoid>(x...); },
                   [](T x) { return T(1 / (1 + std::exp(-double(x)))); }, 4);
    check_unary<T>([](auto const&... x) { device::map<unary::silu>(x...); },
                   [](T x) { return T(double(x) / (1 + std::exp(-double(x)))); }, 4);
    check_unary<T>([](auto const&... x) { device::map<unary::leaky_relu>(x..., T(0.25), T(0)); },
                   [](T x) { return x > 0 ? x : x / 4; }, 0);
    check_unary<T>([](auto const&... x) { device::map<unary::elu>(x..., T(3), T(0)); },
                   [](T x) { return x > 0 ? x : T(3 * std::expm1(double(x))); }, 4);
    check_unary<T>([](auto const&... x) { device::map<unary::softplus>(x..., T(2), T(20)); },
                   [](T x) { return T(std::log1p(std::exp(2 * double(x))) / 2); }, 4);
    check_unary<T>([](auto const&... x) { device::map<unary::clamp>(x..., T(-1), T(2)); },
                   [](T x) { return x < -1  ? -1
                                    : x > 2 ? 2
                                            : x; }, 0);
    check_unary<T>([](auto const&... x) { device::map<unary::pow>(x..., T(-2), T(0)); },
                   [](T x) { return T(1) / (x * x); }, 0);
    check_unary<T>([](auto const&... x) { device::map<unary::pow>(x..., T(2.5), T(0)); },
                   [](T x) { return T(std::pow(double(x), 2.5)); }, 4);
}

TEMPLATE_TEST_CASE("device code computes gelu within four units in the last place of x", "[device]", float, double) {
    using T = TestType;
    std::vector<T> const x = scattered<T>(1000, 23);
    on_every_host_system([&](auto const& policy) {
        std::vector<T> exact(x.size()), by_tangent(x.size());
        device::map<unary::gelu>(policy, x.data(), exact.data(), 1000);
        device::map<unary::gelu>(policy, x.data(), by_tangent.data(), 1000, T(1));
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            double const value = double(x[i]);
            double const allowed = 4 * double(std::numeric_limits<T>::epsilon()) * std::abs(value);
            double const tangent = std::tanh(0.7978845608028654 * (value + 0.044715 * value * value * value));
            wrong += std::abs(double(exact[i]) - value * (1 + std::erf(value * std::sqrt(0.5))) / 2) > allowed;
            wrong += std::abs(double(by_tangent[i]) - value * (1 + tangent) / 2) > allowed;
        }
        CHECK(wrong == 0);
    });
}

TEMPLATE_TEST_CASE("device code computes the binary operations for every length", "[device]", float, double) {
    using T = TestType;
    for (std::int64_t n : lengths) {
        CAPTURE(n);
        std::vector<T> const a = scattered<T>(n, 3);
        std::vector<T> const b = scattered<T>(n, 5);
        check_every_operation<T>(
            [&](auto const& operation, auto const& plain) { check_binary<T>(contiguous(n), a, b, operation, plain); });
    }
}

TEMPLATE_TEST_CASE("device code broadcasts as the extents say", "[device]", float, double) {
    using T = TestType;
    std::vector<T> const a = scattered<T>(1000, 11);
    std::vector<T> const b = scattered<T>(1000, 13);
    for (auto const& [name, extents] : broadcasts()) {
        CAPTURE(name);
        check_every_operation<T>(
            [&](auto const& operation, auto const& plain) { check_binary<T>(extents, a, b, operation, plain); });
    }
}

TEMPLATE_TEST_CASE("device code gives NaN for the larger and the smaller of NaN and a number", "[device]", float,
                   double) {
    using T = TestType;
    T const nan = std::numeric_limits<T>::quiet_NaN();
    std::vector<T> const a = {nan, 1, nan, 1, 2};
    std::vector<T> const b = {1, nan, nan, 2, 1};
    on_every_host_system([&](auto const& policy) {
        std::vector<T> y(5);
        device::maximum(policy, contiguous(5), a.data(), b.data(), y.data());
        CHECK((std::isnan(y[0]) && std::isnan(y[1]) && std::isnan(y[2]) && y[3] == 2 && y[4] == 2));
        device::minimum(policy, contiguous(5), a.data(), b.data(), y.data());
        CHECK((std::isnan(y[0]) && std::isnan(y[1]) && std::isnan(y[2]) && y[3] == 1 && y[4] == 1));
    });
}

TEMPLATE_TEST_CASE("device code compares, with broadcasting", "[device]", float, double, std::int64_t) {
    using T = TestType;
    std::vector<T> a(1000), b(1000);
    for (std::size_t i = 0; i < a.size(); ++i) {
        a[i] = T(i * 7 % 11);
        b[i] = T(i * 5 % 11);
    }
    if constexpr (std::numeric_limits<T>::has_quiet_NaN) a[7] = b[9] = std::numeric_limits<T>::quiet_NaN();
    using kernels::comparison;
    auto const check = [&](auto const& extents, auto const& operation, auto const& plain) {
        std::vector<bool> expected;
        for_each_element(extents, [&](std::int64_t, std::int64_t i, std::int64_t j) {
            expected.push_back(plain(a[std::size_t(i)], b[std::size_t(j)]));
        });
        on_every_host_system([&](auto const& policy) {
            std::unique_ptr<bool[]> const y(new bool[expected.size() + 1]);
            operation(policy, extents, a.data(), b.data(), y.get());
            std::size_t wrong = 0;
            for (std::size_t i = 0; i < expected.size(); ++i) wrong += y[i] != expected[i];
            CHECK(wrong == 0);
        });
    };
    for (auto const& [name, extents] : broadcasts()) {
        CAPTURE(name);
        check(
            extents, [](auto const&... x) { device::compare<comparison::equal>(x...); },
            [](T left, T right) { return left == right; });
        check(
            extents, [](auto const&... x) { device::compare<comparison::not_equal>(x...); },
            [](T left, T right) { return left != right; });
        check(
            extents, [](auto const&... x) { device::compare<comparison::less>(x...); },
            [](T left, T right) { return left < right; });
        check(
            extents, [](auto const&... x) { device::compare<comparison::less_equal>(x...); },
            [](T left, T right) { return left <= right; });
    }
}

TEST_CASE("device code writes over an operand that is contiguous while the other is broadcast", "[device]") {
    kernels::broadcast_extents const extents{2, {40, 25}, {25, 1}, {0, 1}};
    std::vector<float> const row = scattered<float>(25, 17);
    on_every_host_system([&](auto const& policy) {
        std::vector<float> const before = scattered<float>(1000, 19);
        std::vector<float> x = before;
        device::sub(policy, extents, x.data(), row.data(), x.data());
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < x.size(); ++i) wrong += x[i] != before[i] - row[i % 25];
        CHECK(wrong == 0);
    });
}

TEST_CASE("dimensions are merged only where both operands step through them as through one", "[device]") {
    auto const rank_of = [](kernels::broadcast_extents const& extents) {
        return device::detail::collapse(extents).rank;
    };
    CHECK(rank_of({3, {2, 3, 4}, {12, 4, 1}, {12, 4, 1}}) == 1);
    CHECK(rank_of({3, {2, 3, 4}, {12, 4, 1}, {0, 0, 0}}) == 1);
    CHECK(rank_of({3, {2, 3, 4}, {12, 4, 1}, {0, 4, 1}}) == 2);
    CHECK(rank_of({3, {2, 3, 4}, {12, 4, 1}, {0, 1, 0}}) == 3);
    CHECK(rank_of({3, {1, 3, 1}, {9, 1, 5}, {0, 1, 0}}) == 1);
    CHECK(rank_of({2, {1, 1}, {1, 1}, {1, 1}}) == 0);
}

TEST_CASE("indices of 64 bits find the same elements, and are taken where offsets reach 2^31", "[device]") {
    std::vector<float> const a = scattered<float>(1000, 41);
    std::vector<float> const b = scattered<float>(1000, 43);
    using device::detail::broadcast_function;
    for (auto const& [name, extents] : broadcasts()) {
        CAPTURE(name);
        broadcast_function<std::int64_t, float, device::function::sub> const f(extents, a.data(), b.data(), {});
        for_each_element(extents, [&](std::int64_t element, std::int64_t i, std::int64_t j) {
            CHECK(f(element) == a[std::size_t(i)] - b[std::size_t(j)]);
        });
    }
    std::int64_t const limit = std::int64_t(1) << 31;
    CHECK(device::detail::fits_32_bits({1, {2}, {limit - 1}, {0}}));
    CHECK_FALSE(device::detail::fits_32_bits({1, {2}, {limit}, {0}}));
    CHECK_FALSE(device::detail::fits_32_bits({1, {2}, {0}, {-limit}}));
    CHECK_FALSE(device::detail::fits_32_bits({2, {1 << 16, 1 << 16}, {0, 1}, {1, 0}}));
}
