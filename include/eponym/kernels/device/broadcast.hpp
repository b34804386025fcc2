// SPDX-License-Identifier: BSL-1.0
// Where the operands of a broadcast operation lie for the i-th element of its result.
#pragma once

#include <cstdint>

#include <eponym/kernels/device/host_device.hpp>
#include <eponym/kernels/host/binary.hpp>

namespace eponym::inline EPONYM_ABI::kernels::device::detail {

/// The same elements in the same order in as few dimensions as possible: sizes of 1 are left out, and neighbours become
/// one dimension where both operands step through them as through one.
constexpr broadcast_extents collapse(broadcast_extents const& extents) {
    broadcast_extents merged;
    for (int i = 0; i < extents.rank; ++i) {
        dim const size = extents.shape[i];
        if (size == 1) continue;
        int const last = merged.rank - 1;
        bool const continues = last >= 0 && merged.a_strides[last] == extents.a_strides[i] * size &&
                               merged.b_strides[last] == extents.b_strides[i] * size;
        int const at = continues ? last : merged.rank++;
        merged.shape[at] = continues ? merged.shape[at] * size : size;
        merged.a_strides[at] = extents.a_strides[i];
        merged.b_strides[at] = extents.b_strides[i];
    }
    return merged;
}

constexpr dim element_count(broadcast_extents const& extents) {
    dim count = 1;
    for (int i = 0; i < extents.rank; ++i) count *= extents.shape[i];
    return count;
}

/// Whether every index and every offset is below 2^31, so that the device can divide 32-bit numbers.
constexpr bool fits_32_bits(broadcast_extents const& extents) {
    dim a_reach = 0;
    dim b_reach = 0;
    for (int i = 0; i < extents.rank; ++i) {
        dim const steps = extents.shape[i] - 1;
        a_reach += steps * (extents.a_strides[i] < 0 ? -extents.a_strides[i] : extents.a_strides[i]);
        b_reach += steps * (extents.b_strides[i] < 0 ? -extents.b_strides[i] : extents.b_strides[i]);
    }
    return element_count(extents) <= INT32_MAX && a_reach <= INT32_MAX && b_reach <= INT32_MAX;
}

/// f(a, b) for the i-th element of the result.
template<class Index, class T, class Function>
class broadcast_function {
public:
    broadcast_function(broadcast_extents const& extents, T const* a, T const* b, Function f)
        : a_(a), b_(b), f_(f), rank_(extents.rank) {
        for (int i = 0; i < max_rank; ++i) {
            shape_[i] = Index(extents.shape[i]);
            a_strides_[i] = Index(extents.a_strides[i]);
            b_strides_[i] = Index(extents.b_strides[i]);
        }
    }

    EPONYM_HOST_DEVICE auto operator()(dim element) const {
        Index index = Index(element);
        Index a_offset = 0;
        Index b_offset = 0;
        for (int i = rank_ - 1; i > 0; --i) {
            Index const rest = index / shape_[i];
            Index const along = index - rest * shape_[i];
            a_offset += along * a_strides_[i];
            b_offset += along * b_strides_[i];
            index = rest;
        }
        return f_(a_[a_offset + index * a_strides_[0]], b_[b_offset + index * b_strides_[0]]);
    }

private:
    T const* a_;
    T const* b_;
    Function f_;
    int rank_;
    Index shape_[max_rank];
    Index a_strides_[max_rank];
    Index b_strides_[max_rank];
};

}  // namespace eponym::inline EPONYM_ABI::kernels::device::detail
