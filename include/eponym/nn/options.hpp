// SPDX-License-Identifier: BSL-1.0
// The named options of layers, given as template arguments in any order: `Conv2d<3, 16, 5, stride(2), bias(false)>`.
#pragma once

#include <type_traits>

#include <eponym/ops/size2.hpp>

namespace eponym::inline EPONYM_ABI::nn {

/// A kernel that is not square: `Conv2d<3, 16, kernel(3, 5)>`.
using kernel = size2;

/// A size of an adaptive pooling's output that is not square: `AdaptiveAvgPool2d<output_size(7, same_size)>`.
using output_size = size2;

struct stride {
    size2 value;
    constexpr stride(dim both) : value(both) {}
    constexpr stride(dim height, dim width) : value(height, width) {}
};

struct padding {
    size2 value;
    constexpr padding(dim both) : value(both) {}
    constexpr padding(dim height, dim width) : value(height, width) {}
};

struct dilation {
    size2 value;
    constexpr dilation(dim both) : value(both) {}
    constexpr dilation(dim height, dim width) : value(height, width) {}
};

struct groups {
    dim value;
    constexpr groups(dim count) : value(count) {}
};

struct bias {
    bool value;
    constexpr bias(bool present) : value(present) {}
};

struct ceil_mode {
    bool value;
    constexpr ceil_mode(bool on) : value(on) {}
};

/// Whether the average of a window that reaches into the padding counts the padding's zeros.
struct count_include_pad {
    bool value;
    constexpr count_include_pad(bool on) : value(on) {}
};

/// What the sum of a window is divided by, in place of the number of its elements.
struct divisor_override {
    dim value;
    constexpr divisor_override(dim divisor) : value(divisor) {}
};

/// What is added to the variance before the square root.
struct eps {
    double value;
    constexpr eps(double added) : value(added) {}
};

/// `momentum(cumulative)`: running statistics are the plain averages over all batches. PyTorch's momentum=None.
struct cumulative_average {};
inline constexpr cumulative_average cumulative{};

/// The weight of the newest batch in running statistics.
struct momentum {
    double value;
    constexpr momentum(double weight) : value(weight) {}
    constexpr momentum(cumulative_average) : value(-1) {}
};

/// Whether a normalization has a weight and a bias.
struct affine {
    bool value;
    constexpr affine(bool on) : value(on) {}
};

/// The same under the name that LayerNorm has for it.
struct elementwise_affine {
    bool value;
    constexpr elementwise_affine(bool on) : value(on) {}
};

/// Whether running statistics are kept; without them every call uses those of its batch.
struct track_running_stats {
    bool value;
    constexpr track_running_stats(bool on) : value(on) {}
};

/// The row of an Embedding that starts as zeros and is not trained; counts from the back when negative.
struct padding_idx {
    dim value;
    constexpr padding_idx(dim row) : value(row) {}
};

namespace detail {

template<class Option, auto... Given>
inline constexpr int times_given = (0 + ... + int(std::is_same_v<std::remove_cv_t<decltype(Given)>, Option>));

// The value of an option, or its default.
template<class Option, auto... Given>
constexpr auto option_or(decltype(Option::value) fallback) {
    auto value = fallback;
    (
        [&] {
            if constexpr (std::is_same_v<std::remove_cv_t<decltype(Given)>, Option>) value = Given.value;
        }(),
        ...);
    return value;
}

template<class Option>
constexpr bool is_single(Option const& option) {
    if constexpr (std::is_same_v<decltype(Option::value), size2>)
        return option.value.height == option.value.width;
    else
        return true;
}

// Whether each option given is one number, as those of one-dimensional layers are.
template<auto... Given>
inline constexpr bool are_single = (is_single(Given) && ...);

// Each option given is one of `Known`, and none is given twice.
template<auto... Given>
struct options_given {
    template<class... Known>
    static constexpr bool are_among = ((times_given<Known, Given...> <= 1) && ...) &&
                                      (0 + ... + times_given<Known, Given...>) == int(sizeof...(Given));
};

}  // namespace detail
}  // namespace eponym::inline EPONYM_ABI::nn
