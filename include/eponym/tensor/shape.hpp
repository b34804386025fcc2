// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>

#include <eponym/meta/sentence.hpp>
#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI {
namespace detail {
[[noreturn]] void throw_too_many_dimensions();
}

/// The sizes of a tensor's dimensions, outermost first, or its strides in elements. At most `max_rank` of them, held in
/// place. Sizes may be `dyn` while shapes are computed by the compiler; those of an existing tensor never are.
class Shape {
public:
    constexpr Shape() = default;
    constexpr Shape(std::initializer_list<dim> sizes) {
        for (dim size : sizes) push_back(size);
    }
    template<std::size_t Rank>
    constexpr Shape(std::array<dim, Rank> const& sizes) {
        static_assert(Rank <= std::size_t(max_rank), "Shape: a tensor has at most 8 dimensions");
        for (dim size : sizes) push_back(size);
    }

    constexpr int rank() const { return rank_; }
    constexpr dim& operator[](int i) { return sizes_[std::size_t(i)]; }
    constexpr dim operator[](int i) const { return sizes_[std::size_t(i)]; }
    constexpr dim back() const { return sizes_[std::size_t(rank_ - 1)]; }

    constexpr dim const* begin() const { return sizes_.data(); }
    constexpr dim const* end() const { return sizes_.data() + rank_; }
    constexpr dim const* data() const { return sizes_.data(); }

    /// One more dimension, innermost. Throws `shape_error` beyond `max_rank`.
    constexpr void push_back(dim size) {
        if (rank_ == max_rank) detail::throw_too_many_dimensions();
        sizes_[std::size_t(rank_++)] = size;
    }
    /// Cuts dimensions off, or adds some of size 0; the caller keeps to `max_rank`.
    constexpr void resize(int rank) { rank_ = rank; }

    /// The number of elements; `dyn` where a dimension is.
    constexpr dim numel() const {
        dim product = 1;
        bool known = true;
        for (dim size : *this) {
            if (size == dyn)
                known = false;
            else
                product *= size;
        }
        return known ? product : dyn;
    }

    constexpr bool operator==(Shape const& other) const {
        if (rank_ != other.rank_) return false;
        for (int i = 0; i < rank_; ++i)
            if ((*this)[i] != other[i]) return false;
        return true;
    }

    // Public, so that a shape can be a template argument; not meant to be used by name.
    std::array<dim, std::size_t(max_rank)> sizes_{};
    int rank_ = 0;
};

using Strides = Shape;

/// The strides, in elements, of a tensor of `shape` without gaps, its last dimension innermost. A dimension of size 0
/// counts as 1, as in PyTorch.
constexpr Strides contiguous_strides(Shape const& shape) {
    Strides strides;
    strides.resize(shape.rank());
    dim step = 1;
    for (int i = shape.rank() - 1; i >= 0; --i) {
        strides[i] = step;
        step *= shape[i] > 1 ? shape[i] : 1;
    }
    return strides;
}

/// Whether two sizes can be the same: equal, or one of them not known yet.
constexpr bool agree(dim a, dim b) { return a == b || a == dyn || b == dyn; }

constexpr bool agree(Shape const& a, Shape const& b) {
    if (a.rank() != b.rank()) return false;
    for (int i = 0; i < a.rank(); ++i)
        if (!agree(a[i], b[i])) return false;
    return true;
}

/// A dimension counted from the back when negative, as a position; -1 where there is no such dimension.
constexpr int position_of(dim dimension, int rank) {
    dim const position = dimension < 0 ? dimension + rank : dimension;
    return position >= 0 && position < rank ? int(position) : -1;
}

/// Prints like a Python tuple: "(2, 3)", "(4,)", "()"; an unknown size is "?".
constexpr sentence& operator+(sentence& text, Shape const& shape) {
    text + std::string_view("(");
    for (int i = 0; i < shape.rank(); ++i) {
        if (i != 0) text + std::string_view(", ");
        text + shape[i];
    }
    return text + (shape.rank() == 1 ? std::string_view(",)") : std::string_view(")"));
}
constexpr sentence& operator+(sentence&& text, Shape const& shape) { return text + shape; }

/// The same text.
std::string to_string(Shape const& shape);

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/tensor/shape.ipp>
#endif
