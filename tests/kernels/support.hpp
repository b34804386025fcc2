// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/kernels/host/instruction_set.hpp>
#include <eponym/tensor/dimension.hpp>

namespace kernels = eponym::kernels;
using eponym::dim;

/// Runs `body` once per instruction set that this machine has.
template<class Body>
void with_each_instruction_set(Body const& body) {
    for (auto level : {kernels::isa::baseline, kernels::isa::avx2, kernels::isa::avx512}) {
        kernels::limit_instruction_set(level);
        if (kernels::instruction_set() == level) {
            INFO("instruction set " << int(level));
            body();
        }
    }
    kernels::limit_instruction_set(kernels::isa::avx512);
}

/// Values in [-1, 1) without a pattern, the same everywhere.
template<class T>
std::vector<T> numbers(dim count, std::uint32_t seed = 1) {
    std::vector<T> values(std::size_t(count > 0 ? count : 0));
    std::uint64_t state = seed;
    for (T& value : values) {
        state = (state ^ (state >> 29)) * 0x9E3779B97F4A7C15u + 0x632BE59BD9B4E019u;
        value = T(state >> 40) / T(1 << 23) - T(1);
    }
    return values;
}

/// A vector whose memory ends where its values end and starts off alignment, so that ASan sees a read past either end.
template<class T>
class guarded {
public:
    explicit guarded(std::vector<T> const& values) : size_(values.size()), data_(new T[values.size() + 1]) {
        for (std::size_t i = 0; i != size_; ++i) data_[i + 1] = values[i];
    }
    guarded(guarded const&) = delete;
    guarded& operator=(guarded const&) = delete;
    ~guarded() { delete[] data_; }

    T* data() { return data_ + 1; }
    T const* data() const { return data_ + 1; }
    T operator[](dim i) const { return data_[i + 1]; }

private:
    std::size_t size_;
    T* data_;
};

/// Memory aligned to 64 bytes, filled with NaN bit patterns: a kernel that reads what it did not write shows it.
class workspace {
public:
    explicit workspace(std::size_t bytes) : data_(::operator new(bytes + 1, std::align_val_t(64))) {
        for (std::size_t i = 0; i != bytes; ++i) static_cast<unsigned char*>(data_)[i] = 0xFF;
    }
    workspace(workspace const&) = delete;
    workspace& operator=(workspace const&) = delete;
    ~workspace() { ::operator delete(data_, std::align_val_t(64)); }

    void* data() { return data_; }

private:
    void* data_;
};

/// The largest difference of a sum of `count` products of numbers up to 1, computed in T, to the exact one: each
/// addition rounds by half a last place of at most sqrt(count) (random signs), and they add like a random walk.
template<class T>
double tolerance(dim count) {
    return 4 * double(std::numeric_limits<T>::epsilon()) * (double(count) + 4);
}

template<class T>
inline constexpr T not_a_number = std::numeric_limits<T>::quiet_NaN();
template<class T>
inline constexpr T infinity = std::numeric_limits<T>::infinity();
