// SPDX-License-Identifier: BSL-1.0
// The convolution is a product, weight (O, C*KH*KW) times taps (C*KH*KW, pixels), of which the right side is never
// written out: a band of input rows is copied once into planes with the padding in place, one per channel and phase of
// the stride, so that the taps of neighbouring output pixels are neighbours in memory whatever stride, padding and
// dilation are. A row of the right side is then an offset into the band. The pixels of a band are numbered through,
// including the few between the rows that are dropped at the end.
//
//   | convolution                        | way                                          |
//   |------------------------------------|----------------------------------------------|
//   | 1 x 1, stride 1, many pixels       | a product over x as it is (product.hpp)      |
//   | many output channels               | bands, tiles of two vectors of channels x 4  |
//   |                                    | to 14 pixels of a row (conv2d_channels.hpp)  |
//   | few, or few pixels in a row        | bands, tiles of channels x vectors of pixels |
#pragma once

#include <eponym/kernels/host/conv2d.hpp>
#include <eponym/kernels/host/conv2d_channels.hpp>
#include <eponym/kernels/host/conv2d_plan.hpp>
#include <eponym/kernels/host/product.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

template<class T, int Bytes>
EPONYM_KERNEL_BODY void copy_run(T* to, T const* from, dim n) {
    constexpr dim width = lanes<T, Bytes>;
    if (n >= width) {
        vector<T, Bytes> value;
        for (dim i = 0; i + width <= n; i += width) {
            load<T, Bytes>(value, from + i);
            store<T, Bytes>(to + i, value);
        }
        load<T, Bytes>(value, from + n - width);
        store<T, Bytes>(to + n - width, value);
    } else if constexpr (Bytes > 16) {
        copy_run<T, Bytes / 2>(to, from, n);
    } else {
        for (dim i = 0; i < n; ++i) to[i] = from[i];
    }
}

/// to[i] = from[2 * i]; values up to from[2 * n - 1] are read.
template<class T>
EPONYM_KERNEL_BODY void copy_even_run(T* to, T const* from, dim n) {
    constexpr dim width = lanes<T, 16>;
    vector<T, 16> a, b, even, odd;
    dim i = 0;
    for (; i + width <= n; i += width) {
        load<T, 16>(a, from + 2 * i);
        load<T, 16>(b, from + 2 * i + width);
        even_and_odd<T, 16>(a, b, even, odd);
        store<T, 16>(to + i, even);
    }
    for (; i < n; ++i) to[i] = from[2 * i];
}

/// One row of one phase: to[j] = from[j * stride] for j in [begin, end), zero elsewhere; `readable` values of `from`.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void spread_row(T* to, dim n, T const* from, dim stride, dim begin, dim end, dim readable) {
    for (dim j = 0; j < begin; ++j) to[j] = T(0);
    for (dim j = end; j < n; ++j) to[j] = T(0);
    if (stride == 1) return copy_run<T, Bytes>(to + begin, from + begin, end - begin);
    dim j = begin;
    if (stride == 2) {
        j = smaller(end, readable / 2);
        copy_even_run<T>(to + begin, from + begin * 2, j - begin);
    }
    for (; j < end; ++j) to[j] = from[j * stride];
}

/// The rows that output rows [top, top + rows) read of one group's channels, x pointing to the first.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void fill_band(conv2d_task<T> const& task, T const* x, dim top, dim rows, T* plane) {
    conv2d_extents const& e = *task.extents;
    conv2d_plan const& p = *task.plan;
    dim const stride = e.stride[1], width = e.in_size[1];
    for (dim channel = 0; channel < p.in_channels; ++channel, x += e.in_size[0] * width)
        for (dim row_phase = 0; row_phase < p.row_phases; ++row_phase)
            for (dim column_phase = 0; column_phase < p.column_phases; ++column_phase, plane += p.plane) {
                dim const shift = e.padding[1] - column_phase;
                dim const begin = smaller(shift > 0 ? quotient(shift + stride - 1, stride) : 0, p.pitch);
                dim const end = larger_of(smaller(quotient(width + shift + stride - 1, stride), p.pitch), begin);
                for (dim row = 0; row < rows + p.row_reach; ++row) {
                    dim const from = (top + row) * e.stride[0] + row_phase - e.padding[0];
                    bool const inside = from >= 0 && from < e.in_size[0] && begin < end;
                    spread_row<T, Bytes>(plane + row * p.pitch, p.pitch, x + (inside ? from * width - shift : 0),
                                         stride, inside ? begin : 0, inside ? end : 0, width + shift);
                }
            }
}

/// Where the taps are, in the order of the packed weight: by blocks of `block` channels, by tap, by channel. With 1,
/// the order of the weight itself.
template<class T>
EPONYM_KERNEL_BODY void fill_offsets(conv2d_task<T> const& task, dim block) {
    conv2d_extents const& e = *task.extents;
    conv2d_plan const& p = *task.plan;
    dim const taps = e.kernel[0] * e.kernel[1];
    dim const channel = p.row_phases * p.column_phases * p.plane;
    dim* const first = task.offsets + p.depth;
    for (dim i = 0, tap = 0; i < e.kernel[0]; ++i)
        for (dim j = 0; j < e.kernel[1]; ++j, ++tap) {
            dim const row = i * e.dilation[0], row_step = quotient(row, e.stride[0]);
            dim const column = j * e.dilation[1], column_step = quotient(column, e.stride[1]);
            dim const phase = (row - row_step * e.stride[0]) * p.column_phases + column - column_step * e.stride[1];
            first[tap] = phase * p.plane + row_step * p.pitch + column_step;
        }
    dim* offset = task.offsets;
    for (dim begin = 0; begin < p.in_channels; begin += block) {
        dim const end = smaller(begin + block, p.in_channels);
        for (dim tap = 0; tap < taps; ++tap)
            for (dim i = begin; i < end; ++i) *offset++ = first[tap] + i * channel;
    }
}

/// One tile of at most `pixels` pixels; returns how many it computes.
template<class T, int Bytes>
EPONYM_KERNEL_BODY dim convolve_tile(product_tile_task<T> const* tile, dim channels, dim pixels) {
    constexpr dim width = lanes<T, Bytes>;
    if constexpr (Bytes == 64)
        if (channels > 4 && channels <= 6 && pixels > 3 * width)
            return run_part<Bytes, product_tile_kernel<T, 6, 4>>(tile, channels), 4 * width;
    if constexpr (sizeof(T) == 4)  // each tile is code to be compiled
        if (channels == tile_rows<Bytes> && pixels <= width)
            return run_part<Bytes, product_tile_kernel<T, tile_rows<Bytes>, 1>>(tile, channels), width;
    product_tile_of<T, Bytes, 2>(tile, channels);
    return 2 * width;
}

/// Output rows [top, top + rows) of one group, y pointing to its first channel.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void convolve_band(conv2d_task<T> const& task, T const* weight, T const* bias, T* y, dim top,
                                      dim rows) {
    conv2d_plan const& p = *task.plan;
    dim const pixels = (rows - 1) * p.pitch + p.out_width;
    product_tile_task<T> tile{};
    tile.a_row_stride = p.depth;
    tile.a_step = 1;
    tile.offsets = task.offsets;
    tile.depth = p.depth;
    tile.c_row_stride = p.pixels;
    tile.then = task.then;
    for (dim first = 0; first < p.out_channels; first += tile_rows<Bytes>) {
        dim const channels = smaller(p.out_channels - first, tile_rows<Bytes>);
        tile.a = weight + first * p.depth;
        tile.bias = bias != nullptr ? bias + first : nullptr;
        for (dim pixel = 0; pixel < pixels;) {
            tile.b = task.band + pixel;
            tile.c = task.sums + pixel;
            pixel += convolve_tile<T, Bytes>(&tile, channels, pixels - pixel);
        }
        for (dim channel = 0; channel < channels; ++channel) {
            T const* const from = task.sums + channel * p.pixels;
            if (task.pools) {
                T* const to = y + ((first + channel) * (p.out_height / 2) + top / 2) * (p.out_width / 2);
                for (dim row = 0; row < rows / 2; ++row)
                    pool_row<T, Bytes>(from + 2 * row * p.pitch, p.pitch, to + row * (p.out_width / 2),
                                       p.out_width / 2);
            } else {
                T* const to = y + ((first + channel) * p.out_height + top) * p.out_width;
                for (dim row = 0; row < rows; ++row)
                    copy_run<T, Bytes>(to + row * p.out_width, from + row * p.pitch, p.out_width);
            }
        }
    }
}

/// Whether the channels are the vectors. Per tap, either way computes so many vectors. The channels' way packs the
/// weight, half a vector operation per value and call, and transposes its result, about ten per vector; it is the
/// better one by some hundredths, and by much where the taps of a tile do not stay in the cache.
template<class T, int Bytes>
EPONYM_KERNEL_BODY bool channels_are_vectors(conv2d_extents const& e, conv2d_plan const& p) {
    constexpr dim width = lanes<T, Bytes>;
    if (p.depth == 0) return false;
    dim const pixels = (p.out_height - 1) * p.pitch + p.out_width;
    dim const by_pixels = (p.out_channels + 1) / 2 * 2 * ((pixels + width - 1) / width);
    dim const last = p.out_channels % (2 * width);
    dim const vectors = p.out_channels / (2 * width) * 2 + (last > 0 ? channel_vectors<Bytes>(last, width) : 0);
    dim const rows = vectors == 1 ? (p.out_height + 1) / 2 * 2 : p.out_height;
    dim const by_channels = vectors * rows * channel_row_pixels<T, Bytes>(p.out_width) + p.out_channels / (2 * e.batch);
    bool const far = (p.image + tile_rows<Bytes> * p.depth) * dim(sizeof(T)) > 3 * conv2d_band_bytes;
    return by_channels * (p.depth + 10) * 16 < by_pixels * p.depth * (far ? 32 : 17);
}

template<class T>
struct conv2d_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(conv2d_task<T> const* whole) {
        conv2d_task<T> const& task = *whole;
        conv2d_extents const& e = *task.extents;
        conv2d_plan const& p = *task.plan;
        dim const in_group = p.in_channels * e.in_size[0] * e.in_size[1];
        dim const out_group =
            p.out_channels * (task.pools ? p.out_height / 2 * (p.out_width / 2) : p.out_height * p.out_width);
        bool const by_channels = channels_are_vectors<T, Bytes>(e, p);
        fill_offsets<T>(task, by_channels ? p.block : 1);
        dim const together = by_channels ? p.images : 1;
        // Tiles read past the last plane, into values that are dropped; zeros there cost nothing and surprise nobody.
        T* const end = task.band + together * p.image;
        for (dim i = 0; i < p.pitch + conv2d_tile_bytes / dim(sizeof(T)); ++i) end[i] = T(0);
        constexpr dim panel = 2 * lanes<T, Bytes>;
        dim const packed_group = p.keeps_packed ? (p.out_channels + panel - 1) / panel * panel * p.depth : 0;
        for (dim n = 0; n < e.batch * e.groups; n += together) {
            dim const images = smaller(e.batch * e.groups - n, together);
            dim const group = n % e.groups;
            T const* const weight = task.weight + group * p.out_channels * p.depth;
            T const* const bias = task.bias != nullptr ? task.bias + group * p.out_channels : nullptr;
            for (dim top = 0; top < p.out_height; top += p.band_rows) {
                dim const rows = smaller(p.out_height - top, p.band_rows);
                for (dim i = 0; i < images; ++i)
                    fill_band<T, Bytes>(task, task.x + (n + i) * in_group, top, rows, task.band + i * p.image);
                if (by_channels)
                    convolve_band_by_channels<T, Bytes>(task, weight, bias, task.packed + group * packed_group,
                                                        n < e.groups && top == 0, task.y + n * out_group, images, top,
                                                        rows);
                else
                    convolve_band<T, Bytes>(task, weight, bias, task.y + n * out_group, top, rows);
            }
        }
    }
};

template<class T>
EPONYM_KERNEL_ENTRY void convolve(conv2d_extents e, T const* x, T const* weight, T const* bias, activation then,
                                  bool pools, T* y, void* workspace) {
    bool const is_product = !pools && conv2d_is_product(e);
    if (!pools) lay_flat(e);
    conv2d_plan const p = plan_conv2d(e, sizeof(T));
    if (e.batch == 0 || p.out_channels == 0 || p.out_height == 0 || p.out_width == 0) return;
    if (is_product) {
        dim const pixels = e.in_size[0] * e.in_size[1];
        for (dim n = 0; n < e.batch * e.groups; ++n) {
            dim const first = n % e.groups * p.out_channels;
            product_task<T> const task{matrix<T>{weight + first * p.in_channels, p.in_channels, 1},
                                       matrix<T>{x + n * p.in_channels * pixels, pixels, 1},
                                       y + n * p.out_channels * pixels,
                                       p.out_channels,
                                       p.in_channels,
                                       pixels,
                                       bias != nullptr ? bias + first : nullptr,
                                       then,
                                       workspace};
            dispatch<product_kernel<T>>(&task);
        }
        return;
    }
    char* const bytes = static_cast<char*>(workspace);
    conv2d_task<T> const task{&e,
                              &p,
                              x,
                              weight,
                              bias,
                              then,
                              pools,
                              y,
                              reinterpret_cast<T*>(bytes),
                              reinterpret_cast<dim*>(bytes + p.band),
                              reinterpret_cast<T*>(bytes + p.band + p.offsets),
                              reinterpret_cast<T*>(bytes + p.band + p.offsets + p.sums)};
    dispatch<conv2d_kernel<T>>(&task);
}

}  // namespace detail

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY std::size_t conv2d_workspace(conv2d_extents const& extents,
                                                                         std::size_t element_size) {
    if (detail::conv2d_is_product(extents))
        return detail::product_workspace(extents.in_channels / extents.groups, extents.in_size[0] * extents.in_size[1],
                                         element_size);
    conv2d_extents e = extents;
    detail::lay_flat(e);
    return conv2d_max_pool2d_workspace(e, element_size);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY std::size_t conv2d_max_pool2d_workspace(conv2d_extents const& extents,
                                                                                    std::size_t element_size) {
    detail::conv2d_plan const p = detail::plan_conv2d(extents, dim(element_size));
    return std::size_t(p.band + p.offsets + p.sums + p.packed);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void conv2d(conv2d_extents const& extents, float const* x,
                                                        float const* weight, float const* bias, activation then,
                                                        float* y, void* workspace) {
    detail::convolve(extents, x, weight, bias, then, false, y, workspace);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void conv2d(conv2d_extents const& extents, double const* x,
                                                        double const* weight, double const* bias, activation then,
                                                        double* y, void* workspace) {
    detail::convolve(extents, x, weight, bias, then, false, y, workspace);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void conv2d_max_pool2d(conv2d_extents const& extents, float const* x,
                                                                   float const* weight, float const* bias,
                                                                   activation then, float* y, void* workspace) {
    detail::convolve(extents, x, weight, bias, then, true, y, workspace);
}

EPONYM_ON_DEMAND_INLINE EPONYM_KERNEL_ENTRY void conv2d_max_pool2d(conv2d_extents const& extents, double const* x,
                                                                   double const* weight, double const* bias,
                                                                   activation then, double* y, void* workspace) {
    detail::convolve(extents, x, weight, bias, then, true, y, workspace);
}

}  // namespace eponym::inline EPONYM_ABI::kernels
