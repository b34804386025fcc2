// SPDX-License-Identifier: BSL-1.0
// What the tests of tensors, operations and layers share: plain loops over elements, and comparisons that say where two
// tensors differ.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include <eponym/tensor/create.hpp>
#include <eponym/tensor/tensor.hpp>

namespace test {

namespace ep = eponym;

/// Element `index` of a tensor of any type, read through its strides with no function of the library.
inline double element_at(ep::AnyTensor const& tensor, ep::Shape const& index) {
    std::byte const* at = tensor.const_bytes();
    for (int i = 0; i < index.rank(); ++i) at += index[i] * tensor.strides()[i] * (ep::bits_of(tensor.type()) / 8);
    double value = 0;
    ep::visit_element(tensor.type(), [&]<class T>() {
        T element;
        std::memcpy(&element, at, sizeof element);
        if constexpr (std::is_same_v<T, ep::float16> || std::is_same_v<T, ep::bfloat16>)
            value = double(float(element));
        else
            value = double(element);
    });
    return value;
}

/// Calls `f(index)` for every index of `shape`, the last dimension fastest.
template<class F>
void for_each_index(ep::Shape const& shape, F const& f) {
    ep::Shape index;
    index.resize(shape.rank());
    ep::dim const count = shape.numel();
    for (ep::dim n = 0; n < count; ++n) {
        f(index);
        for (int i = shape.rank() - 1; i >= 0; --i) {
            if (++index[i] < shape[i]) break;
            index[i] = 0;
        }
    }
}

/// All elements in order.
inline std::vector<double> values_of(ep::AnyTensor const& tensor) {
    std::vector<double> values;
    for_each_index(tensor.shape(), [&](ep::Shape const& index) { values.push_back(element_at(tensor, index)); });
    return values;
}

/// How far an answer may be from the expected one: |actual - expected| <= absolute + relative |expected|.
struct tolerance {
    double relative = 0;
    double absolute = 0;
};

/// For sums of products in another order than PyTorch's, of numbers of size 1.
inline tolerance rounding_of(ep::dtype type) {
    return type == ep::dtype::float64 ? tolerance{1e-13, 1e-13} : tolerance{2e-5, 1e-5};
}

/// Empty where the two are equal within the tolerance, else the first difference in words. NaN equals NaN.
inline std::string difference(ep::AnyTensor const& actual, ep::AnyTensor const& expected, tolerance allowed = {}) {
    if (actual.type() != expected.type())
        return std::string(ep::name_of(actual.type())) + " instead of " + std::string(ep::name_of(expected.type()));
    if (actual.shape() != expected.shape())
        return "shape " + to_string(actual.shape()) + " instead of " + to_string(expected.shape());
    std::string text;
    for_each_index(actual.shape(), [&](ep::Shape const& index) {
        double const is = element_at(actual, index);
        double const should = element_at(expected, index);
        bool const same = is == should || (std::isnan(is) && std::isnan(should)) ||
                          std::fabs(is - should) <= allowed.absolute + allowed.relative * std::fabs(should);
        if (!same && text.empty())
            text = "at " + to_string(index) + ": " + std::to_string(is) + " instead of " + std::to_string(should);
    });
    return text;
}

/// Empty where both have the same bits, signs of zeros and NaNs included.
inline std::string bit_difference(ep::AnyTensor const& actual, ep::AnyTensor const& expected) {
    if (std::string text = difference(actual, expected); !text.empty()) return text;
    ep::AnyTensor const a = actual.clone();
    ep::AnyTensor const b = expected.clone();
    return std::memcmp(a.const_bytes(), b.const_bytes(), a.bytes()) == 0 ? "" : "the bits differ";
}

/// The same values with other strides: every dimension twice as far apart as it needs to be, in reversed order of
/// memory, between elements that are NaN or 1.
inline ep::AnyTensor with_gaps(ep::AnyTensor const& tensor) {
    int const rank = tensor.rank();
    if (rank == 0) return tensor.clone();
    ep::Shape reversed;
    for (int i = rank - 1; i >= 0; --i) reversed.push_back(tensor.shape()[i] * 2);
    ep::AnyTensor whole = ep::AnyTensor::empty(tensor.type(), reversed);
    std::memset(whole.mutable_bytes(), tensor.type() == ep::dtype::boolean ? 1 : 0xFF, whole.bytes());
    std::vector<ep::dim> order;
    for (int i = rank - 1; i >= 0; --i) order.push_back(i);
    ep::AnyTensor spread = whole.permute(order);
    for (int i = 0; i < rank; ++i) spread = spread.slice(i, 0, spread.shape()[i], 2);
    spread.copy_from(tensor);
    return spread;
}

/// The numbers 0, 1, 2, ... as a contiguous tensor.
template<class T = float>
ep::AnyTensor counting(ep::Shape const& shape) {
    ep::AnyTensor tensor = ep::AnyTensor::empty(ep::dtype_of<T>, shape);
    T* const data = tensor.mutable_data<T>();
    for (ep::dim i = 0; i < tensor.numel(); ++i) data[i] = T(i);
    return tensor;
}

/// Numbers between -1 and 1 that look random and are the same in every run.
template<class T = float>
ep::AnyTensor scattered(ep::Shape const& shape, std::uint32_t seed = 1) {
    ep::AnyTensor tensor = ep::AnyTensor::empty(ep::dtype_of<T>, shape);
    T* const data = tensor.mutable_data<T>();
    for (ep::dim i = 0; i < tensor.numel(); ++i) {
        seed = seed * 1664525u + 1013904223u;
        data[i] = T(double(seed >> 8) / double(1u << 23) - 1.0);
    }
    return tensor;
}

/// The same, typed; `D...` are known sizes.
template<ep::dim... D>
ep::Tensor<D...> scattered_tensor(std::uint32_t seed = 1) {
    return ep::Tensor<D...>(scattered<float>(ep::Shape{D...}, seed));
}

/// The sentence of the shape_error that `f` throws; empty where it throws none.
template<class F>
std::string sentence_of(F const& f) {
    try {
        f();
    } catch (ep::shape_error const& why) {
        return why.what();
    }
    return "";
}

}  // namespace test
