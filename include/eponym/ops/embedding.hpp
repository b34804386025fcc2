// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/check.hpp>

namespace eponym::inline EPONYM_ABI {

namespace rules {

constexpr bool embedding(operand const& indices, operand const& weight, sentence* why) {
    std::string_view const operation = "embedding(indices, weight)";
    if (indices.type != dtype::int64 && indices.type != dtype::int32) {
        if (why != nullptr) *why + operation + ": indices must be int64 or int32, and are " + name_of(indices.type);
        return false;
    }
    if (weight.shape.rank() != 2 || indices.shape.rank() == max_rank) {
        if (why != nullptr)
            *why + operation + ": weight " + weight.shape + " must be (rows, columns), and indices " + indices.shape +
                " of at most 7 dimensions";
        return false;
    }
    return true;
}

constexpr Shape embedding_shape(Shape indices, Shape const& weight) {
    indices.push_back(weight[1]);
    return indices;
}

}  // namespace rules

/// The rows of weight that the indices name. indices: any shape, int64 or int32  weight: (rows, D)
/// ->  the shape of indices, then D. Throws `shape_error`, for an index below 0 or beyond the rows too.
EPONYM_ON_DEMAND AnyTensor embedding(AnyTensor const& indices, AnyTensor const& weight);

/// The same with shapes checked by the compiler as far as it knows them.
template<tensor_argument Indices, tensor_argument Weight>
auto embedding(Indices const& indices, Weight const& weight) {
    if constexpr (poisoned<Indices> || poisoned<Weight>) {
        return poison{};
    } else {
        using why =
            verdict<[](sentence* text) { return rules::embedding(operand_of<Indices>, operand_of<Weight>, text); }>;
        static_assert(holds<why>, "embedding(indices, weight): indices must be int64 or int32, weight (rows, columns)");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<Weight>,
                             rules::embedding_shape(static_shape_of<Indices>, static_shape_of<Weight>)>(
                embedding(indices.any(), weight.any()));
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/embedding.ipp>
#endif
