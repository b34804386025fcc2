// SPDX-License-Identifier: BSL-1.0
#include <eponym/kernels/host/norm.hpp>
#include <eponym/kernels/host/orthonormal.hpp>
#include <eponym/kernels/host/reduce.hpp>
#include <eponym/kernels/host/softmax.hpp>

#include "support.hpp"

namespace {

template<class T>
void check_sums(dim outer, dim n, dim inner) {
    guarded<T> const x(numbers<T>(outer * n * inner));
    guarded<T> sums(std::vector<T>(std::size_t(outer * inner), T(7)));
    guarded<T> means(std::vector<T>(std::size_t(outer * inner), T(7)));
    kernels::sum(x.data(), sums.data(), outer, n, inner);
    kernels::mean(x.data(), means.data(), outer, n, inner);
    dim wrong = 0;
    for (dim o = 0; o < outer; ++o)
        for (dim j = 0; j < inner; ++j) {
            double exact = 0;
            for (dim i = 0; i < n; ++i) exact += double(x[(o * n + i) * inner + j]);
            // Partial sums are about sqrt(n), and a term passes one chunk and the levels of the cascade above it.
            double const allowed = 4 * double(std::numeric_limits<T>::epsilon()) * (std::sqrt(double(n)) + 1);
            if (!(std::fabs(double(sums[o * inner + j]) - exact) <= allowed)) ++wrong;
            if (n > 0 && !(std::fabs(double(means[o * inner + j]) - exact / double(n)) <= allowed)) ++wrong;
            if (n == 0 && !std::isnan(means[o * inner + j])) ++wrong;
        }
    INFO("outer " << outer << " n " << n << " inner " << inner);
    CHECK(wrong == 0);
}

template<class T>
void take_max(T const* x, T* y, std::int64_t* index, dim outer, dim n, dim inner) {
    kernels::max(x, y, outer, n, inner);
    kernels::argmax(x, index, outer, n, inner);
}

template<class T>
void take_min(T const* x, T* y, std::int64_t* index, dim outer, dim n, dim inner) {
    kernels::min(x, y, outer, n, inner);
    kernels::argmin(x, index, outer, n, inner);
}

template<class T>
void check_extremes(dim outer, dim n, dim inner, dim not_a_number_at, bool smallest) {
    std::vector<T> values = numbers<T>(outer * n * inner);
    for (T& value : values) value = std::round(value * T(4));  // so that there are ties
    if (not_a_number_at >= 0 && not_a_number_at < dim(values.size()))
        values[std::size_t(not_a_number_at)] = not_a_number<T>;
    guarded<T> const x(values);
    guarded<T> y(std::vector<T>(std::size_t(outer * inner), T(77)));
    guarded<std::int64_t> index(std::vector<std::int64_t>(std::size_t(outer * inner), -1));
    (smallest ? take_min<T> : take_max<T>)(x.data(), y.data(), index.data(), outer, n, inner);
    dim wrong = 0;
    for (dim o = 0; o < outer; ++o)
        for (dim j = 0; j < inner; ++j) {
            dim best = 0;
            for (dim i = 1; i < n; ++i) {
                T const value = x[(o * n + i) * inner + j], most = x[(o * n + best) * inner + j];
                bool const better = smallest ? value < most : value > most;
                if (!std::isnan(most) && (std::isnan(value) || better)) best = i;
            }
            T const expected = x[(o * n + best) * inner + j], found = y[o * inner + j];
            if (index[o * inner + j] != best) ++wrong;
            if (found != expected && !(std::isnan(found) && std::isnan(expected))) ++wrong;
        }
    INFO("outer " << outer << " n " << n << " inner " << inner);
    CHECK(wrong == 0);
}

template<class T>
void check_products(dim outer, dim n, dim inner) {
    std::vector<T> values = numbers<T>(outer * n * inner);
    for (T& value : values) value = T(1) + value / T(2);
    guarded<T> const x(values);
    guarded<T> y(std::vector<T>(std::size_t(outer * inner), T(77)));
    kernels::prod(x.data(), y.data(), outer, n, inner);
    dim wrong = 0;
    for (dim o = 0; o < outer; ++o)
        for (dim j = 0; j < inner; ++j) {
            double exact = 1;
            for (dim i = 0; i < n; ++i) exact *= double(x[(o * n + i) * inner + j]);
            double const allowed = double(std::numeric_limits<T>::epsilon()) * double(n) * exact;
            if (!(std::fabs(double(y[o * inner + j]) - exact) <= allowed)) ++wrong;
        }
    INFO("outer " << outer << " n " << n << " inner " << inner);
    CHECK(wrong == 0);
}

template<class T>
void check_norms(dim outer, dim n) {
    guarded<T> const x(numbers<T>(outer * n));
    double const relative = 8 * double(std::numeric_limits<T>::epsilon());
    guarded<T> y(std::vector<T>(std::size_t(outer), T(77)));
    dim wrong = 0;
    auto const expect = [&](auto const& exact_of_row) {
        for (dim o = 0; o < outer; ++o) {
            double const exact = exact_of_row(o), found = double(y[o]);
            if (!(std::fabs(found - exact) <= relative * exact) && !(std::isnan(found) && std::isnan(exact))) ++wrong;
        }
    };
    auto const sum = [&](dim o, auto const& term) {
        long double total = 0;
        for (dim i = 0; i < n; ++i) total += term(double(x[o * n + i]));
        return double(total);
    };
    for (double p : {1.0, 2.0, 3.0}) {
        kernels::norm(x.data(), y.data(), outer, n, p);
        expect([&](dim o) {
            return std::pow(sum(o, [&](double value) { return std::pow(std::fabs(value), p); }), 1 / p);
        });
    }
    if (n > 0)
        for (bool largest : {false, true}) {
            kernels::norm(x.data(), y.data(), outer, n, largest ? infinity<double> : -infinity<double>);
            expect([&](dim o) {
                double best = std::fabs(double(x[o * n]));
                for (dim i = 1; i < n; ++i) {
                    double const size = std::fabs(double(x[o * n + i]));
                    best = largest ? std::fmax(best, size) : std::fmin(best, size);
                }
                return best;
            });
        }
    auto const variance = [&](dim o) {
        double const mean = sum(o, [](double value) { return value; }) / double(n);
        return sum(o, [&](double value) { return (value - mean) * (value - mean); }) / (double(n) - 1);
    };
    kernels::variance(x.data(), y.data(), outer, n, 1);
    expect([&](dim o) { return n < 2 ? not_a_number<double> : variance(o); });
    kernels::standard_deviation(x.data(), y.data(), outer, n, 1);
    expect([&](dim o) { return n < 2 ? not_a_number<double> : std::sqrt(variance(o)); });
    INFO("outer " << outer << " n " << n);
    CHECK(wrong == 0);
}

template<class T>
void check_softmax(dim outer, dim n, dim inner, T scale) {
    std::vector<T> values = numbers<T>(outer * n * inner);
    for (T& value : values) value *= scale;
    guarded<T> const x(values);
    guarded<T> y(std::vector<T>(values.size(), T(7))), logs(values);
    kernels::softmax(x.data(), y.data(), outer, n, inner);
    kernels::log_softmax(logs.data(), logs.data(), outer, n, inner);
    double const epsilon = double(std::numeric_limits<T>::epsilon());
    dim wrong = 0;
    for (dim o = 0; o < outer; ++o)
        for (dim j = 0; j < inner; ++j) {
            auto const value = [&](dim i) { return double(x[(o * n + i) * inner + j]); };
            double most = value(0), sum = 0;
            for (dim i = 1; i < n; ++i) most = value(i) > most ? value(i) : most;
            for (dim i = 0; i < n; ++i) sum += std::exp(value(i) - most);
            for (dim i = 0; i < n; ++i) {
                // The difference to the largest rounds at up to 2 * scale, which the exponential makes relative.
                double const exact = std::exp(value(i) - most) / sum;
                double const allowed =
                    epsilon * (8 + 2 * double(scale)) * exact + 2 * double(std::numeric_limits<T>::denorm_min());
                if (!(std::fabs(double(y[(o * n + i) * inner + j]) - exact) <= allowed)) ++wrong;
                double const log_exact = value(i) - most - std::log(sum);
                if (!(std::fabs(double(logs[(o * n + i) * inner + j]) - log_exact) <=
                      epsilon * (8 + 4 * double(scale))))
                    ++wrong;
            }
        }
    INFO("outer " << outer << " n " << n << " inner " << inner);
    CHECK(wrong == 0);
}

}  // namespace

TEST_CASE("sum and mean stay within the cascade's rounding", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim outer : {0, 1, 3})
            for (dim n : {0, 1, 15, 16, 17, 31, 32, 33, 63, 65, 1000, 9001})
                for (dim inner : {0, 1, 2, 16, 17, 33}) {
                    check_sums<float>(outer, n, inner);
                    check_sums<double>(outer, n, inner);
                }
        check_sums<float>(1, 1000003, 1);
        check_sums<float>(1, 100003, 3);
    });
}

TEST_CASE("sum of a million equal floats is off by no more than a few last places", "[unit][kernels]") {
    std::vector<float> const x(1 << 20, 0.1f);
    float y = 0;
    kernels::sum(x.data(), &y, 1, dim(x.size()), 1);
    double const exact = double(0.1f) * double(1 << 20);
    CHECK(std::fabs(double(y) - exact) <= exact * 1e-6);  // added one after the other it is off by 4 %
}

TEST_CASE("max, min and their indices equal the plain loop, the first of equals and NaN before all",
          "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim outer : {0, 1, 3})
            for (dim n : {1, 2, 10, 15, 16, 17, 31, 32, 33, 48, 100})
                for (dim inner : {0, 1, 2, 16, 17})
                    for (dim nan_at : {dim(-1), dim(0), dim(9), n * inner - 1}) {
                        for (bool smallest : {false, true}) {
                            check_extremes<float>(outer, n, inner, nan_at, smallest);
                            check_extremes<double>(outer, n, inner, nan_at, smallest);
                        }
                    }
    });
}

TEST_CASE("products equal the plain loop, that of nothing is one", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim outer : {0, 1, 3})
            for (dim n : {0, 1, 2, 15, 16, 17, 33, 64, 65, 100})
                for (dim inner : {0, 1, 2, 16, 17}) {
                    check_products<float>(outer, n, inner);
                    check_products<double>(outer, n, inner);
                }
    });
}

TEST_CASE("norms and variances of rows equal the plain loop", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim outer : {0, 1, 3})
            for (dim n : {0, 1, 2, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 1000, 9001}) {
                check_norms<float>(outer, n);
                check_norms<double>(outer, n);
            }
    });
}

TEST_CASE("orthonormalize keeps the span of each leading set of columns, with positive diagonals", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim rows : {1, 2, 7, 16, 17, 33})
            for (dim columns : {dim(0), dim(1), rows / 2, rows}) {
                std::vector<double> const a = numbers<double>(rows * columns);
                guarded<double> q(a);
                kernels::orthonormalize(q.data(), rows, columns);
                dim wrong = 0;
                for (dim j = 0; j < columns; ++j)
                    for (dim k = 0; k < columns; ++k) {
                        double product = 0, along = 0;
                        for (dim i = 0; i < rows; ++i) {
                            product += q[j * rows + i] * q[k * rows + i];
                            along += q[j * rows + i] * a[std::size_t(k * rows + i)];
                        }
                        if (!(std::fabs(product - (j == k ? 1 : 0)) <= 1e-13)) ++wrong;
                        // R = Q^T A is upper triangular.
                        if (j > k && !(std::fabs(along) <= 1e-12)) ++wrong;
                        if (j == k && !(along > 0)) ++wrong;
                    }
                INFO(rows << " x " << columns);
                CHECK(wrong == 0);
            }
    });
}

TEST_CASE("softmax and log_softmax equal the plain loop", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim outer : {0, 1, 3})
            for (dim n : {0, 1, 2, 10, 15, 16, 17, 33, 100})
                for (dim inner : {0, 1, 2, 16, 17}) {
                    if (n == 0) {
                        kernels::softmax(static_cast<float*>(nullptr), nullptr, outer, n, inner);
                        continue;
                    }
                    check_softmax<float>(outer, n, inner, 3.0f);
                    check_softmax<double>(outer, n, inner, 3.0);
                }
        check_softmax<float>(2, 40, 1, 60.0f);
    });
}

TEST_CASE("softmax keeps probability 1 beside values of any size", "[unit][kernels]") {
    with_each_instruction_set([] {
        std::vector<float> const x{1000.0f, -1000.0f, -infinity<float>};
        std::vector<float> y(3);
        kernels::softmax(x.data(), y.data(), 1, 3, 1);
        CHECK(y == std::vector<float>{1, 0, 0});
        kernels::log_softmax(x.data(), y.data(), 1, 3, 1);
        CHECK(y == std::vector<float>{0, -2000, -infinity<float>});
    });
}
