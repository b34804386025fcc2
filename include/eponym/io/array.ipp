// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstring>

#include <eponym/io/array.hpp>
#include <eponym/meta/list.hpp>

namespace eponym::inline EPONYM_ABI::io {

EPONYM_INLINE std::size_t element_count(array const& a) {
    std::size_t count = 1;
    for (dim const size : a.shape) count *= std::size_t(size);
    return count;
}

EPONYM_INLINE std::size_t byte_count(array const& a) { return element_count(a) * std::size_t(bits_of(a.type)) / 8; }

EPONYM_INLINE list<dim> contiguous_strides(list<dim> const& shape) {
    list<dim> strides(shape.size());
    dim stride = 1;
    for (std::size_t i = shape.size(); i-- > 0;) {
        strides[i] = stride;
        stride *= shape[i] > 1 ? shape[i] : 1;
    }
    return strides;
}

EPONYM_INLINE bool is_contiguous(array const& a) {
    if (a.strides.empty() || element_count(a) == 0) return true;
    dim stride = 1;
    for (std::size_t i = a.shape.size(); i-- > 0;) {
        if (a.shape[i] == 1) continue;
        if (a.strides[i] != stride) return false;
        stride *= a.shape[i];
    }
    return true;
}

EPONYM_INLINE void copy_elements(array const& a, std::size_t first, std::size_t count, std::byte* out) {
    std::size_t const bits = std::size_t(bits_of(a.type));
    if (count == 0) return;
    if (is_contiguous(a)) {
        std::memcpy(out, a.data + first * bits / 8, count * bits / 8);
        return;
    }
    std::size_t const rank = a.shape.size();
    std::size_t const bytes = bits / 8;
    list<dim> index(rank);
    dim offset = 0;
    for (std::size_t i = rank, rest = first; i-- > 0;) {
        std::size_t const size = std::size_t(a.shape[i]);
        index[i] = dim(rest % size);
        rest /= size;
        offset += index[i] * a.strides[i];
    }
    dim const last_size = a.shape[rank - 1], last_stride = a.strides[rank - 1];
    while (count > 0) {
        std::size_t const left = std::size_t(last_size - index[rank - 1]);
        std::size_t const run = left < count ? left : count;
        std::byte const* from = a.data + offset * dim(bytes);
        if (last_stride == 1) {
            std::memcpy(out, from, run * bytes);
            out += run * bytes;
        } else {
            for (std::size_t i = 0; i < run; ++i, out += bytes, from += last_stride * dim(bytes))
                std::memcpy(out, from, bytes);
        }
        count -= run;
        offset -= index[rank - 1] * last_stride;
        index[rank - 1] = 0;
        for (std::size_t i = rank - 1; i-- > 0;) {
            offset += a.strides[i];
            if (++index[i] < a.shape[i]) break;
            offset -= index[i] * a.strides[i];
            index[i] = 0;
        }
    }
}

}  // namespace eponym::inline EPONYM_ABI::io
