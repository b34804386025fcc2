// SPDX-License-Identifier: BSL-1.0
//   | inner | sum, mean                                      | max, min, prod          | argmax, argmin |
//   |-------|------------------------------------------------|-------------------------|----------------|
//   | 1     | four vectors along n, a cascade over chunks    | four vectors along n    | one by one     |
//   | more  | a vector of columns, a cascade over n          | a vector of columns     | one by one     |
#pragma once

#include <eponym/kernels/host/fold.hpp>
#include <eponym/kernels/host/reduce.hpp>
#include <eponym/kernels/host/row_maximum.hpp>
#include <eponym/kernels/host/row_sum.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

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
                *y = row_sum<T, Bytes, as_it_is>(x, n) / divisor;
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

template<class T, class Fold>
struct fold_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(T const* x, T* y, dim outer, dim n, dim inner) {
        constexpr dim width = lanes<T, Bytes>;
        for (dim o = 0; o < outer; ++o, x += n * inner, y += inner) {
            if (inner == 1) {
                *y = fold_row<T, Bytes, Fold>(x, n);
                continue;
            }
            for (dim column = 0; column < inner; column += width) {
                vector<T, Bytes> result, value;
                if constexpr (Fold::starts_with_element)
                    load_some<T, Bytes>(result, x + column, inner - column, T(0));
                else
                    fill<T, Bytes>(result, Fold::template start<T>(x));
                for (dim i = Fold::starts_with_element ? 1 : 0; i < n; ++i) {
                    load_some<T, Bytes>(value, x + i * inner + column, inner - column, T(0));
                    Fold::template take<T, Bytes>(result, value);
                }
                store_some<T, Bytes>(y + column, result, inner - column);
            }
        }
    }
};

template<bool Smallest, class T>
EPONYM_KERNEL_ENTRY void extreme_index(T const* x, std::int64_t* y, dim outer, dim n, dim inner) {
    for (dim o = 0; o < outer; ++o, x += n * inner, y += inner)
        for (dim column = 0; column < inner; ++column) {
            dim best = 0;
            T most = x[column];
            for (dim i = 1; i < n && most == most; ++i) {
                T const value = x[i * inner + column];
                if ((Smallest ? value < most : value > most) || value != value) {
                    most = value;
                    best = i;
                }
            }
            y[column] = best;
        }
}

}  // namespace detail

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void sum(float const* x, float* y, dim outer, dim n, dim inner) {
    dispatch<detail::sum_kernel<float>>(x, y, outer, n, inner, 1.0f);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void sum(double const* x, double* y, dim outer, dim n, dim inner) {
    dispatch<detail::sum_kernel<double>>(x, y, outer, n, inner, 1.0);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void mean(float const* x, float* y, dim outer, dim n, dim inner) {
    dispatch<detail::sum_kernel<float>>(x, y, outer, n, inner, float(n));
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void mean(double const* x, double* y, dim outer, dim n, dim inner) {
    dispatch<detail::sum_kernel<double>>(x, y, outer, n, inner, double(n));
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void max(float const* x, float* y, dim outer, dim n, dim inner) {
    dispatch<detail::max_kernel<float>>(x, y, outer, n, inner);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void max(double const* x, double* y, dim outer, dim n, dim inner) {
    dispatch<detail::max_kernel<double>>(x, y, outer, n, inner);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void min(float const* x, float* y, dim outer, dim n, dim inner) {
    dispatch<detail::fold_kernel<float, detail::smallest>>(x, y, outer, n, inner);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void min(double const* x, double* y, dim outer, dim n, dim inner) {
    dispatch<detail::fold_kernel<double, detail::smallest>>(x, y, outer, n, inner);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void prod(float const* x, float* y, dim outer, dim n, dim inner) {
    dispatch<detail::fold_kernel<float, detail::product_of_all>>(x, y, outer, n, inner);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void prod(double const* x, double* y, dim outer, dim n, dim inner) {
    dispatch<detail::fold_kernel<double, detail::product_of_all>>(x, y, outer, n, inner);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void argmax(float const* x, std::int64_t* y, dim outer, dim n, dim inner) {
    detail::extreme_index<false>(x, y, outer, n, inner);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void argmax(double const* x, std::int64_t* y, dim outer, dim n, dim inner) {
    detail::extreme_index<false>(x, y, outer, n, inner);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void argmin(float const* x, std::int64_t* y, dim outer, dim n, dim inner) {
    detail::extreme_index<true>(x, y, outer, n, inner);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void argmin(double const* x, std::int64_t* y, dim outer, dim n, dim inner) {
    detail::extreme_index<true>(x, y, outer, n, inner);
}

}  // namespace eponym::inline EPONYM_ABI::kernels
