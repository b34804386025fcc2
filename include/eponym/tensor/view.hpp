// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>

#include <eponym/tensor/shape.hpp>

namespace eponym::inline EPONYM_ABI {

/// A window over elements that somebody else keeps alive, with the members of C++23's `std::mdspan`: what loops use.
/// Copying it copies a pointer. `T` is const for a read-only window.
template<class T, dim... D>
class View {
public:
    using element_type = T;
    static constexpr std::array<dim, sizeof...(D)> static_shape{D...};

    View(T* data, Shape const& shape, Strides const& strides) : data_(data), shape_(shape), strides_(strides) {}

    static constexpr int rank() { return int(sizeof...(D)); }

    dim extent(int dimension) const { return shape_[dimension]; }
    dim stride(int dimension) const { return strides_[dimension]; }
    dim size() const { return shape_.numel(); }
    T* data_handle() const { return data_; }
    Shape const& shape() const { return shape_; }

    /// The element at one index per dimension. Indices are not checked.
    template<class... Index>
    T& operator()(Index... index) const {
        static_assert(sizeof...(Index) == sizeof...(D), "view(i, j, ...): one index for each dimension of the tensor");
        dim offset = 0;
        int dimension = 0;
        ((offset += dim(index) * strides_[dimension++]), ...);
        return data_[offset];
    }

private:
    T* data_;
    Shape shape_;
    Strides strides_;
};

}  // namespace eponym::inline EPONYM_ABI
