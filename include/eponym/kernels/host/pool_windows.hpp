// SPDX-License-Identifier: BSL-1.0
// Windows that slide over a plane and are combined by an operation: the rows of a window first, a vector of columns at
// a time, into a line; then the columns of the line, a vector of outputs at a time where the stride is 1 or 2.
//
// An operation is a struct with `identity<T>()`, which the padding counts as, and `combine` for vectors and for
// numbers.
#pragma once

#include <eponym/kernels/host/pool2d_extents.hpp>
#include <eponym/kernels/host/pool_pairs.hpp>

namespace eponym::inline EPONYM_ABI::kernels::detail {

struct largest_of_window {
    template<class T>
    EPONYM_KERNEL_BODY static T identity() {
        return -T(__builtin_inf());
    }
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void combine(vector<T, Bytes>& best, vector<T, Bytes> const& value) {
        take_larger<T, Bytes>(best, value);
    }
    template<class T>
    EPONYM_KERNEL_BODY static void combine(T& best, T value) {
        larger_value<T>(best, value);
    }
};

struct sum_of_window {
    template<class T>
    EPONYM_KERNEL_BODY static T identity() {
        return T(0);
    }
    template<class T, int Bytes>
    EPONYM_KERNEL_BODY static void combine(vector<T, Bytes>& sum, vector<T, Bytes> const& value) {
        sum += value;
    }
    template<class T>
    EPONYM_KERNEL_BODY static void combine(T& sum, T value) {
        sum += value;
    }
};

/// The part [begin, end) of a window of `count` taps from `first` on that lies within [0, size).
EPONYM_KERNEL_BODY void cut_window(dim first, dim dilation, dim count, dim size, dim& begin, dim& end) {
    begin = first < 0 ? (-first + dilation - 1) / dilation : 0;
    end = first + (count - 1) * dilation < size ? count : (size - first + dilation - 1) / dilation;
}

/// Columns that a line holds, those of the padding included.
inline constexpr dim pool_line = 1024;

/// line[k] = the combination of x[r * step + k] over the rows r.
template<class Operation, class T, int Bytes>
EPONYM_KERNEL_BODY void combine_rows(T const* x, dim step, dim rows, T* line, dim n) {
    constexpr dim width = lanes<T, Bytes>;
    if (n >= width) {
        vector<T, Bytes> best, value;
        for (dim at = 0; at < n; at += width) {
            dim const k = at + width <= n ? at : n - width;
            load<T, Bytes>(best, x + k);
            for (dim r = 1; r < rows; ++r) {
                load<T, Bytes>(value, x + r * step + k);
                Operation::template combine<T, Bytes>(best, value);
            }
            store<T, Bytes>(line + k, best);
        }
    } else if constexpr (Bytes > 16) {
        combine_rows<Operation, T, Bytes / 2>(x, step, rows, line, n);
    } else {
        for (dim k = 0; k < n; ++k) {
            T best = x[k];
            for (dim r = 1; r < rows; ++r) Operation::template combine<T>(best, x[r * step + k]);
            line[k] = best;
        }
    }
}

/// Every element, or every second one; then the element behind the last is read too.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void load_every(vector<T, Bytes>& to, T const* from, dim stride) {
    load<T, Bytes>(to, from);
    if (stride == 1) return;
    vector<T, Bytes> const low = to;
    vector<T, Bytes> high, odd;
    load<T, Bytes>(high, from + lanes<T, Bytes>);
    even_and_odd<T, Bytes>(low, high, to, odd);
}

/// y[j] = the combination of line[j * stride + c * dilation] over the columns c.
template<class Operation, class T, int Bytes>
EPONYM_KERNEL_BODY void combine_columns(T const* line, dim stride, dim dilation, dim columns, T* y, dim n) {
    constexpr dim width = lanes<T, Bytes>;
    if (n >= width && stride <= 2) {
        vector<T, Bytes> best, value;
        for (dim at = 0; at < n; at += width) {
            dim const j = at + width <= n ? at : n - width;
            T const* const from = line + j * stride;
            load_every<T, Bytes>(best, from, stride);
            for (dim c = 1; c < columns; ++c) {
                load_every<T, Bytes>(value, from + c * dilation, stride);
                Operation::template combine<T, Bytes>(best, value);
            }
            store<T, Bytes>(y + j, best);
        }
        return;
    }
    if constexpr (Bytes > 16) {
        if (stride <= 2) return combine_columns<Operation, T, Bytes / 2>(line, stride, dilation, columns, y, n);
    }
    for (dim j = 0; j < n; ++j) {
        T best = line[j * stride];
        for (dim c = 1; c < columns; ++c) Operation::template combine<T>(best, line[j * stride + c * dilation]);
        y[j] = best;
    }
}

/// One row of outputs, of the windows whose rows begin at x.
template<class Operation, class T, int Bytes>
EPONYM_KERNEL_BODY void pool_row_of_windows(pool2d_extents const& e, T const* x, dim rows, T* y, dim out_width) {
    dim const span = e.dilation[1] * (e.kernel[1] - 1) + 1;
    dim const most = (pool_line - span) / e.stride[1] + 1;
    T line[pool_line + lanes<T, Bytes>];
    for (dim start = 0; start < out_width; start += most) {
        dim const count = out_width - start < most ? out_width - start : most;
        dim const first = start * e.stride[1] - e.padding[1];
        dim const needed = (count - 1) * e.stride[1] + span;
        dim const begin = rows <= 0 ? needed : first < 0 ? -first : 0;
        dim const end = first + needed < e.in_size[1] ? needed : e.in_size[1] - first;
        for (dim k = 0; k < begin && k <= needed; ++k) line[k] = Operation::template identity<T>();
        if (begin < end)
            combine_rows<Operation, T, Bytes>(x + first + begin, e.dilation[0] * e.in_size[1], rows, line + begin,
                                              end - begin);
        // A stride of 2 reads one column more than it uses.
        for (dim k = end > begin ? end : begin; k <= needed; ++k) line[k] = Operation::template identity<T>();
        combine_columns<Operation, T, Bytes>(line, e.stride[1], e.dilation[1], e.kernel[1], y + start, count);
    }
}

/// One by one, the window cut to the input first; for kernels wider than a line.
template<class Operation, class T>
EPONYM_KERNEL_BODY void pool_row_one_by_one(pool2d_extents const& e, T const* x, dim rows, T* y, dim out_width) {
    for (dim j = 0; j < out_width; ++j) {
        dim const left = j * e.stride[1] - e.padding[1];
        dim begin, end;
        cut_window(left, e.dilation[1], e.kernel[1], e.in_size[1], begin, end);
        T best = Operation::template identity<T>();
        for (dim r = 0; r < rows; ++r)
            for (dim c = begin; c < end; ++c)
                Operation::template combine<T>(best, x[r * e.dilation[0] * e.in_size[1] + left + c * e.dilation[1]]);
        y[j] = best;
    }
}

template<class Operation, class T, int Bytes>
EPONYM_KERNEL_BODY void pool_plane(pool2d_extents const& e, dim out_height, dim out_width, T const* x, T* y) {
    bool const is_narrow = e.dilation[1] * (e.kernel[1] - 1) + 1 <= pool_line;
    for (dim i = 0; i < out_height; ++i, y += out_width) {
        dim const top = i * e.stride[0] - e.padding[0];
        dim begin, end;
        cut_window(top, e.dilation[0], e.kernel[0], e.in_size[0], begin, end);
        T const* const rows = x + (end > begin ? (top + begin * e.dilation[0]) * e.in_size[1] : 0);
        if (is_narrow)
            pool_row_of_windows<Operation, T, Bytes>(e, rows, end - begin, y, out_width);
        else
            pool_row_one_by_one<Operation, T>(e, rows, end - begin, y, out_width);
    }
}

}  // namespace eponym::inline EPONYM_ABI::kernels::detail
