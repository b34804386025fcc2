// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>

#include <eponym/meta/diagnostic.hpp>
#include <eponym/reflect/leaf.hpp>
#include <eponym/tensor/any_tensor.hpp>
#include <eponym/tensor/view.hpp>

namespace eponym::inline EPONYM_ABI {

/// Something with elements of a type and a shape known to the compiler: Tensor, Parameter, Buffer, Constant.
template<class X>
concept tensor_like = requires(X const& x) {
    typename std::remove_cvref_t<X>::element_type;
    std::remove_cvref_t<X>::static_shape;
    { x.any() } -> std::convertible_to<AnyTensor const&>;
};

/// The shape as far as the compiler knows it.
template<tensor_like X>
inline constexpr Shape static_shape_of = Shape(std::remove_cvref_t<X>::static_shape);

template<tensor_like X>
using element_of = typename std::remove_cvref_t<X>::element_type;

namespace detail {
// Throws shape_error where `tensor` is not of that type and shape; `dyn` allows any size.
void require_layout(AnyTensor const& tensor, dtype type, Shape const& shape);
void require_index(bool inside);
// One size of a shape; throws shape_error where there is no such dimension.
dim size_of(Shape const& shape, dim dimension);
}  // namespace detail

/// A tensor of elements `T` and sizes `D...`, of which some may be `dyn`: a cheap handle, shared on copy.
template<element T, dim... D>
class BasicTensor {
public:
    using element_type = T;
    static constexpr std::array<dim, sizeof...(D)> static_shape{D...};
    static_assert(sizeof...(D) <= std::size_t(max_rank), "Tensor<D...>: a tensor has at most 8 dimensions");
    static_assert(((D >= dyn) && ...), "Tensor<D...>: a size is not negative, or is ep::dyn");

    /// Refers to nothing until it is assigned.
    BasicTensor() = default;

    /// Checks type and shape; throws `shape_error`.
    explicit BasicTensor(AnyTensor tensor) : tensor_(std::move(tensor)) {
        detail::require_layout(tensor_, dtype_of<T>, Shape(static_shape));
    }

    /// From a tensor that can have this shape. Implicit where the compiler knows that it has; checked otherwise.
    template<dim... E>
        requires(sizeof...(E) == sizeof...(D) && (agree(D, E) && ...))
    explicit((((D != dyn) && D != E) || ...)) BasicTensor(BasicTensor<T, E...> const& other)
        : BasicTensor(other.any()) {}

    static constexpr eponym::dtype type() { return dtype_of<T>; }
    static constexpr int rank() { return int(sizeof...(D)); }

    bool defined() const noexcept { return tensor_.defined(); }
    Shape const& shape() const { return tensor_.shape(); }
    dim size(dim dimension) const { return detail::size_of(tensor_.shape(), dimension); }
    dim numel() const { return tensor_.numel(); }
    device where() const { return tensor_.where(); }
    bool is_contiguous() const { return tensor_.is_contiguous(); }

    T* data() { return tensor_.template mutable_data<T>(); }
    T const* data() const { return tensor_.template data<T>(); }

    View<T, D...> view() { return {data(), tensor_.shape(), tensor_.strides()}; }
    View<T const, D...> view() const { return {data(), tensor_.shape(), tensor_.strides()}; }

    /// The element at one index per dimension. Indices are not checked; `at` checks them.
    template<class... Index>
        requires(sizeof...(Index) == sizeof...(D) && (std::is_convertible_v<Index, dim> && ...))
    T& operator()(Index... index) {
        return view()(index...);
    }
    template<class... Index>
        requires(sizeof...(Index) == sizeof...(D) && (std::is_convertible_v<Index, dim> && ...))
    T const& operator()(Index... index) const {
        return view()(index...);
    }
    template<class... Index>
        requires(sizeof...(Index) == sizeof...(D) && (std::is_convertible_v<Index, dim> && ...))
    T const& at(Index... index) const {
        int dimension = 0;
        (detail::require_index(dim(index) >= 0 && dim(index) < shape()[dimension++]), ...);
        return view()(index...);
    }

    /// The element of a tensor that has exactly one.
    T item() const
        requires(Shape(static_shape).numel() == 1 || Shape(static_shape).numel() == dyn)
    {
        if (numel() != 1) detail::require_layout(tensor_, type(), Shape{1});
        return *data();
    }

    /// An independent copy, without gaps.
    BasicTensor clone() const { return BasicTensor(tensor_.clone()); }
    BasicTensor contiguous() const { return BasicTensor(tensor_.contiguous()); }

    /// The same values in another element type; itself where it is the same.
    template<element U>
    BasicTensor<U, D...> to() const {
        return BasicTensor<U, D...>(tensor_.to(dtype_of<U>));
    }

    /// Writes `source`, of the same shape, into this tensor's memory, converting the elements.
    void copy_from(AnyTensor const& source) const { tensor_.copy_from(source); }

    AnyTensor const& any() const& { return tensor_; }
    AnyTensor any() && { return std::move(tensor_); }

private:
    AnyTensor tensor_;
};

// A handle in a model is configuration, as a plain tensor attribute is in PyTorch.
template<element T, dim... D>
inline constexpr bool is_plain<BasicTensor<T, D...>> = true;
template<>
inline constexpr bool is_plain<AnyTensor> = true;

/// A float tensor.
template<dim... D>
using Tensor = BasicTensor<float, D...>;

namespace detail {
template<element T, auto Sizes, class = std::make_index_sequence<std::size_t(Sizes.rank())>>
struct tensor_with;
template<element T, auto Sizes, std::size_t... I>
struct tensor_with<T, Sizes, std::index_sequence<I...>> {
    using type = BasicTensor<T, Sizes[int(I)]...>;
};
}  // namespace detail

/// The tensor type of a shape that was computed as a value: `tensor_of<float, Shape{2, 3}>` is `Tensor<2, 3>`.
template<element T, auto Sizes>
using tensor_of = typename detail::tensor_with<T, Sizes>::type;

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/tensor/tensor.ipp>
#endif
