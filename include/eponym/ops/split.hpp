// SPDX-License-Identifier: BSL-1.0
// One tensor as several views of its parts.
#pragma once

#include <array>
#include <cstddef>
#include <tuple>
#include <vector>

#include <eponym/ops/check.hpp>

namespace eponym::inline EPONYM_ABI {
namespace rules {

constexpr bool split(Shape const& x, dim dimension, Shape const& sizes, sentence* why) {
    int const position = position_of(dimension, x.rank());
    if (position < 0) return has_dimension("split(x)", x, dimension, why);
    dim const size = x[position];
    dim sum = 0;
    bool negative = false;
    for (dim part : sizes) {
        sum += part;
        negative = negative || part < 0;
    }
    if (!negative && agree(size, sum)) return true;
    if (why != nullptr)
        *why + "split(x): the parts " + sizes + " must add up to dimension " + std::int64_t(position) + " of x " + x;
    return false;
}

constexpr bool chunk(Shape const& x, dim dimension, dim count, sentence* why) {
    int const position = position_of(dimension, x.rank());
    if (position < 0) return has_dimension("chunk(x)", x, dimension, why);
    dim const size = x[position];
    if (count >= 1 && (size == dyn || size % count == 0)) return true;
    if (why != nullptr)
        *why + "chunk(x): dimension " + std::int64_t(position) + " of x " + x +
            " must be divisible by the number of chunks, " + count;
    return false;
}

constexpr Shape part_shape(Shape x, dim dimension, dim size) {
    x[position_of(dimension, x.rank())] = size;
    return x;
}

}  // namespace rules

/// Parts of `size` along a dimension, of which the last may be smaller; as PyTorch's split. Throws `shape_error`.
EPONYM_ON_DEMAND std::vector<AnyTensor> split(AnyTensor const& x, dim size, dim dimension);

/// At most `count` parts of the same size along a dimension, of which the last may be smaller; as PyTorch's chunk.
EPONYM_ON_DEMAND std::vector<AnyTensor> chunk(AnyTensor const& x, dim count, dim dimension);

namespace detail {
// Throws shape_error where the dimension is not as long as the parts are.
EPONYM_ON_DEMAND void require_split(AnyTensor const& x, dim dimension, Shape const& sizes);
EPONYM_ON_DEMAND void require_chunks(AnyTensor const& x, dim dimension, dim count);
}  // namespace detail

/// Parts of these sizes along a dimension, as a tuple of views: `auto [q, k, v] = split<-1, 64, 64, 64>(x);`.
/// x: (B, 192)  ->  (B, 64), (B, 64), (B, 64)
template<dim Dimension, dim... Sizes, class X>
    requires tensor_like<X> || poisoned<X>
auto split(X const& x) {
    static_assert(sizeof...(Sizes) >= 1 && sizeof...(Sizes) <= std::size_t(max_rank),
                  "split<dimension, sizes...>(x): there are 1 to 8 parts");
    if constexpr (poisoned<X>) {
        return std::tuple{(void(Sizes), poison{})...};
    } else {
        using why =
            verdict<[](sentence* text) { return rules::split(static_shape_of<X>, Dimension, Shape{Sizes...}, text); }>;
        static_assert(holds<why>, "split<dimension, sizes...>(x): the sizes must add up to that dimension's");
        if constexpr (!why::ok) {
            return std::tuple{(void(Sizes), poison{})...};
        } else {
            detail::require_split(x.any(), Dimension, Shape{Sizes...});
            dim start = 0;
            auto const next = [&](dim size) {
                start += size;
                return x.any().slice(Dimension, start - size, start);
            };
            // In braces the parts are made from left to right.
            return std::tuple{
                tensor_of<element_of<X>, rules::part_shape(static_shape_of<X>, Dimension, Sizes)>(next(Sizes))...};
        }
    }
}

/// Parts of the same size along a dimension, as an array of views: `auto [q, k, v] = chunk<3, -1>(x);`.
template<dim Count, dim Dimension, class X>
    requires tensor_like<X> || poisoned<X>
auto chunk(X const& x) {
    static_assert(Count >= 1, "chunk<count, dimension>(x): there is at least one part");
    if constexpr (poisoned<X>) {
        return std::array<poison, std::size_t(Count)>{};
    } else {
        using why = verdict<[](sentence* text) { return rules::chunk(static_shape_of<X>, Dimension, Count, text); }>;
        static_assert(holds<why>, "chunk<count, dimension>(x): that dimension must be divisible by the count");
        if constexpr (!why::ok) {
            return std::array<poison, std::size_t(Count)>{};
        } else {
            detail::require_chunks(x.any(), Dimension, Count);
            constexpr dim known = static_shape_of<X>[position_of(Dimension, static_shape_of<X>.rank())];
            using part = tensor_of<element_of<X>, rules::part_shape(static_shape_of<X>, Dimension,
                                                                    known == dyn ? dyn : known / Count)>;
            dim const size = x.any().shape()[position_of(Dimension, x.any().rank())] / Count;
            std::array<part, std::size_t(Count)> parts;
            for (dim i = 0; i < Count; ++i)
                parts[std::size_t(i)] = part(x.any().slice(Dimension, i * size, (i + 1) * size));
            return parts;
        }
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/split.ipp>
#endif
