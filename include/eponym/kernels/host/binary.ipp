// SPDX-License-Identifier: BSL-1.0
// Neighbouring dimensions that both operands walk with one stride become one; what is left is rows:
//
//   | strides of a, b along the row | loop                                  |
//   |-------------------------------|---------------------------------------|
//   | 1 or 0 each                   | vectors, a 0 is loaded once           |
//   | others                        | vectors that are gathered one by one  |
#pragma once

#include <eponym/kernels/host/binary.hpp>
#include <eponym/kernels/host/power.hpp>
#include <eponym/kernels/host/vector.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

struct add_function {
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void apply(vector<T, Bytes>& a, vector<T, Bytes> const& b) {
        a = a + b;
    }
};

struct sub_function {
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void apply(vector<T, Bytes>& a, vector<T, Bytes> const& b) {
        a = a - b;
    }
};

struct mul_function {
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void apply(vector<T, Bytes>& a, vector<T, Bytes> const& b) {
        a = a * b;
    }
};

struct div_function {
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void apply(vector<T, Bytes>& a, vector<T, Bytes> const& b) {
        a = a / b;
    }
};

/// Without the first `keep_apart`, g++ 12 fails at -O3 where it finds both operands to be the same in every round.
struct maximum_function {
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void apply(vector<T, Bytes>& a, vector<T, Bytes> const& b) {
        keep_apart<T, Bytes>(a);
        vector<T, Bytes> result = a > b ? a : b;  // b where either is NaN
        keep_apart<T, Bytes>(result);
        a = a != a ? a : result;
    }
};

struct minimum_function {
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void apply(vector<T, Bytes>& a, vector<T, Bytes> const& b) {
        keep_apart<T, Bytes>(a);
        vector<T, Bytes> result = a < b ? a : b;  // b where either is NaN
        keep_apart<T, Bytes>(result);
        a = a != a ? a : result;
    }
};

struct pow_function {
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void apply(vector<T, Bytes>& a, vector<T, Bytes> const& b) {
        for (int i = 0; i < lanes<T, Bytes>; ++i) a[i] = power(a[i], b[i]);
    }
};

/// Leaves all bits of a lane set where the comparison holds.
template<comparison Operation>
struct compare_function {
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void apply(vector<T, Bytes>& a, vector<T, Bytes> const& b) {
        if constexpr (Operation == comparison::equal)
            a = (vector<T, Bytes>)(a == b);
        else if constexpr (Operation == comparison::not_equal)
            a = (vector<T, Bytes>)(a != b);
        else if constexpr (Operation == comparison::less)
            a = (vector<T, Bytes>)(a < b);
        else
            a = (vector<T, Bytes>)(a <= b);
    }
};

template<class T, int Bytes>
EPONYM_KERNEL_BODY void store_result(T* to, vector<T, Bytes> const& from, dim count) {
    store_some<T, Bytes>(to, from, count);
}

template<class T, int Bytes>
EPONYM_KERNEL_BODY void store_result(bool* to, vector<T, Bytes> const& from, dim count) {
    using flags = vector<std::int8_t, lanes<T, Bytes>>;
    auto const mask = (vector<typename same_width<T>::integer, Bytes>)(from);
    flags const bytes = __builtin_convertvector(mask, flags) & std::int8_t(1);
    store_some<std::int8_t, lanes<T, Bytes>>((std::int8_t*)to, bytes, count);
}

/// Drops dimensions of size 1 and joins those that are walked as one; at least one dimension is left.
EPONYM_KERNEL_ENTRY inline broadcast_extents joined(broadcast_extents const& from) {
    broadcast_extents to{};
    for (int i = 0; i < from.rank; ++i) {
        if (from.shape[i] == 1) continue;
        int const last = to.rank - 1;
        if (last >= 0 && to.a_strides[last] == from.a_strides[i] * from.shape[i] &&
            to.b_strides[last] == from.b_strides[i] * from.shape[i]) {
            to.shape[last] *= from.shape[i];
        } else {
            to.shape[to.rank++] = from.shape[i];
        }
        to.a_strides[to.rank - 1] = from.a_strides[i];
        to.b_strides[to.rank - 1] = from.b_strides[i];
    }
    if (to.rank == 0) {
        to.rank = 1;
        to.shape[0] = 1;
    }
    return to;
}

template<class T, int Bytes>
EPONYM_KERNEL_BODY void gather(vector<T, Bytes>& to, T const* from, dim stride, dim count) {
    T buffer[lanes<T, Bytes>];
    for (int i = 0; i < lanes<T, Bytes>; ++i) buffer[i] = from[i < count ? i * stride : 0];
    load<T, Bytes>(to, buffer);
}

template<class Function, class T, int Bytes, class Y>
EPONYM_KERNEL_BODY void binary_row(T const* a, dim a_stride, T const* b, dim b_stride, Y* y, dim n) {
    constexpr dim width = lanes<T, Bytes>;
    bool const plain = (a_stride == 0 || a_stride == 1) && (b_stride == 0 || b_stride == 1);
    vector<T, Bytes> left, right, left_once, right_once;
    fill<T, Bytes>(left_once, a[0]);
    fill<T, Bytes>(right_once, b[0]);
    dim i = 0;
    for (; plain && i + width <= n; i += width) {
        left = left_once;
        right = right_once;
        if (a_stride != 0) load<T, Bytes>(left, a + i);
        if (b_stride != 0) load<T, Bytes>(right, b + i);
        Function::template apply<T, Bytes>(left, right);
        store_result<T, Bytes>(y + i, left, width);
    }
    for (; i < n; i += width) {
        dim const count = n - i < width ? n - i : width;
        gather<T, Bytes>(left, a + i * a_stride, a_stride, count);
        gather<T, Bytes>(right, b + i * b_stride, b_stride, count);
        Function::template apply<T, Bytes>(left, right);
        store_result<T, Bytes>(y + i, left, count);
    }
}

template<class Function, class T, class Y>
struct binary_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(broadcast_extents const* extents, T const* a, T const* b, Y* y) {
        int const row = extents->rank - 1;
        dim const n = extents->shape[row];
        dim index[max_rank] = {};
        for (;;) {
            binary_row<Function, T, Bytes>(a, extents->a_strides[row], b, extents->b_strides[row], y, n);
            y += n;
            int i = row - 1;
            for (; i >= 0; --i) {
                a += extents->a_strides[i];
                b += extents->b_strides[i];
                if (++index[i] < extents->shape[i]) break;
                a -= extents->a_strides[i] * extents->shape[i];
                b -= extents->b_strides[i] * extents->shape[i];
                index[i] = 0;
            }
            if (i < 0) return;
        }
    }
};

template<class Function, class T, class Y>
EPONYM_KERNEL_ENTRY void binary(broadcast_extents const& extents, T const* a, T const* b, Y* y) {
    for (int i = 0; i < extents.rank; ++i)
        if (extents.shape[i] == 0) return;
    broadcast_extents const rows = joined(extents);
    dispatch<binary_kernel<Function, T, Y>>(&rows, a, b, y);
}

}  // namespace detail

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void add(broadcast_extents const& extents, float const* a, float const* b,
                                                     float* y) {
    detail::binary<detail::add_function>(extents, a, b, y);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void add(broadcast_extents const& extents, double const* a, double const* b,
                                                     double* y) {
    detail::binary<detail::add_function>(extents, a, b, y);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void sub(broadcast_extents const& extents, float const* a, float const* b,
                                                     float* y) {
    detail::binary<detail::sub_function>(extents, a, b, y);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void sub(broadcast_extents const& extents, double const* a, double const* b,
                                                     double* y) {
    detail::binary<detail::sub_function>(extents, a, b, y);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void mul(broadcast_extents const& extents, float const* a, float const* b,
                                                     float* y) {
    detail::binary<detail::mul_function>(extents, a, b, y);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void mul(broadcast_extents const& extents, double const* a, double const* b,
                                                     double* y) {
    detail::binary<detail::mul_function>(extents, a, b, y);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void div(broadcast_extents const& extents, float const* a, float const* b,
                                                     float* y) {
    detail::binary<detail::div_function>(extents, a, b, y);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void div(broadcast_extents const& extents, double const* a, double const* b,
                                                     double* y) {
    detail::binary<detail::div_function>(extents, a, b, y);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void maximum(broadcast_extents const& extents, float const* a,
                                                         float const* b, float* y) {
    detail::binary<detail::maximum_function>(extents, a, b, y);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void maximum(broadcast_extents const& extents, double const* a,
                                                         double const* b, double* y) {
    detail::binary<detail::maximum_function>(extents, a, b, y);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void minimum(broadcast_extents const& extents, float const* a,
                                                         float const* b, float* y) {
    detail::binary<detail::minimum_function>(extents, a, b, y);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void minimum(broadcast_extents const& extents, double const* a,
                                                         double const* b, double* y) {
    detail::binary<detail::minimum_function>(extents, a, b, y);
}

template<class T>
EPONYM_KERNEL_ENTRY void pow(broadcast_extents const& extents, T const* a, T const* b, T* y) {
    detail::binary<detail::pow_function>(extents, a, b, y);
}

template<comparison Operation, class T>
EPONYM_KERNEL_ENTRY void compare(broadcast_extents const& extents, T const* a, T const* b, bool* y) {
    detail::binary<detail::compare_function<Operation>>(extents, a, b, y);
}

#if defined(EPONYM_COMPILED)
template void pow(broadcast_extents const&, float const*, float const*, float*);
template void pow(broadcast_extents const&, double const*, double const*, double*);
#define EPONYM_COMPARISON(NAME, T) \
    template void compare<comparison::NAME>(broadcast_extents const&, T const*, T const*, bool*);
#define EPONYM_COMPARISONS(T)       \
    EPONYM_COMPARISON(equal, T)     \
    EPONYM_COMPARISON(not_equal, T) \
    EPONYM_COMPARISON(less, T)      \
    EPONYM_COMPARISON(less_equal, T)
EPONYM_COMPARISONS(float)
EPONYM_COMPARISONS(double)
EPONYM_COMPARISONS(std::int64_t)
#undef EPONYM_COMPARISONS
#undef EPONYM_COMPARISON
#endif

}  // namespace eponym::inline EPONYM_ABI::kernels
