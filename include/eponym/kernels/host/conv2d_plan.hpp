// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/conv2d_extents.hpp>
#include <eponym/kernels/host/product.hpp>

namespace eponym::inline EPONYM_ABI::kernels::detail {

inline constexpr dim conv2d_band_bytes = 262144;  // a quarter of an L2 cache
inline constexpr dim conv2d_tile_bytes = 128;     // two of the widest vectors
inline constexpr dim conv2d_block_taps = 288;     // of a vector of output channels that are packed together
inline constexpr dim conv2d_packed_part = 64;     // taps, of those
inline constexpr dim conv2d_images = 8;           // the most that one reading of a large weight serves
inline constexpr dim conv2d_large_weight = 524288;
inline constexpr dim conv2d_few_pixels = 400;

/// The sizes that follow from the extents.
struct conv2d_plan {
    dim out_height, out_width;
    dim in_channels, out_channels;    // of a group
    dim depth;                        // taps of one output value
    dim row_reach, column_reach;      // how far taps reach, in steps of the stride
    dim row_phases, column_phases;    // those that taps use
    dim pitch;                        // of a row in the band
    dim band_rows;                    // output rows of a band
    dim plane;                        // elements of a channel's phase in the band
    dim pixels;                       // of a band, rounded up to whole tiles
    dim block;                        // input channels whose weights are packed together
    dim images, image;                // at once, elements of the band from one to the next
    bool keeps_packed;                // what is packed is used again
    dim band, offsets, sums, packed;  // bytes in the workspace
};

EPONYM_KERNEL_BODY dim smaller(dim a, dim b) { return a < b ? a : b; }
EPONYM_KERNEL_BODY dim larger_of(dim a, dim b) { return a > b ? a : b; }

/// Most strides are 1, and a division takes as long as a tap of a tile.
EPONYM_KERNEL_BODY dim quotient(dim a, dim stride) { return stride == 1 ? a : a / stride; }

/// Whether an output value depends on one pixel, that of the same place.
EPONYM_KERNEL_BODY bool conv2d_is_pointwise(conv2d_extents const& e) {
    return e.kernel[0] == 1 && e.kernel[1] == 1 && e.stride[0] == 1 && e.stride[1] == 1 && e.padding[0] == 0 &&
           e.padding[1] == 0;
}

/// A product of matrices takes the weight as it is, and packs x: where there is little of x, convolving is faster.
EPONYM_KERNEL_BODY bool conv2d_is_product(conv2d_extents const& e) {
    return conv2d_is_pointwise(e) && e.in_size[0] * e.in_size[1] > conv2d_few_pixels;
}

/// The same convolution in as few rows as can be: of a column of pixels, one; if taps reach one pixel, one of all.
EPONYM_KERNEL_BODY void lay_flat(conv2d_extents& e) {
    if (conv2d_is_pointwise(e)) {
        e.in_size[1] *= e.in_size[0];
        e.in_size[0] = 1;
    } else if (e.in_size[1] == 1 && e.kernel[1] == 1 && e.padding[1] == 0) {
        e.in_size[1] = e.in_size[0];
        e.kernel[1] = e.kernel[0];
        e.stride[1] = e.stride[0];
        e.padding[1] = e.padding[0];
        e.dilation[1] = e.dilation[0];
        e.in_size[0] = e.kernel[0] = e.stride[0] = e.dilation[0] = 1;
        e.padding[0] = 0;
    }
}

/// Taps along one axis that some output pixel of [first, last] finds inside of the input.
struct tap_range {
    dim begin, end;
};

EPONYM_KERNEL_BODY tap_range tap_range_of(conv2d_extents const& e, int axis, dim first, dim last) {
    dim const dilation = e.dilation[axis];
    dim const before = e.padding[axis] - last * e.stride[axis];
    dim const after = e.in_size[axis] + e.padding[axis] - first * e.stride[axis];
    dim const begin = before > 0 ? quotient(before + dilation - 1, dilation) : 0;
    dim const end = after > 0 ? smaller(quotient(after + dilation - 1, dilation), e.kernel[axis]) : 0;
    return {smaller(begin, end), end};
}

EPONYM_KERNEL_ENTRY inline conv2d_plan plan_conv2d(conv2d_extents const& e, dim size) {
    conv2d_plan p{};
    p.out_height = e.out_size(0);
    p.out_width = e.out_size(1);
    p.in_channels = e.in_channels / e.groups;
    p.out_channels = e.out_channels / e.groups;
    p.depth = p.in_channels * e.kernel[0] * e.kernel[1];
    p.row_reach = (e.kernel[0] - 1) * e.dilation[0] / e.stride[0];
    p.column_reach = (e.kernel[1] - 1) * e.dilation[1] / e.stride[1];
    p.row_phases = smaller(e.stride[0], (e.kernel[0] - 1) * e.dilation[0] + 1);
    p.column_phases = smaller(e.stride[1], (e.kernel[1] - 1) * e.dilation[1] + 1);
    p.pitch = p.out_width + p.column_reach;
    dim const row_bytes = larger_of(p.in_channels * p.row_phases * p.column_phases * p.pitch * size, 1);
    p.band_rows = larger_of(conv2d_band_bytes / row_bytes - p.row_reach, 4);
    // Bands of equal height, the last excepted.
    dim const bands = larger_of((p.out_height + p.band_rows - 1) / p.band_rows, 1);
    p.band_rows = (p.out_height + bands - 1) / bands;
    if (bands > 1) p.band_rows += p.band_rows % 2;  // whole rows of 2 x 2 windows
    p.plane = (p.band_rows + p.row_reach) * p.pitch;
    // Planes a multiple of 1 KiB apart would share few sets of the cache.
    if (p.plane * size % 1024 == 0) p.plane += 64 / size;
    dim const tile = conv2d_tile_bytes / size;
    p.pixels = ((p.band_rows + 1) * p.pitch + tile - 1) / tile * tile + tile;
    dim const planes = p.in_channels * p.row_phases * p.column_phases;
    dim const taps = e.kernel[0] * e.kernel[1];
    dim const panels = (p.out_channels * size + conv2d_tile_bytes - 1) / conv2d_tile_bytes;
    bool const large = bands == 1 && e.groups == 1 && panels * p.depth * conv2d_tile_bytes > conv2d_large_weight;
    p.images = large ? smaller(e.batch, conv2d_images) : 1;
    p.image = planes * p.plane;
    p.band = ((p.images * p.image + p.pixels) * size + 63) / 64 * 64;
    p.offsets = ((p.depth + taps) * dim(sizeof(dim)) + 63) / 64 * 64;
    // Either 8 channels by all pixels of the band, or all pixels by two vectors of channels, both with what tiles add.
    dim const channel_sums = p.images * (p.band_rows + 1) * (p.out_width + 14) * conv2d_tile_bytes;
    p.sums = (larger_of(product_rows * p.pixels * size, channel_sums) + 63) / 64 * 64;
    // Blocks of equal size, an odd one: the values of one channel are packed a block apart, and would share few sets of
    // the cache.
    dim const blocks = larger_of(p.depth / conv2d_block_taps, 1);
    p.block = (p.in_channels + blocks - 1) / blocks | 1;
    p.keeps_packed = e.batch * bands > p.images;
    p.packed =
        conv2d_tile_bytes * (p.keeps_packed ? p.depth * panels * e.groups : smaller(p.block, p.in_channels) * taps);
    return p;
}

template<class T>
struct conv2d_task {
    conv2d_extents const* extents;
    conv2d_plan const* plan;
    T const* x;
    T const* weight;
    T const* bias;
    activation then;
    bool pools;
    T* y;
    T* band;
    dim* offsets;
    T* sums;
    T* packed;
};

}  // namespace eponym::inline EPONYM_ABI::kernels::detail
