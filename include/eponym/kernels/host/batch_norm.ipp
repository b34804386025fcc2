// SPDX-License-Identifier: BSL-1.0
//   | inner | scale_channels                      | channel_moments                        |
//   |-------|-------------------------------------|----------------------------------------|
//   | 1     | a vector of channels                | row by row, all channels side by side  |
//   | more  | a vector of a plane                 | plane by plane, four vectors at a time |
#pragma once

#include <eponym/kernels/host/batch_norm.hpp>
#include <eponym/kernels/host/moments.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

template<bool Rectify, class T>
EPONYM_KERNEL_BODY T scaled(T x, T scale, T shift) {
    T const value = x * scale + shift;
    return Rectify && value < 0 ? T(0) : value;
}

/// One plane. Its last vector overlaps the one before and is loaded first, since y may be x.
template<bool Rectify, class T, int Bytes>
EPONYM_KERNEL_BODY void scale_plane(T const* x, T scale, T shift, T* y, dim n) {
    constexpr dim width = lanes<T, Bytes>;
    if (n >= width) {
        vector<T, Bytes> factor, offset, value, last;
        fill<T, Bytes>(factor, scale);
        fill<T, Bytes>(offset, shift);
        load<T, Bytes>(last, x + n - width);
        for (dim i = 0; i + width <= n; i += width) {
            load<T, Bytes>(value, x + i);
            value = value * factor + offset;
            if (Rectify) rectify<T, Bytes>(value);
            store<T, Bytes>(y + i, value);
        }
        if (n % width == 0) return;
        last = last * factor + offset;
        if (Rectify) rectify<T, Bytes>(last);
        store<T, Bytes>(y + n - width, last);
    } else if constexpr (Bytes > 16) {
        scale_plane<Rectify, T, Bytes / 2>(x, scale, shift, y, n);
    } else {
        for (dim i = 0; i < n; ++i) y[i] = scaled<Rectify, T>(x[i], scale, shift);
    }
}

/// One row of channels.
template<bool Rectify, class T, int Bytes>
EPONYM_KERNEL_BODY void scale_row(T const* x, T const* scale, T const* shift, T* y, dim channels) {
    constexpr dim width = lanes<T, Bytes>;
    vector<T, Bytes> factor, offset, value;
    dim c = 0;
    for (; c + width <= channels; c += width) {
        load<T, Bytes>(value, x + c);
        load<T, Bytes>(factor, scale + c);
        load<T, Bytes>(offset, shift + c);
        value = value * factor + offset;
        if (Rectify) rectify<T, Bytes>(value);
        store<T, Bytes>(y + c, value);
    }
    for (; c < channels; ++c) y[c] = scaled<Rectify, T>(x[c], scale[c], shift[c]);
}

template<bool Rectify, class T>
struct scale_channels_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(T const* x, T const* scale, T const* shift, T* y, dim outer, dim channels,
                                       dim inner) {
        for (dim o = 0; o < outer; ++o, x += channels * inner, y += channels * inner) {
            if (inner == 1) {
                scale_row<Rectify, T, Bytes>(x, scale, shift, y, channels);
                continue;
            }
            for (dim c = 0; c < channels; ++c)
                scale_plane<Rectify, T, Bytes>(x + c * inner, scale[c], shift[c], y + c * inner, inner);
        }
    }
};

template<class T>
EPONYM_KERNEL_BODY void column_moments(T const* x, double* mean, double* variance, dim outer, dim channels) {
    for (dim c = 0; c < channels; ++c) mean[c] = variance[c] = 0;
    for (dim o = 0; o < outer; ++o)
        for (dim c = 0; c < channels; ++c) mean[c] += double(x[o * channels + c]);
    for (dim c = 0; c < channels; ++c) mean[c] /= double(outer);
    for (dim o = 0; o < outer; ++o)
        for (dim c = 0; c < channels; ++c) {
            double const distance = double(x[o * channels + c]) - mean[c];
            variance[c] += distance * distance;
        }
    for (dim c = 0; c < channels; ++c) variance[c] /= double(outer);
}

template<class T>
struct channel_moments_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(T const* x, double* mean, double* variance, dim outer, dim channels, dim inner) {
        if (inner == 1) return column_moments<T>(x, mean, variance, outer, channels);
        double const count = double(outer) * double(inner);
        for (dim c = 0; c < channels; ++c) {
            double sum = 0, distances = 0, squares = 0;
            for (dim o = 0; o < outer; ++o) sum += wide_sum<T, Bytes>(x + (o * channels + c) * inner, inner);
            T const centre = T(sum / count);
            for (dim o = 0; o < outer; ++o)
                add_deviations<T, Bytes>(x + (o * channels + c) * inner, inner, centre, distances, squares);
            // The centre is the mean but for its rounding, which the distances know.
            double const rest = distances / count;
            mean[c] = double(centre) + rest;
            variance[c] = squares / count - rest * rest;
            if (variance[c] < 0) variance[c] = 0;
        }
    }
};

template<class T>
EPONYM_KERNEL_ENTRY void run_scale_channels(T const* x, T const* scale, T const* shift, activation then, T* y,
                                            dim outer, dim channels, dim inner) {
    if (then == activation::relu)
        dispatch<scale_channels_kernel<true, T>>(x, scale, shift, y, outer, channels, inner);
    else
        dispatch<scale_channels_kernel<false, T>>(x, scale, shift, y, outer, channels, inner);
}

}  // namespace detail

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void scale_channels(float const* x, float const* scale, float const* shift,
                                                                activation then, float* y, dim outer, dim channels,
                                                                dim inner) {
    detail::run_scale_channels(x, scale, shift, then, y, outer, channels, inner);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void scale_channels(double const* x, double const* scale,
                                                                double const* shift, activation then, double* y,
                                                                dim outer, dim channels, dim inner) {
    detail::run_scale_channels(x, scale, shift, then, y, outer, channels, inner);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void channel_moments(float const* x, double* mean, double* variance,
                                                                 dim outer, dim channels, dim inner) {
    dispatch<detail::channel_moments_kernel<float>>(x, mean, variance, outer, channels, inner);
}
EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void channel_moments(double const* x, double* mean, double* variance,
                                                                 dim outer, dim channels, dim inner) {
    dispatch<detail::channel_moments_kernel<double>>(x, mean, variance, outer, channels, inner);
}

}  // namespace eponym::inline EPONYM_ABI::kernels
