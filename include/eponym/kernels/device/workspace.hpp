// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/tensor/dimension.hpp>

namespace eponym::inline EPONYM_ABI::kernels::device {
namespace detail {

/// How many elements a stage of a reduction combines into one.
inline constexpr dim terms = 16;

constexpr dim chunks_of(dim n) { return (n + terms - 1) / terms; }

}  // namespace detail

/// How many partial results the reduction of (outer, n, inner) keeps at once, and so how many elements of the result's
/// type its `workspace` needs: none up to n = 16, else about n / 15 for each result.
constexpr dim workspace_size(dim outer, dim n, dim inner) {
    if (n <= detail::terms) return 0;
    dim const read = detail::chunks_of(n);
    dim const written = read <= detail::terms ? 0 : detail::chunks_of(read);
    return outer * inner * (read + written);
}

}  // namespace eponym::inline EPONYM_ABI::kernels::device
