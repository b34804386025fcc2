// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/vector.hpp>
#include <eponym/kernels/host/where.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

/// Drops dimensions of size 1 and joins those that all three operands walk as one; at least one dimension is left.
EPONYM_KERNEL_ENTRY inline where_extents joined(where_extents const& from) {
    where_extents to{};
    for (int i = 0; i < from.rank; ++i) {
        if (from.shape[i] == 1) continue;
        int const last = to.rank - 1;
        bool continues = last >= 0;
        for (int k = 0; k < 3 && continues; ++k) continues = to.strides[k][last] == from.strides[k][i] * from.shape[i];
        int const at = continues ? last : to.rank++;
        to.shape[at] = continues ? to.shape[at] * from.shape[i] : from.shape[i];
        for (int k = 0; k < 3; ++k) to.strides[k][at] = from.strides[k][i];
    }
    if (to.rank == 0) {
        to.rank = 1;
        to.shape[0] = 1;
    }
    return to;
}

template<class T, int Bytes>
EPONYM_KERNEL_BODY void where_row(bool const* condition, dim condition_stride, T const* a, dim a_stride, T const* b,
                                  dim b_stride, T* y, dim n) {
    using flags = vector<std::int8_t, lanes<T, Bytes>>;
    using integers = vector<typename same_width<T>::integer, Bytes>;
    constexpr dim width = lanes<T, Bytes>;
    bool const plain = condition_stride == 1 && (a_stride == 0 || a_stride == 1) && (b_stride == 0 || b_stride == 1);
    vector<T, Bytes> chosen, other;
    fill<T, Bytes>(chosen, a[0]);
    fill<T, Bytes>(other, b[0]);
    dim i = 0;
    for (; plain && i + width <= n; i += width) {
        flags bytes;
        load<std::int8_t, lanes<T, Bytes>>(bytes, (std::int8_t const*)(condition + i));
        if (a_stride != 0) load<T, Bytes>(chosen, a + i);
        if (b_stride != 0) load<T, Bytes>(other, b + i);
        integers const mask = __builtin_convertvector(bytes, integers);
        vector<T, Bytes> const result = mask != 0 ? chosen : other;
        store<T, Bytes>(y + i, result);
    }
    for (; i < n; ++i) y[i] = condition[i * condition_stride] ? a[i * a_stride] : b[i * b_stride];
}

template<class T>
struct where_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(where_extents const* extents, bool const* condition, T const* a, T const* b,
                                       T* y) {
        int const row = extents->rank - 1;
        dim const n = extents->shape[row];
        dim index[max_rank] = {};
        for (;;) {
            where_row<T, Bytes>(condition, extents->strides[0][row], a, extents->strides[1][row], b,
                                extents->strides[2][row], y, n);
            y += n;
            int i = row - 1;
            for (; i >= 0; --i) {
                bool const wraps = ++index[i] == extents->shape[i];
                dim const steps = wraps ? 1 - extents->shape[i] : 1;
                condition += steps * extents->strides[0][i];
                a += steps * extents->strides[1][i];
                b += steps * extents->strides[2][i];
                if (!wraps) break;
                index[i] = 0;
            }
            if (i < 0) return;
        }
    }
};

}  // namespace detail

template<class T>
EPONYM_KERNEL_ENTRY void where(where_extents const& extents, bool const* condition, T const* a, T const* b, T* y) {
    for (int i = 0; i < extents.rank; ++i)
        if (extents.shape[i] == 0) return;
    where_extents const rows = detail::joined(extents);
    dispatch<detail::where_kernel<T>>(&rows, condition, a, b, y);
}

#if defined(EPONYM_COMPILED)
template void where(where_extents const&, bool const*, float const*, float const*, float*);
template void where(where_extents const&, bool const*, double const*, double const*, double*);
template void where(where_extents const&, bool const*, std::int32_t const*, std::int32_t const*, std::int32_t*);
template void where(where_extents const&, bool const*, std::int64_t const*, std::int64_t const*, std::int64_t*);
#endif

}  // namespace eponym::inline EPONYM_ABI::kernels
