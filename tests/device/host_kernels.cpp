// SPDX-License-Identifier: BSL-1.0
// Host kernels and device templates are two implementations of one definition.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/kernels/device/elementwise.hpp>
#include <eponym/kernels/device/reduce.hpp>
#include <eponym/kernels/host/binary.hpp>
#include <eponym/kernels/host/reduce.hpp>
#include <eponym/kernels/host/unary.hpp>

#include "policies.hpp"

namespace kernels = eponym::kernels;
namespace device = eponym::kernels::device;
using namespace device_test;

namespace {

template<class T>
std::size_t count_differences(std::vector<T> const& left, std::vector<T> const& right, T units) {
    std::size_t different = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (std::isnan(left[i]) && std::isnan(right[i])) continue;
        different += left[i] != right[i] &&
                     !(std::abs(left[i] - right[i]) <= units * std::numeric_limits<T>::epsilon() * std::abs(right[i]));
    }
    return different;
}

template<class T>
std::vector<T> with_special_values(std::vector<T> values) {
    T const special[] = {std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::infinity(),
                         -std::numeric_limits<T>::infinity(), T(0)};
    for (std::size_t i = 0; i < values.size(); i += 37) values[i] = special[i % 4];
    return values;
}

}  // namespace

#define EPONYM_COMPARE_UNARY(NAME, UNITS)                                     \
    {                                                                         \
        kernels::map<kernels::unary::NAME>(x.data(), host.data(), n);         \
        device::map<kernels::unary::NAME>(policy, x.data(), other.data(), n); \
        CAPTURE(#NAME, n);                                                    \
        CHECK(count_differences<T>(other, host, UNITS) == 0);                 \
    }

#define EPONYM_COMPARE_BINARY(NAME)                                      \
    {                                                                    \
        kernels::NAME(extents, a.data(), b.data(), host.data());         \
        device::NAME(policy, extents, a.data(), b.data(), other.data()); \
        CAPTURE(#NAME, name);                                            \
        CHECK(count_differences<T>(other, host, 0) == 0);                \
    }

TEMPLATE_TEST_CASE("device code and host kernels compute the same element by element", "[device]", float, double) {
    using T = TestType;
    std::vector<T> const a = with_special_values(scattered<T>(1000, 47));
    std::vector<T> const b = with_special_values(scattered<T>(1001, 53));
    on_every_host_system([&](auto const& policy) {
        for (std::int64_t n : {0, 1, 31, 32, 33, 1000}) {
            std::vector<T> const x(a.begin(), a.begin() + n);
            std::vector<T> host(x.size()), other(x.size());
            EPONYM_COMPARE_UNARY(relu, 0)
            EPONYM_COMPARE_UNARY(neg, 0)
            EPONYM_COMPARE_UNARY(exp, 4)
            EPONYM_COMPARE_UNARY(log, 4)
            EPONYM_COMPARE_UNARY(tanh, 4)
            EPONYM_COMPARE_UNARY(sigmoid, 4)
            EPONYM_COMPARE_UNARY(silu, 4)
            EPONYM_COMPARE_UNARY(abs, 0)
            EPONYM_COMPARE_UNARY(sqrt, 0)
        }
        for (auto const& [name, extents] : broadcasts()) {
            std::vector<T> host(1000), other(1000);
            EPONYM_COMPARE_BINARY(add)
            EPONYM_COMPARE_BINARY(sub)
            EPONYM_COMPARE_BINARY(mul)
            EPONYM_COMPARE_BINARY(div)
            EPONYM_COMPARE_BINARY(maximum)
            EPONYM_COMPARE_BINARY(minimum)
        }
    });
}

#undef EPONYM_COMPARE_UNARY
#undef EPONYM_COMPARE_BINARY

TEMPLATE_TEST_CASE("device code and host kernels reduce alike", "[device]", float, double) {
    using T = TestType;
    struct extents {
        std::int64_t outer, n, inner;
    };
    for (auto const& [outer, n, inner] : {extents{3, 33, 1}, extents{2, 500, 7}, extents{1, 10'001, 1}}) {
        // Positive, so that sums differ by their roundings alone.
        std::vector<T> x = scattered<T>(outer * n * inner, 59);
        for (T& value : x) value += 5;
        auto const results = std::size_t(outer * inner);
        std::vector<T> host(results), other(results);
        std::vector<T> workspace(std::size_t(device::workspace_size(outer, n, inner)));
        std::vector<std::int64_t> host_index(results), other_index(results), index_workspace(workspace.size());
        on_every_host_system([&](auto const& policy) {
            CAPTURE(outer, n, inner);
            kernels::sum(x.data(), host.data(), outer, n, inner);
            device::sum(policy, x.data(), other.data(), outer, n, inner, workspace.data());
            CHECK(count_differences<T>(other, host, 64) == 0);
            kernels::mean(x.data(), host.data(), outer, n, inner);
            device::mean(policy, x.data(), other.data(), outer, n, inner, workspace.data());
            CHECK(count_differences<T>(other, host, 64) == 0);

            for (int round = 0; round < 2; ++round) {
                kernels::max(x.data(), host.data(), outer, n, inner);
                device::max(policy, x.data(), other.data(), outer, n, inner, workspace.data());
                CHECK(count_differences<T>(other, host, 0) == 0);
                kernels::argmax(x.data(), host_index.data(), outer, n, inner);
                device::argmax(policy, x.data(), other_index.data(), outer, n, inner, index_workspace.data());
                CHECK(other_index == host_index);
                // Again with equals and with a NaN in some columns.
                for (std::size_t i = 0; i < x.size(); ++i) x[i] = T(i * 7 % 13);
                for (std::size_t i = 5; i < x.size(); i += 397) x[i] = std::numeric_limits<T>::quiet_NaN();
            }
        });
    }
}
