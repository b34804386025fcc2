// SPDX-License-Identifier: BSL-1.0
// New tensors. Sizes are template arguments, `dyn` among them; the sizes that are `dyn` are then the arguments of the
// call, in order: `zeros<ep::dyn, 784>(32)` is (32, 784). A first template argument can name the element type.
#pragma once

#include <cstddef>

#include <eponym/meta/exception.hpp>
#include <eponym/tensor/tensor.hpp>

namespace eponym::inline EPONYM_ABI {
namespace detail {

template<dim... D, class... Given>
Shape complete_shape(Given... given) {
    static_assert((0 + ... + int(D == dyn)) == int(sizeof...(Given)),
                  "zeros<sizes...>(given...): one argument for each size that is ep::dyn");
    dim const known[] = {D..., 0};
    dim const open[] = {dim(given)..., 0};
    Shape shape;
    int next = 0;
    for (std::size_t i = 0; i < sizeof...(D); ++i) shape.push_back(known[i] == dyn ? open[next++] : known[i]);
    return shape;
}

void fill(AnyTensor const& tensor, double value);
void fill_uniform(AnyTensor const& tensor);
void fill_normal(AnyTensor const& tensor);

template<class T, std::size_t N>
void copy_values(T const (&values)[N], T* target) {
    for (T const& value : values) *target++ = value;
}

}  // namespace detail

/// Values are whatever the memory held.
template<element T, dim... D>
BasicTensor<T, D...> empty(auto... sizes) {
    return BasicTensor<T, D...>(AnyTensor::empty(dtype_of<T>, detail::complete_shape<D...>(sizes...)));
}
template<dim... D>
Tensor<D...> empty(auto... sizes) {
    return empty<float, D...>(sizes...);
}

template<element T, dim... D>
BasicTensor<T, D...> full(double value, auto... sizes) {
    auto tensor = empty<T, D...>(sizes...);
    detail::fill(tensor.any(), value);
    return tensor;
}
template<dim... D>
Tensor<D...> full(double value, auto... sizes) {
    return full<float, D...>(value, sizes...);
}

template<element T, dim... D>
BasicTensor<T, D...> zeros(auto... sizes) {
    return full<T, D...>(0, sizes...);
}
template<dim... D>
Tensor<D...> zeros(auto... sizes) {
    return full<float, D...>(0, sizes...);
}

template<element T, dim... D>
BasicTensor<T, D...> ones(auto... sizes) {
    return full<T, D...>(1, sizes...);
}
template<dim... D>
Tensor<D...> ones(auto... sizes) {
    return full<float, D...>(1, sizes...);
}

/// Uniform on [0, 1) from the default generator, PyTorch's values for its seed.
template<element T, dim... D>
BasicTensor<T, D...> rand(auto... sizes) {
    auto tensor = empty<T, D...>(sizes...);
    detail::fill_uniform(tensor.any());
    return tensor;
}
template<dim... D>
Tensor<D...> rand(auto... sizes) {
    return rand<float, D...>(sizes...);
}

/// Standard normal from the default generator, PyTorch's values for its seed.
template<element T, dim... D>
BasicTensor<T, D...> randn(auto... sizes) {
    auto tensor = empty<T, D...>(sizes...);
    detail::fill_normal(tensor.any());
    return tensor;
}
template<dim... D>
Tensor<D...> randn(auto... sizes) {
    return randn<float, D...>(sizes...);
}

/// From values: `tensor({1.f, 2.f})` is (2,), `tensor({{1.f, 2.f}, {3.f, 4.f}})` is (2, 2).
template<element T, std::size_t N>
BasicTensor<T, dim(N)> tensor(T const (&values)[N]) {
    auto result = empty<T, dim(N)>();
    detail::copy_values(values, result.data());
    return result;
}
template<element T, std::size_t N, std::size_t M>
BasicTensor<T, dim(N), dim(M)> tensor(T const (&values)[N][M]) {
    auto result = empty<T, dim(N), dim(M)>();
    T* target = result.data();
    for (auto const& row : values) {
        detail::copy_values(row, target);
        target += M;
    }
    return result;
}
template<element T, std::size_t N, std::size_t M, std::size_t K>
BasicTensor<T, dim(N), dim(M), dim(K)> tensor(T const (&values)[N][M][K]) {
    auto result = empty<T, dim(N), dim(M), dim(K)>();
    T* target = result.data();
    for (auto const& plane : values)
        for (auto const& row : plane) {
            detail::copy_values(row, target);
            target += K;
        }
    return result;
}

/// A tensor over the caller's memory, which must outlive it: `view<ep::dyn, 784>(pixels, 32)` is (32, 784). Writing to
/// the tensor writes to that memory.
template<dim... D, element T>
    requires(sizeof...(D) > 0)
BasicTensor<T, D...> view(T* data, auto... sizes) {
    Shape const shape = detail::complete_shape<D...>(sizes...);
    return BasicTensor<T, D...>(AnyTensor::borrow(data, dtype_of<T>, shape, contiguous_strides(shape)));
}

namespace detail {
template<element T, class>
struct open_tensor;
template<element T, std::size_t... I>
struct open_tensor<T, std::index_sequence<I...>> {
    using type = BasicTensor<T, (void(I), dyn)...>;
};
template<element T, std::size_t Rank>
using open_tensor_t = typename open_tensor<T, std::make_index_sequence<Rank>>::type;
}  // namespace detail

/// The same with strides, in elements: `view(pixels, {height, width, 3}, {pitch, 3, 1})`. All its sizes are `dyn`.
template<element T, std::size_t Rank>
detail::open_tensor_t<T, Rank> view(T* data, dim const (&shape)[Rank], dim const (&strides)[Rank]) {
    Shape sizes;
    Strides steps;
    for (dim size : shape) sizes.push_back(size);
    for (dim step : strides) steps.push_back(step);
    return detail::open_tensor_t<T, Rank>(AnyTensor::borrow(data, dtype_of<T>, sizes, steps));
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/tensor/create.ipp>
#endif
