// SPDX-License-Identifier: BSL-1.0
// The other way round: vectors hold output channels, and the values of the band are repeated. Nothing is computed
// between the rows, and of a wide padding only what some pixel of a tile reaches. The weight is packed for it in blocks
// that stay in the first level of the cache:
//
//   panel     two vectors of output channels (one at the end, where vectors are wide)
//   block     a few input channels: for each tap (i, j) and each of them, the panel's values
#pragma once

#include <eponym/kernels/host/conv2d_plan.hpp>
#include <eponym/kernels/host/pool_pairs.hpp>
#include <eponym/kernels/host/transpose.hpp>

namespace eponym::inline EPONYM_ABI::kernels::detail {

template<class T>
struct channel_tile_task {
    T const* weight;     // packed: tap k of run r at weight + (r * run_step + k) * panel
    T const* band;       // and of pixel (r, p) at band + offsets[...] + r * pitch + p
    dim const* offsets;  // numbered like the weight
    dim runs, run, run_step;
    dim pitch;
    T const* bias;  // a panel
    bool adds;      // to what sums holds, rather than to the bias
    activation then;
    T* sums;  // vector v of pixel (r, p) at sums + v * sums_vector + (r * row_pixels + p) * lanes
    dim sums_vector, row_pixels;
};

template<class T, int Vectors, int Rows, int Pixels>
struct channel_tile_kernel {
    template<int Bytes>
    EPONYM_KERNEL_BODY static void run(channel_tile_task<T> const* whole) {
        constexpr dim width = lanes<T, Bytes>;
        channel_tile_task<T> const task = *whole;
        vector<T, Bytes> acc[Vectors][Rows][Pixels], weight[Vectors];
        T* sums[Vectors][Rows];
#pragma GCC unroll 16
        for (int v = 0; v < Vectors; ++v) {
            load<T, Bytes>(weight[v], task.bias + v * width);
#pragma GCC unroll 16
            for (int r = 0; r < Rows; ++r) {
                sums[v][r] = task.sums + v * task.sums_vector + r * task.row_pixels * width;
#pragma GCC unroll 16
                for (int p = 0; p < Pixels; ++p) acc[v][r][p] = weight[v];
            }
        }
        if (task.adds)
#pragma GCC unroll 16
            for (int v = 0; v < Vectors; ++v)
#pragma GCC unroll 16
                for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 16
                    for (int p = 0; p < Pixels; ++p) load<T, Bytes>(acc[v][r][p], sums[v][r] + p * width);
        dim const* run = task.offsets;
        T const* run_weight = task.weight;
        for (dim runs = task.runs; runs > 0; --runs) {
            dim const* offset = run;
            dim const* const end = offset + task.run;
            T const* packed = run_weight;
            for (; offset != end; ++offset, packed += Vectors * width) {
                T const* from[Rows];
#pragma GCC unroll 16
                for (int r = 0; r < Rows; ++r) from[r] = task.band + *offset + r * task.pitch;
#pragma GCC unroll 16
                for (int v = 0; v < Vectors; ++v) load<T, Bytes>(weight[v], packed + v * width);
#pragma GCC unroll 16
                for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 16
                    for (int p = 0; p < Pixels; ++p) {
                        T const value = from[r][p];
#pragma GCC unroll 16
                        for (int v = 0; v < Vectors; ++v) acc[v][r][p] += weight[v] * value;
                    }
            }
            run += task.run_step;
            run_weight += task.run_step * Vectors * width;
        }
        if (task.then == activation::relu)
#pragma GCC unroll 16
            for (int v = 0; v < Vectors; ++v)
#pragma GCC unroll 16
                for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 16
                    for (int p = 0; p < Pixels; ++p) rectify<T, Bytes>(acc[v][r][p]);
#pragma GCC unroll 16
        for (int v = 0; v < Vectors; ++v)
#pragma GCC unroll 16
            for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 16
                for (int p = 0; p < Pixels; ++p) store<T, Bytes>(sums[v][r] + p * width, acc[v][r][p]);
    }
};

/// Pixels of a tile: sizes that keep the multipliers busy and that together compute few too many. Each is code to be
/// compiled, so double has fewer.
template<class T, int Bytes>
struct channel_tile_size {
    static constexpr int few = Bytes == 64 ? 7 : 4;
    static constexpr int most = Bytes == 16 ? 4 : Bytes == 32 ? 6 : sizeof(T) == 8 ? 7 : 14;
    static constexpr int more = most == 14 ? 10 : most;
};

/// Of the next tile of a row of which `left` pixels are missing.
template<class T, int Bytes>
EPONYM_KERNEL_BODY dim channel_pixels(dim left) {
    using size = channel_tile_size<T, Bytes>;
    if (left <= size::few || (size::most == 6 && (left == 7 || left == 8))) return size::few;
    return left <= size::more || (left > size::most && left <= 2 * size::more) ? size::more : size::most;
}

template<class T, int Bytes>
EPONYM_KERNEL_BODY dim channel_row_pixels(dim width) {
    dim pixels = 0;
    while (pixels < width) pixels += channel_pixels<T, Bytes>(width - pixels);
    return pixels;
}

/// A single vector takes two rows, so that even the narrowest tile keeps the multipliers busy.
template<int Bytes>
EPONYM_KERNEL_BODY dim channel_vectors(dim channels, dim width) {
    return Bytes == 64 && channels <= width ? 1 : 2;
}

template<class T, int Bytes, int Vectors>
EPONYM_KERNEL_BODY void channel_tile_of(channel_tile_task<T> const* task, dim pixels) {
    using size = channel_tile_size<T, Bytes>;
    if constexpr (size::most != size::more)
        if (pixels == size::most)
            return run_part<Bytes, channel_tile_kernel<T, Vectors, 3 - Vectors, size::most>>(task);
    if constexpr (size::more != size::few)
        if (pixels == size::more)
            return run_part<Bytes, channel_tile_kernel<T, Vectors, 3 - Vectors, size::more>>(task);
    run_part<Bytes, channel_tile_kernel<T, Vectors, 3 - Vectors, size::few>>(task);
}

template<class T, int Bytes>
EPONYM_KERNEL_BODY void channel_tile(channel_tile_task<T> const* task, dim vectors, dim pixels) {
    if constexpr (Bytes == 64)
        if (vectors == 1) return channel_tile_of<T, Bytes, 1>(task, pixels);
    channel_tile_of<T, Bytes, 2>(task, pixels);
}

/// A block of a panel of `channels` output channels, `count` input channels, zero where there is no channel. `weight`
/// points to the first value, `depth` is from one output channel to the next.
template<class T>
EPONYM_KERNEL_BODY void pack_block(T const* weight, dim depth, dim channels, dim taps, dim count, dim panel, T* to) {
    if (channels < panel)
        for (dim i = 0; i < count * taps * panel; ++i) to[i] = T(0);
    if (taps == 1) taps = count, count = 1;
    // A part that stays in the nearest cache, and few output channels at once: they often lie so far apart that many
    // would share few of its sets.
    dim const part = larger_of(conv2d_packed_part / taps, 1);
    constexpr dim side = 16 / dim(sizeof(T));
    for (dim begin = 0; begin < count; begin += part)
        for (dim first = 0; first < channels; first += side)
            for (dim channel = begin; channel < smaller(begin + part, count); ++channel)
                transpose<T>(weight + first * depth + channel * taps, depth, to + channel * panel + first,
                             count * panel, smaller(channels - first, side), taps);
}

/// Brings the part of the weight nearer that is packed next, a few lines of the cache at a time: a large weight is in
/// the memory, and the rows of a block are too short for the processor to see them coming.
template<class T>
struct block_ahead {
    T const* weight;
    dim depth, channels, values;  // from one output channel to the next, how many, of each
    dim lines;                    // at a time
    dim at = 0;

    EPONYM_KERNEL_BODY void fetch() {
        constexpr dim line = 64 / dim(sizeof(T));
        for (dim i = 0; i < lines && channels > 0; ++i) {
            __builtin_prefetch(weight + at, 0, 2);
            at += line;
            if (at < values + line - 1) continue;
            at = 0;
            weight += depth;
            --channels;
        }
    }
};

/// What follows the block of input channels [begin, begin + count) in the panel of output channels [first, first +
/// panel), `weight` being the group's, to be fetched in `steps`.
template<class T>
EPONYM_KERNEL_BODY block_ahead<T> block_after(conv2d_plan const& p, T const* weight, dim taps, dim first, dim panel,
                                              dim begin, dim steps) {
    begin += p.block;
    if (begin >= p.in_channels) begin = 0, first += panel;
    dim const channels = first < p.out_channels ? smaller(p.out_channels - first, panel) : 0;
    dim const values = smaller(p.in_channels - begin, p.block) * taps;
    dim const lines = (values * dim(sizeof(T)) / 64 + 2) * channels / steps + 1;
    return {channels > 0 ? weight + first * p.depth + begin * taps : weight, p.depth, channels, values, lines};
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

/// The sums of one vector of channels to y, which points to the first of them.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void store_channels(conv2d_task<T> const& task, T* sums, dim row_pixels, dim channels, T* y, dim top,
                                       dim rows) {
    constexpr dim width = lanes<T, Bytes>;
    conv2d_plan const& p = *task.plan;
    dim const between = row_pixels * width;
    dim const out_rows = task.pools ? rows / 2 : rows;
    dim const out_width = task.pools ? p.out_width / 2 : p.out_width;
    dim const out_height = task.pools ? p.out_height / 2 : p.out_height;
    dim const out_top = task.pools ? top / 2 : top;
    // The pixels that y keeps, close up, then all at once.
    for (dim row = 0; row < out_rows; ++row)
        if (task.pools)
            pool_channel_pairs<T, Bytes>(sums + 2 * row * between, between, out_width, sums + row * out_width * width);
        else if (row_pixels != out_width && row > 0)
            for (dim i = 0; i < out_width * width; i += width) {
                vector<T, Bytes> value;
                load<T, Bytes>(value, sums + row * between + i);
                store<T, Bytes>(sums + row * out_width * width + i, value);
            }
    transpose<T>(sums, width, y + out_top * out_width, out_height * out_width, out_rows * out_width, channels);
}

/// What one block of a panel adds to the sums of output rows [top, top + rows) of `images` images. In `tile` what is
/// the same for all tiles is set; its weight, offsets, band and sums are those of the block's first tap and the first
/// pixel.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void convolve_block(conv2d_task<T> const& task, channel_tile_task<T> const& block, dim vectors,
                                       dim count, dim images, dim top, dim rows, block_ahead<T> ahead) {
    constexpr dim width = lanes<T, Bytes>;
    conv2d_extents const& e = *task.extents;
    conv2d_plan const& p = *task.plan;
    dim const tile_rows = 3 - vectors;
    channel_tile_task<T> tile = block;
    tile.run_step = e.kernel[1] * count;
    for (dim row = 0; row < rows; row += tile_rows) {
        tap_range const down = tap_range_of(e, 0, top + row, top + row + tile_rows - 1);
        for (dim pixel = 0, pixels; pixel < p.out_width; pixel += pixels) {
            pixels = channel_pixels<T, Bytes>(p.out_width - pixel);
            tap_range const along = tap_range_of(e, 1, pixel, smaller(pixel + pixels, p.out_width) - 1);
            bool const whole = along.end - along.begin == e.kernel[1];
            dim const first = (down.begin * e.kernel[1] + along.begin) * count;
            tile.runs = whole ? 1 : down.end - down.begin;
            tile.run = (along.end - along.begin) * (whole ? down.end - down.begin : 1) * count;
            tile.weight = block.weight + first * vectors * width;
            tile.offsets = block.offsets + first;
            tile.band = block.band + row * p.pitch + pixel;
            tile.sums = block.sums + (row * tile.row_pixels + pixel) * width;
            for (dim n = 0; n < images; ++n, tile.band += p.image, tile.sums += 2 * tile.sums_vector)
                channel_tile<T, Bytes>(&tile, vectors, pixels);
        }
        ahead.fetch();
    }
}

/// Output rows [top, top + rows) of `images` images and one group from their bands; `weight`, `bias`, `packed` and y
/// are the group's. `packs`: what is to be in `packed` is not there yet.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void convolve_band_by_channels(conv2d_task<T> const& task, T const* weight, T const* bias, T* packed,
                                                  bool packs, T* y, dim images, dim top, dim rows) {
    constexpr dim width = lanes<T, Bytes>, panel = 2 * width;
    conv2d_extents const& e = *task.extents;
    conv2d_plan const& p = *task.plan;
    dim const taps = e.kernel[0] * e.kernel[1];
    dim const out_channel = task.pools ? p.out_height / 2 * (p.out_width / 2) : p.out_height * p.out_width;
    channel_tile_task<T> tile{};
    tile.band = task.band;
    tile.sums = task.sums;
    tile.pitch = p.pitch;
    tile.row_pixels = channel_row_pixels<T, Bytes>(p.out_width);
    tile.sums_vector = (rows + 1) * tile.row_pixels * width;
    T start[panel];
    tile.bias = start;
    for (dim first = 0; first < p.out_channels; first += panel) {
        dim const channels = smaller(p.out_channels - first, panel);
        dim const vectors = channel_vectors<Bytes>(channels, width);
        for (dim i = 0; i < panel; ++i) start[i] = bias != nullptr && i < channels ? bias[first + i] : T(0);
        for (dim begin = 0; begin < p.in_channels; begin += p.block) {
            dim const count = smaller(p.in_channels - begin, p.block);
            T* const block = p.keeps_packed ? packed + first * p.depth + begin * taps * vectors * width : packed;
            if (packs)
                pack_block<T>(weight + first * p.depth + begin * taps, p.depth, channels, taps, count, vectors * width,
                              block);
            tile.weight = block;
            tile.offsets = task.offsets + begin * taps;
            tile.adds = begin > 0;
            tile.then = begin + count == p.in_channels ? task.then : activation::none;
            convolve_block<T, Bytes>(
                task, tile, vectors, count, images, top, rows,
                packs ? block_after<T>(p, weight, taps, first, panel, begin, rows) : block_ahead<T>{});
        }
        for (dim n = 0; n < images; ++n)
            for (dim v = 0; v * width < channels; ++v)
                store_channels<T, Bytes>(task, task.sums + (2 * n + v) * tile.sums_vector, tile.row_pixels,
                                         smaller(channels - v * width, width),
                                         y + (n * e.out_channels + first + v * width) * out_channel, top, rows);
    }
}

}  // namespace eponym::inline EPONYM_ABI::kernels::detail
