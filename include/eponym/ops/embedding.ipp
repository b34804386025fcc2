// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <cstring>

#include <eponym/ops/embedding.hpp>

namespace eponym::inline EPONYM_ABI {
namespace detail {

template<class Index>
void copy_rows(AnyTensor const& indices, AnyTensor const& weight, std::byte* to) {
    dim const rows = weight.shape()[0];
    std::size_t const row_bytes = std::size_t(weight.shape()[1]) * std::size_t(bits_of(weight.type())) / 8;
    Index const* const index = indices.data<Index>();
    for (dim i = 0, count = indices.numel(); i < count; ++i) {
        if (index[i] < 0 || dim(index[i]) >= rows)
            throw shape_error("embedding(indices, weight): index " + std::to_string(index[i]) +
                              " is out of range for weight " + to_string(weight.shape()) + ", which has " +
                              std::to_string(rows) + (rows == 1 ? " row" : " rows"));
        if (row_bytes != 0) std::memcpy(to, weight.const_bytes() + std::size_t(index[i]) * row_bytes, row_bytes);
        to += row_bytes;
    }
}

}  // namespace detail

EPONYM_ON_DEMAND_INLINE AnyTensor embedding(AnyTensor const& indices, AnyTensor const& weight) {
    detail::require([&](sentence* why) {
        return rules::embedding(detail::operand_for(indices), detail::operand_for(weight), why);
    });
    AnyTensor const packed = indices.contiguous();
    AnyTensor const table = weight.contiguous();
    AnyTensor const y = AnyTensor::empty(weight.type(), rules::embedding_shape(indices.shape(), weight.shape()));
    if (indices.type() == dtype::int64)
        detail::copy_rows<std::int64_t>(packed, table, y.mutable_bytes());
    else
        detail::copy_rows<std::int32_t>(packed, table, y.mutable_bytes());
    return y;
}

}  // namespace eponym::inline EPONYM_ABI
