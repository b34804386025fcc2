// SPDX-License-Identifier: BSL-1.0
// Thrust's host systems, and the loops over many shapes that the tests of the device kernels share.
#pragma once

#include <cstdint>
#include <thrust/system/cpp/execution_policy.h>
#include <vector>

#include <eponym/kernels/host/binary.hpp>
#if defined(_OPENMP)
#include <omp.h>
#include <thrust/system/omp/execution_policy.h>
#endif

namespace device_test {

/// Calls `test(policy)` with each of Thrust's host systems that this program was built with.
template<class Test>
void on_every_host_system(Test const& test) {
    test(thrust::cpp::par);
#if defined(_OPENMP)
    omp_set_num_threads(3);  // several, also on a machine with one core
    test(thrust::omp::par);
#endif
}

/// Values without a pattern, in [-4, 4), each a multiple of 2^-20 so that differences are exact in float too.
template<class T>
std::vector<T> scattered(std::int64_t count, std::uint32_t seed) {
    std::vector<T> values(static_cast<std::size_t>(count));
    for (T& value : values) {
        seed = seed * 1664525u + 1013904223u;
        value = T(std::int32_t(seed >> 9) - (1 << 22)) / T(1 << 20);
    }
    return values;
}

/// Lengths about the sizes at which kernels change their way.
inline constexpr std::int64_t lengths[] = {0, 1, 15, 16, 17, 31, 32, 33, 255, 257, 1000, 4097, 100'003};

inline eponym::kernels::broadcast_extents contiguous(std::int64_t n) {
    eponym::kernels::broadcast_extents extents;
    extents.rank = 1;
    extents.shape[0] = n;
    extents.a_strides[0] = 1;
    extents.b_strides[0] = 1;
    return extents;
}

/// The offsets of a's and b's element for each element of the result, counted up like the wheels of a counter.
template<class Visit>
void for_each_element(eponym::kernels::broadcast_extents const& extents, Visit const& visit) {
    std::int64_t index[eponym::max_rank + 1] = {};
    std::int64_t count = 1;
    for (int i = 0; i < extents.rank; ++i) count *= extents.shape[i];
    for (std::int64_t element = 0; element < count; ++element) {
        std::int64_t a = 0;
        std::int64_t b = 0;
        for (int i = 0; i < extents.rank; ++i) {
            a += index[i] * extents.a_strides[i];
            b += index[i] * extents.b_strides[i];
        }
        visit(element, a, b);
        for (int i = extents.rank - 1; i >= 0 && ++index[i] == extents.shape[i]; --i) index[i] = 0;
    }
}

struct named_extents {
    char const* name;
    eponym::kernels::broadcast_extents extents;
};

/// The ways in which two operands can lie: whole, repeated along some dimensions, transposed, with gaps, of one
/// element.
inline std::vector<named_extents> const& broadcasts() {
    static std::vector<named_extents> const all = {
        {"(33, 7) and a row", {2, {33, 7}, {7, 1}, {0, 1}}},
        {"(33, 7) and a column", {2, {33, 7}, {7, 1}, {1, 0}}},
        {"(33, 7) and one number", {2, {33, 7}, {7, 1}, {0, 0}}},
        {"a column and a row", {2, {31, 17}, {1, 0}, {0, 1}}},
        {"a transposed matrix", {2, {8, 12}, {1, 8}, {12, 1}}},
        {"rows with gaps", {2, {5, 6}, {9, 1}, {6, 1}}},
        {"every third element", {1, {100}, {3}, {1}}},
        {"one element in three dimensions", {3, {1, 1, 1}, {1, 1, 1}, {0, 0, 0}}},
        {"no dimension", {}},
        {"no element", {2, {0, 5}, {5, 1}, {0, 1}}},
        {"(2, 3, 4, 5) and one number for each of 3", {4, {2, 3, 4, 5}, {60, 20, 5, 1}, {0, 1, 0, 0}}},
        {"eight dimensions", {8, {2, 1, 3, 2, 1, 2, 3, 2}, {72, 72, 24, 12, 12, 6, 2, 1}, {0, 0, 6, 0, 0, 3, 1, 0}}},
    };
    return all;
}

}  // namespace device_test
