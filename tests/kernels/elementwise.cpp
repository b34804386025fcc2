// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_template_test_macros.hpp>
#include <eponym/kernels/host/binary.hpp>
#include <eponym/kernels/host/unary.hpp>

#include "support.hpp"

using kernels::broadcast_extents;

namespace {

template<class T>
bool same(T a, T b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

template<class T, class Kernel, class Expected>
void check_unary(Kernel const& kernel, Expected const& expected, double last_places) {
    for (dim n : {0, 1, 2, 3, 7, 8, 15, 16, 17, 31, 32, 33, 1000}) {
        std::vector<T> values = numbers<T>(n);
        for (dim i = 0; i < n; ++i) values[std::size_t(i)] *= T(30);
        if (n > 5) values[4] = not_a_number<T>;
        guarded<T> const x(values);
        guarded<T> y(std::vector<T>(std::size_t(n), T(7)));
        kernel(x.data(), y.data(), n);
        dim wrong = 0;
        for (dim i = 0; i < n; ++i) {
            double const exact = expected(double(x[i]));
            double const allowed = last_places * double(std::numeric_limits<T>::epsilon()) * std::fabs(exact);
            if (!same<T>(y[i], T(exact)) && !(std::fabs(double(y[i]) - exact) <= allowed)) ++wrong;
        }
        INFO("n " << n);
        CHECK(wrong == 0);
    }
}

using kernels::unary;

template<unary Function, class T, class Expected>
void check_function(Expected const& expected, double last_places, T p = 0, T q = 0) {
    check_unary<T>([&](T const* x, T* y, dim n) { kernels::map<Function>(x, y, n, p, q); }, expected, last_places);
}

template<class T>
void check_all_unary() {
    check_function<unary::relu, T>([](double x) { return x < 0 ? 0 : x; }, 0);
    check_function<unary::neg, T>([](double x) { return -x; }, 0);
    check_function<unary::abs, T>([](double x) { return std::fabs(x); }, 0);
    check_function<unary::sqrt, T>([](double x) { return std::sqrt(x); }, 0.5);
    check_function<unary::exp, T>([](double x) { return std::exp(x); }, 2);
    check_function<unary::log, T>([](double x) { return std::log(x); }, 2);
    check_function<unary::tanh, T>([](double x) { return std::tanh(x); }, 4);
    check_function<unary::sigmoid, T>([](double x) { return 1 / (1 + std::exp(-x)); }, 4);
    check_function<unary::silu, T>([](double x) { return x / (1 + std::exp(-x)); }, 4);
    check_function<unary::leaky_relu, T>([](double x) { return x > 0 ? x : x * 0.25; }, 0, T(0.25));
    check_function<unary::elu, T>([](double x) { return x > 0 ? x : 3 * std::expm1(x); }, 4, T(3));
    check_function<unary::softplus, T>([](double x) { return x > 10 ? x : std::log1p(std::exp(2 * x)) / 2; }, 4, T(2),
                                       T(20));
    check_function<unary::clamp, T>([](double x) { return x < -5 ? -5 : x > 7 ? 7 : x; }, 0, T(-5), T(7));
    check_function<unary::hardtanh, T>([](double x) { return x < -5 ? -5 : x > 7 ? 7 : x; }, 0, T(-5), T(7));
    check_function<unary::pow, T>([](double x) { return x * x; }, 1, T(2));
    check_function<unary::pow, T>([](double x) { return std::pow(x, 2.5); }, 1, T(2.5));
}

/// The operand's element at the result's index `at`.
template<class T>
T element(T const* data, dim const* strides, broadcast_extents const& e, dim at) {
    dim offset = 0;
    for (int i = e.rank - 1; i >= 0; --i) {
        offset += at % e.shape[i] * strides[i];
        at /= e.shape[i];
    }
    return data[offset];
}

template<class T>
void check_binary(broadcast_extents const& e) {
    dim count = 1, a_size = 1, b_size = 1;
    for (int i = 0; i < e.rank; ++i) {
        count *= e.shape[i];
        a_size += e.shape[i] > 0 ? (e.shape[i] - 1) * e.a_strides[i] : 0;
        b_size += e.shape[i] > 0 ? (e.shape[i] - 1) * e.b_strides[i] : 0;
    }
    std::vector<T> a_values = numbers<T>(a_size, 1), b_values = numbers<T>(b_size, 2);
    if (a_size > 3) a_values[2] = not_a_number<T>;
    if (b_size > 5) b_values[4] = not_a_number<T>;
    guarded<T> const a(a_values), b(b_values);
    auto const check = [&](auto const& kernel, auto const& expected) {
        guarded<T> y(std::vector<T>(std::size_t(count), T(7)));
        kernel(e, a.data(), b.data(), y.data());
        dim wrong = 0;
        for (dim i = 0; i < count; ++i) {
            T const left = element(a.data(), e.a_strides, e, i), right = element(b.data(), e.b_strides, e, i);
            if (!same<T>(y[i], expected(left, right))) ++wrong;
        }
        CHECK(wrong == 0);
    };
    check([](auto const&... x) { kernels::add(x...); }, [](T l, T r) { return l + r; });
    check([](auto const&... x) { kernels::sub(x...); }, [](T l, T r) { return l - r; });
    check([](auto const&... x) { kernels::mul(x...); }, [](T l, T r) { return l * r; });
    check([](auto const&... x) { kernels::div(x...); }, [](T l, T r) { return l / r; });
    check([](auto const&... x) { kernels::maximum(x...); }, [](T l, T r) { return std::isnan(l) || l > r ? l : r; });
    check([](auto const&... x) { kernels::minimum(x...); }, [](T l, T r) { return std::isnan(l) || l < r ? l : r; });
}

template<class T>
void check_all_binary() {
    for (dim n : {0, 1, 2, 15, 16, 17, 31, 32, 33, 100}) {
        INFO("n " << n);
        check_binary<T>({1, {n}, {1}, {1}});
        check_binary<T>({1, {n}, {0}, {1}});
        check_binary<T>({1, {n}, {1}, {0}});
        check_binary<T>({1, {n}, {0}, {0}});
        check_binary<T>({1, {n}, {2}, {3}});
        check_binary<T>({2, {3, n}, {n, 1}, {0, 1}});  // a row for every row
        check_binary<T>({2, {3, n}, {n, 1}, {1, 0}});  // a column for every column
        check_binary<T>({2, {n, 3}, {1, n}, {3, 1}});  // a transposed
        check_binary<T>({3, {2, 3, n}, {3 * n, n, 1}, {3 * n, n, 1}});
        check_binary<T>({3, {2, 3, n}, {0, n, 1}, {n, 0, 1}});
    }
    check_binary<T>({0, {}, {}, {}});
    check_binary<T>({8, {2, 1, 3, 2, 1, 2, 3, 2}, {72, 72, 24, 12, 12, 6, 2, 1}, {0, 0, 1, 0, 0, 3, 6, 18}});
}

}  // namespace

TEST_CASE("element-wise functions equal the C library's, NaN included", "[unit][kernels]") {
    with_each_instruction_set([] {
        check_all_unary<float>();
        check_all_unary<double>();
    });
}

TEST_CASE("exp of float is within two units in the last place over its whole range", "[unit][kernels]") {
    with_each_instruction_set([] {
        std::vector<float> x, y;
        for (float value = -110.0f; value < 95.0f; value += 0.00137f) x.push_back(value);
        for (float value : {0.0f, -0.0f, infinity<float>, -infinity<float>, 1e-30f, 1e30f, -1e30f}) x.push_back(value);
        y.resize(x.size());
        kernels::map<unary::exp>(x.data(), y.data(), dim(x.size()));
        dim wrong = 0;
        for (std::size_t i = 0; i != x.size(); ++i) {
            double const exact = std::exp(double(x[i]));
            float const nearest = float(exact);
            if (nearest == y[i]) continue;
            double const unit = double(std::nextafter(nearest, infinity<float>)) - double(nearest);
            if (!(std::fabs(double(y[i]) - exact) <= 2 * unit)) ++wrong;
        }
        CHECK(wrong == 0);
    });
}

TEMPLATE_TEST_CASE("both gelus are within four units in the last place of x of what they stand for", "[unit][kernels]",
                   float, double) {
    with_each_instruction_set([] {
        std::vector<TestType> x;
        for (double value = -12; value < 12; value += 0.00173) x.push_back(TestType(value));
        for (double value : {0.0, -0.0, 1e-30, -1e-30, 1e30, -1e30}) x.push_back(TestType(value));
        std::vector<TestType> exact(x.size()), by_tangent(x.size());
        kernels::map<unary::gelu>(x.data(), exact.data(), dim(x.size()));
        kernels::map<unary::gelu>(x.data(), by_tangent.data(), dim(x.size()), TestType(1));
        dim wrong = 0;
        for (std::size_t i = 0; i != x.size(); ++i) {
            auto const value = static_cast<long double>(x[i]);
            long double const root_half = 0.70710678118654752440L;
            long double const tangent =
                std::tanh(2 * 0.39894228040143267794L * (value + 0.044715L * value * value * value));
            long double const allowed = 4 * std::numeric_limits<TestType>::epsilon() * std::fabs(value);
            if (!(std::fabs(exact[i] - value * (1 + std::erf(value * root_half)) / 2) <= allowed)) ++wrong;
            if (!(std::fabs(by_tangent[i] - value * (1 + tangent) / 2) <= allowed)) ++wrong;
        }
        CHECK(wrong == 0);
    });
}

TEST_CASE("broadcast arithmetic equals the plain loop for all strides", "[unit][kernels]") {
    with_each_instruction_set([] {
        check_all_binary<float>();
        check_all_binary<double>();
    });
}

TEST_CASE("the chosen instruction set can be lowered and never raised", "[unit][kernels]") {
    kernels::isa const best = (kernels::limit_instruction_set(kernels::isa::avx512), kernels::instruction_set());
    kernels::limit_instruction_set(kernels::isa::baseline);
    CHECK(kernels::instruction_set() == kernels::isa::baseline);
    kernels::limit_instruction_set(kernels::isa::avx512);
    CHECK(kernels::instruction_set() == best);
}
