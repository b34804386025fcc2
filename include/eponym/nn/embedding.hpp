// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/nn/layer.hpp>
#include <eponym/nn/options.hpp>
#include <eponym/ops/embedding.hpp>
#include <eponym/reflect/members.hpp>
#include <eponym/tensor/parameter.hpp>

namespace eponym::inline EPONYM_ABI::nn {
namespace detail {

// Standard normal values; then zeros in the padding row, where there is one.
struct embedding_start {
    dim padding_row;  // negative: none
    void operator()(AnyTensor const& weight) const;
};

std::string embedding_repr(dim rows, dim columns, dim padding_row);

// The position of the padding row; -1 without that option, -2 where there is no such row.
template<auto... Options>
constexpr dim padding_row_of(dim rows) {
    if (times_given<padding_idx, Options...> == 0) return -1;
    dim const row = option_or<padding_idx, Options...>(0);
    return row < -rows || row >= rows ? -2 : row < 0 ? row + rows : row;
}

}  // namespace detail

/// A row of weight for each index. weight: (Rows, Columns)
/// indices: any shape, int64 or int32  ->  the shape of indices, then Columns
/// Option: `padding_idx(row)`, a row that starts as zeros. The others are drawn from the standard normal distribution.
template<dim Rows, dim Columns, auto... Options>
struct Embedding {
    static_assert(detail::options_given<Options...>::template are_among<nn::padding_idx>,
                  "Embedding<rows, columns, options...>: the only option is padding_idx(row)");
    static constexpr dim padding_row = detail::padding_row_of<Options...>(Rows);
    static_assert(padding_row != -2, "Embedding<rows, columns, padding_idx(row)>: the row must be one of the rows");

    Parameter<Rows, Columns> weight = detail::embedding_start{padding_row};

    auto operator()(auto const& indices) const { return detail::observed(*this, embedding(indices, weight)); }

    using members = eponym::members<&Embedding::weight>;

    static constexpr std::string_view layer_name = "Embedding";
    static std::string extra_repr() { return detail::embedding_repr(Rows, Columns, padding_row); }
};

}  // namespace eponym::inline EPONYM_ABI::nn

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/embedding.ipp>
#endif
