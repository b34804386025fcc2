// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cstring>

#include <eponym/kernels/host/orthonormal.hpp>
#include <eponym/kernels/host/random.hpp>
#include <eponym/meta/list.hpp>
#include <eponym/nn/initialization_matrix.hpp>
#include <eponym/tensor/create.hpp>
#include <eponym/tensor/generator.hpp>

namespace eponym::inline EPONYM_ABI::nn::init {

namespace detail {

// Ones at `count` places, the n-th of them `place(n)`, and zeros elsewhere; for any element type.
template<class Place>
void write_ones(AnyTensor const& x, dim count, Place const& place) {
    AnyTensor const one = AnyTensor::empty(x.type(), {});
    eponym::detail::fill(one, 1);
    AnyTensor const target = x.is_contiguous() ? x : AnyTensor::empty(x.type(), x.shape());
    eponym::detail::fill(target, 0);
    std::size_t const size = one.bytes();
    std::byte* const data = target.mutable_bytes();
    for (dim n = 0; n < count; ++n) std::memcpy(data + std::size_t(place(n)) * size, one.const_bytes(), size);
    if (!x.is_contiguous()) x.copy_from(target);
}

// Rows or columns of the normal values of x, whichever are fewer, made orthonormal, times gain.
template<class T>
void orthogonalize(AnyTensor const& x, double gain) {
    dim const rows = x.shape()[0];
    dim const columns = x.numel() / rows;
    bool const wide = rows < columns;
    dim const length = wide ? columns : rows;
    dim const count = wide ? rows : columns;
    T* const data = x.mutable_data<T>();
    auto vectors = list<double>(std::size_t(x.numel()));
    // Vector v, element i: a row of a wide matrix, a column of a tall one.
    auto const place = [&](dim v, dim i) { return wide ? v * columns + i : i * columns + v; };
    for (dim v = 0; v < count; ++v)
        for (dim i = 0; i < length; ++i) vectors[std::size_t(v * length + i)] = double(data[place(v, i)]);
    kernels::orthonormalize(vectors.data(), length, count);
    for (dim v = 0; v < count; ++v)
        for (dim i = 0; i < length; ++i)
            data[place(v, i)] = T(double(T(vectors[std::size_t(v * length + i)])) * double(T(gain)));
}

}  // namespace detail

EPONYM_INLINE void detail::eye_initialiser::operator()(AnyTensor const& x) const {
    eponym::detail::require([&](sentence* why) { return fits(eponym::detail::operand_for(x), why); });
    dim const columns = x.shape()[1];
    dim const shorter = x.shape()[0] < columns ? x.shape()[0] : columns;
    write_ones(x, shorter, [&](dim row) { return row * (columns + 1); });
}

EPONYM_INLINE void dirac::operator()(AnyTensor const& x) const {
    eponym::detail::require(
        [&](sentence* why) { return rules::is_convolution(eponym::detail::operand_for(x), groups, why); });
    Shape const& shape = x.shape();
    dim middle = 0;  // of a kernel
    dim elements = 1;
    for (int i = 2; i < shape.rank(); ++i) {
        middle = middle * shape[i] + shape[i] / 2;
        elements *= shape[i];
    }
    dim const out = shape[0] / groups;
    dim const channels = out < shape[1] ? out : shape[1];
    if (x.numel() == 0) return;
    detail::write_ones(x, groups * channels, [&](dim n) {
        dim const channel = n % channels;
        return ((n / channels * out + channel) * shape[1] + channel) * elements + middle;
    });
}

EPONYM_INLINE void orthogonal::operator()(AnyTensor const& x) const {
    eponym::detail::require([&](sentence* why) { return fits(eponym::detail::operand_for(x), why); });
    if (x.numel() == 0) return;
    AnyTensor const target = x.is_contiguous() ? x : AnyTensor::empty(x.type(), x.shape());
    normal{}(target);
    eponym::detail::visit_computed<eponym::detail::any_element>(
        x.type(), [&]<class T>() { detail::orthogonalize<T>(target, gain); });
    if (!x.is_contiguous()) x.copy_from(target);
}

EPONYM_INLINE void sparse::operator()(AnyTensor const& x) const {
    eponym::detail::require([&](sentence* why) { return fits(eponym::detail::operand_for(x), why); });
    if (!(sparsity >= 0 && sparsity <= 1))
        throw error("init::sparse(x): the sparsity must be from 0 to 1, and is " + std::to_string(sparsity));
    normal{0, standard_deviation}(x);
    dim const rows = x.shape()[0];
    auto const zeros_in_column = dim(std::ceil(sparsity * double(rows)));
    auto order = list<std::int64_t>(std::size_t(rows));
    default_generator_lock const lock;
    eponym::detail::visit_computed<eponym::detail::any_element>(x.type(), [&]<class T>() {
        T* const data = x.mutable_data<T>();
        for (dim column = 0; column < x.shape()[1]; ++column) {
            kernels::random_permutation(order.data(), std::size_t(rows), *lock);
            for (dim i = 0; i < zeros_in_column; ++i)
                data[order[std::size_t(i)] * x.strides()[0] + column * x.strides()[1]] = 0;
        }
    });
}

}  // namespace eponym::inline EPONYM_ABI::nn::init
