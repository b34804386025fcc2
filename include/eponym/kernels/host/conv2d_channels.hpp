// SPDX-License-Identifier: BSL-1.0
// The other way round: a vector holds output channels, and the values of the band are repeated. Nothing is computed
// between the rows, which pays where rows are short.
#pragma once

#include <eponym/kernels/host/conv2d_plan.hpp>
#include <eponym/kernels/host/pool_pairs.hpp>
#include <eponym/kernels/host/transpose.hpp>

namespace eponym::inline EPONYM_ABI::kernels::detail {

template<class T>
struct channel_tile_task {
    T const* weight;  // packed: tap k of a vector of channels at weight + k * lanes
    T const* band;    // tap k of pixel (r, p) at band + offsets[k] + r * pitch + p
    dim const* offsets;
    dim depth, pitch;
    T const* bias;  // a vector
    activation then;
    T* sums;  // pixel (r, p) at sums + (r * row_pixels + p) * lanes
    dim row_pixels;
};

template<class T, int Rows, int Pixels>
struct channel_tile_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(channel_tile_task<T> const* whole) {
        constexpr dim width = lanes<T, Bytes>;
        channel_tile_task<T> const& task = *whole;
        vector<T, Bytes> acc[Rows][Pixels], weight;
        load<T, Bytes>(weight, task.bias);
#pragma GCC unroll 16
        for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 16
            for (int p = 0; p < Pixels; ++p) acc[r][p] = weight;
        dim const pitch = task.pitch;
        dim const depth = task.depth;
        dim const* offsets = task.offsets;
        T const* const band = task.band;
        T const* packed = task.weight;
        for (dim k = 0; k < depth; ++k, packed += width) {
            T const* const from = band + offsets[k];
            load<T, Bytes>(weight, packed);
#pragma GCC unroll 16
            for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 16
                for (int p = 0; p < Pixels; ++p) acc[r][p] += weight * from[r * pitch + p];
        }
#pragma GCC unroll 16
        for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 16
            for (int p = 0; p < Pixels; ++p) {
                if (task.then == activation::relu) rectify<T, Bytes>(acc[r][p]);
                store<T, Bytes>(task.sums + (r * task.row_pixels + p) * width, acc[r][p]);
            }
    }
};

/// Rows that one tile computes: with two, even the narrowest tile keeps the multipliers busy.
template<int Bytes>
inline constexpr int channel_rows = Bytes == 64 ? 2 : 1;

/// Pixels along a row that one tile computes: 7, 10 or 14 (wide vectors only), whichever computes the fewest too many.
template<int Bytes>
EPONYM_KERNEL_BODY dim channel_pixels(dim width) {
    dim const ten = (width + 9) / 10 * 10;
    dim const seven = (width + 6) / 7 * 7;
    dim const fourteen = (width + 13) / 14 * 14;
    if (Bytes == 64 && fourteen <= ten && fourteen <= seven) return 14;
    return ten <= seven ? 10 : 7;
}

template<class T, int Bytes>
EPONYM_KERNEL_BODY void channel_tile(channel_tile_task<T> const* task, dim pixels) {
    constexpr int rows = channel_rows<Bytes>;
    if constexpr (Bytes == 64)
        if (pixels == 14) return run_part<Bytes, channel_tile_kernel<T, rows, 14>>(task);
    if (pixels == 10) return run_part<Bytes, channel_tile_kernel<T, rows, 10>>(task);
    run_part<Bytes, channel_tile_kernel<T, rows, 7>>(task);
}

/// The weight of each vector of channels as (taps, lanes), zero where there is no channel.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void pack_channels(T const* weight, dim channels, dim depth, T* to) {
    constexpr dim width = lanes<T, Bytes>;
    for (dim first = 0; first < channels; first += width, to += depth * width) {
        dim const count = smaller(channels - first, width);
        if (count < width)
            for (dim i = 0; i < depth * width; ++i) to[i] = T(0);
        transpose<T>(weight + first * depth, depth, to, width, count, depth);
    }
}

/// The maxima of the 2 x 2 windows of two rows of pixels; `to` may be where they begin or before.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void pool_channel_pairs(T const* pixels, dim row, dim count, T* to) {
    constexpr dim width = lanes<T, Bytes>;
    vector<T, Bytes> most, other;
    for (dim i = 0; i < count; ++i) {
        T const* const window = pixels + 2 * i * width;
        load<T, Bytes>(most, window);
        load<T, Bytes>(other, window + width);
        take_larger<T, Bytes>(most, other);
        load<T, Bytes>(other, window + row);
        take_larger<T, Bytes>(most, other);
        load<T, Bytes>(other, window + row + width);
        take_larger<T, Bytes>(most, other);
        store<T, Bytes>(to + i * width, most);
    }
}

/// Output rows [top, top + rows) of one group from its band, y pointing to its first channel.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void convolve_band_by_channels(conv2d_task<T> const& task, T const* packed, T const* bias, T* y,
                                                  dim top, dim rows) {
    constexpr dim width = lanes<T, Bytes>;
    conv2d_plan const& p = *task.plan;
    dim const pixels = channel_pixels<Bytes>(p.out_width);
    channel_tile_task<T> tile{};
    tile.offsets = task.offsets;
    tile.depth = p.depth;
    tile.pitch = p.pitch;
    tile.then = task.then;
    tile.row_pixels = (p.out_width + pixels - 1) / pixels * pixels;
    for (dim first = 0; first < p.out_channels; first += width) {
        dim const channels = smaller(p.out_channels - first, width);
        T start[width];
        for (dim i = 0; i < width; ++i) start[i] = bias != nullptr && i < channels ? bias[first + i] : T(0);
        tile.bias = start;
        tile.weight = packed + first * p.depth;
        for (dim row = 0; row < rows; row += channel_rows<Bytes>)
            for (dim pixel = 0; pixel < p.out_width; pixel += pixels) {
                tile.band = task.band + row * p.pitch + pixel;
                tile.sums = task.sums + (row * tile.row_pixels + pixel) * width;
                channel_tile<T, Bytes>(&tile, pixels);
            }
        // The pixels that y keeps, close up, then all at once.
        dim const between = tile.row_pixels * width;
        dim const out_rows = task.pools ? rows / 2 : rows;
        dim const out_width = task.pools ? p.out_width / 2 : p.out_width;
        dim const out_height = task.pools ? p.out_height / 2 : p.out_height;
        for (dim row = 0; row < out_rows; ++row)
            if (task.pools)
                pool_channel_pairs<T, Bytes>(task.sums + 2 * row * between, between, out_width,
                                             task.sums + row * out_width * width);
            else if (tile.row_pixels != out_width && row > 0)
                for (dim i = 0; i < out_width * width; i += width) {
                    vector<T, Bytes> value;
                    load<T, Bytes>(value, task.sums + row * between + i);
                    store<T, Bytes>(task.sums + row * out_width * width + i, value);
                }
        dim const out_top = task.pools ? top / 2 : top;
        transpose<T>(task.sums, width, y + (first * out_height + out_top) * out_width, out_height * out_width,
                     out_rows * out_width, channels);
    }
}

}  // namespace eponym::inline EPONYM_ABI::kernels::detail
