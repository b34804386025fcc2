// SPDX-License-Identifier: BSL-1.0
//   | inner | sum, mean                                      | max                     | argmax     |
//   |-------|------------------------------------------------|-------------------------|------------|
//   | 1     | four vectors along n, a cascade over chunks    | four vectors along n    | one by one |
//   | more  | a vector of columns, a cascade over n          | a vector of columns     | one by one |
#pragma once

#include <eponym/kernels/host/reduce.hpp>
#include <eponym/kernels/host/row_maximum.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

/// Values that a lane adds one after the other before the cascade takes the sum.
inline constexpr dim sum_chunk = 32;

/// Partial sums of which level i covers 2^i chunks, like the digits of a binary counter.
template<class T, int Bytes>
struct cascade {
    vector<T, Bytes> level[48];
    std::uint64_t chunks;
};

template<class T, int Bytes>
EPONYM_KERNEL_BODY void cascade_add(cascade<T, Bytes>& sums, vector<T, Bytes> const& chunk) {
    vector<T, Bytes> carry = chunk;
    int i = 0;
    for (std::uint64_t bits = sums.chunks; (bits & 1) != 0; bits >>= 1) carry += sums.level[i++];
    sums.level[i] = carry;
    ++sums.chunks;
}

template<class T, int Bytes>
EPONYM_KERNEL_BODY void cascade_total(cascade<T, Bytes> const& sums, vector<T, Bytes>& all) {
    all = vector<T, Bytes>{};
    int i = 0;
    for (std::uint64_t bits = sums.chunks; bits != 0; bits >>= 1, ++i)
        if ((bits & 1) != 0) all += sums.level[i];
}

template<class T, int Bytes>
EPONYM_KERNEL_BODY T row_sum(T const* x, dim n) {
    constexpr dim width = lanes<T, Bytes>;
    cascade<T, Bytes> sums;
    vector<T, Bytes> all, value;
    sums.chunks = 0;
    dim i = 0;
    while (i + 4 * width <= n) {
        dim const stop = i + 4 * width * sum_chunk < n ? i + 4 * width * sum_chunk : n;
        vector<T, Bytes> part[4] = {};
        for (; i + 4 * width <= stop; i += 4 * width)
#pragma GCC unroll 4
            for (int j = 0; j < 4; ++j) {
                load<T, Bytes>(value, x + i + j * width);
                part[j] += value;
            }
        all = (part[0] + part[1]) + (part[2] + part[3]);
        cascade_add<T, Bytes>(sums, all);
    }
    cascade_total<T, Bytes>(sums, all);
    for (; i < n; i += width) {
        load_some<T, Bytes>(value, x + i, n - i, T(0));
        all += value;
    }
    return total<T, Bytes>(all);
}

/// The sums of `width` neighbouring columns, or fewer at the end.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void column_sums(T const* x, dim n, dim inner, dim count, vector<T, Bytes>& all) {
    constexpr dim width = lanes<T, Bytes>;
    cascade<T, Bytes> sums;
    vector<T, Bytes> value;
    sums.chunks = 0;
    for (dim i = 0; i < n;) {
        dim const stop = i + sum_chunk < n ? i + sum_chunk : n;
        vector<T, Bytes> part = {};
        for (; i < stop; ++i) {
            if (count >= width)
                load<T, Bytes>(value, x + i * inner);
            else
                load_some<T, Bytes>(value, x + i * inner, count, T(0));
            part += value;
        }
        cascade_add<T, Bytes>(sums, part);
    }
    cascade_total<T, Bytes>(sums, all);
}

template<class T>
struct sum_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(T const* x, T* y, dim outer, dim n, dim inner, T divisor) {
        constexpr dim width = lanes<T, Bytes>;
        for (dim o = 0; o < outer; ++o, x += n * inner, y += inner) {
            if (inner == 1) {
                *y = row_sum<T, Bytes>(x, n) / divisor;
                continue;
            }
            for (dim column = 0; column < inner; column += width) {
                vector<T, Bytes> all;
                column_sums<T, Bytes>(x + column, n, inner, inner - column, all);
                all /= divisor;
                store_some<T, Bytes>(y + column, all, inner - column);
            }
        }
    }
};

template<class T>
struct max_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(T const* x, T* y, dim outer, dim n, dim inner) {
        constexpr dim width = lanes<T, Bytes>;
        for (dim o = 0; o < outer; ++o, x += n * inner, y += inner) {
            if (inner == 1) {
                *y = row_max<T, Bytes>(x, n);
                continue;
            }
            for (dim column = 0; column < inner; column += width) {
                vector<T, Bytes> best, value;
                load_some<T, Bytes>(best, x + column, inner - column, T(0));
                for (dim i = 1; i < n; ++i) {
                    if (inner - column >= width)
                        load<T, Bytes>(value, x + i * inner + column);
                    else
                        load_some<T, Bytes>(value, x + i * inner + column, inner - column, T(0));
                    take_larger<T, Bytes>(best, value);
                }
                store_some<T, Bytes>(y + column, best, inner - column);
            }
        }
    }
};

template<class T>
EPONYM_KERNEL_ENTRY void largest_index(T const* x, std::int64_t* y, dim outer, dim n, dim inner) {
    for (dim o = 0; o < outer; ++o, x += n * inner, y += inner)
        for (dim column = 0; column < inner; ++column) {
            dim best = 0;
            T most = x[column];
            for (dim i = 1; i < n && most == most; ++i) {
                T const value = x[i * inner + column];
                if (value > most || value != value) {
                    most = value;
                    best = i;
                }
            }
            y[column] = best;
        }
}

}  // namespace detail

EPONYM_KERNEL_ENTRY EPONYM_INLINE void sum(float const* x, float* y, dim outer, dim n, dim inner) {
    dispatch<detail::sum_kernel<float>>(x, y, outer, n, inner, 1.0f);
}
EPONYM_KERNEL_ENTRY EPONYM_INLINE void sum(double const* x, double* y, dim outer, dim n, dim inner) {
    dispatch<detail::sum_kernel<double>>(x, y, outer, n, inner, 1.0);
}
EPONYM_KERNEL_ENTRY EPONYM_INLINE void mean(float const* x, float* y, dim outer, dim n, dim inner) {
    dispatch<detail::sum_kernel<float>>(x, y, outer, n, inner, float(n));
}
EPONYM_KERNEL_ENTRY EPONYM_INLINE void mean(double const* x, double* y, dim outer, dim n, dim inner) {
    dispatch<detail::sum_kernel<double>>(x, y, outer, n, inner, double(n));
}
EPONYM_KERNEL_ENTRY EPONYM_INLINE void max(float const* x, float* y, dim outer, dim n, dim inner) {
    dispatch<detail::max_kernel<float>>(x, y, outer, n, inner);
}
EPONYM_KERNEL_ENTRY EPONYM_INLINE void max(double const* x, double* y, dim outer, dim n, dim inner) {
    dispatch<detail::max_kernel<double>>(x, y, outer, n, inner);
}
EPONYM_KERNEL_ENTRY EPONYM_INLINE void argmax(float const* x, std::int64_t* y, dim outer, dim n, dim inner) {
    detail::largest_index(x, y, outer, n, inner);
}
EPONYM_KERNEL_ENTRY EPONYM_INLINE void argmax(double const* x, std::int64_t* y, dim outer, dim n, dim inner) {
    detail::largest_index(x, y, outer, n, inner);
}

}  // namespace eponym::inline EPONYM_ABI::kernels
