// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstring>
#include <vector>

#include <eponym/ops/along.hpp>
#include <eponym/ops/cat.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

EPONYM_ON_DEMAND EPONYM_INLINE std::vector<operand> operands_for(std::span<AnyTensor const> x, char const* operation) {
    if (x.empty()) throw shape_error(std::string(operation) + ": there must be at least one tensor");
    std::vector<operand> operands;
    operands.reserve(x.size());
    for (AnyTensor const& tensor : x) operands.push_back(operand_for(tensor));
    return operands;
}

// Each tensor is, for each index before the dimension, one run of bytes of the result.
EPONYM_ON_DEMAND EPONYM_INLINE AnyTensor cat_runs(std::span<AnyTensor const> x, Shape const& shape, int position) {
    AnyTensor const y = AnyTensor::empty(x[0].type(), shape);
    std::size_t const element = std::size_t(bits_of(y.type())) / 8;
    along const whole(shape, position);
    std::size_t const row = std::size_t(whole.count * whole.inner) * element;
    std::byte* to = y.mutable_bytes();
    for (AnyTensor const& tensor : x) {
        if (tensor.numel() == 0) continue;
        AnyTensor const packed = tensor.contiguous();
        std::size_t const run = packed.bytes() / std::size_t(whole.outer);
        std::byte const* const from = packed.const_bytes();
        for (dim o = 0; o < whole.outer; ++o) std::memcpy(to + std::size_t(o) * row, from + std::size_t(o) * run, run);
        to += run;
    }
    return y;
}

EPONYM_ON_DEMAND_INLINE AnyTensor cat_each(std::size_t count, AnyTensor const& (*tensor)(void const*, std::size_t),
                                           void const* list, dim dimension, bool stacked) {
    std::vector<AnyTensor> all;
    all.reserve(count);
    for (std::size_t i = 0; i != count; ++i) all.push_back(tensor(list, i));
    return stacked ? stack(all, dimension) : cat(all, dimension);
}

}  // namespace detail

EPONYM_ON_DEMAND_INLINE AnyTensor cat(std::span<AnyTensor const> x, dim dimension) {
    auto const operands = detail::operands_for(x, "cat(x...)");
    detail::require([&](sentence* why) { return rules::cat(operands, dimension, why); });
    return detail::cat_runs(x, rules::cat_shape(operands, dimension), position_of(dimension, x[0].rank()));
}

EPONYM_ON_DEMAND_INLINE AnyTensor stack(std::span<AnyTensor const> x, dim dimension) {
    auto const operands = detail::operands_for(x, "stack(x...)");
    detail::require([&](sentence* why) { return rules::stack(operands, dimension, why); });
    return detail::cat_runs(x, rules::stack_shape(operands, dimension), position_of(dimension, x[0].rank() + 1));
}

}  // namespace eponym::inline EPONYM_ABI
