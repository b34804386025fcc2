// SPDX-License-Identifier: BSL-1.0
// The named options of layers, given as template arguments in any order: `Conv2d<3, 16, 5, stride(2), bias(false)>`.
#pragma once

#include <type_traits>

#include <eponym/ops/size2.hpp>

namespace eponym::inline EPONYM_ABI::nn {

/// A kernel that is not square: `Conv2d<3, 16, kernel(3, 5)>`.
using kernel = size2;

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

// Each option given is one of `Known`, and none is given twice.
template<auto... Given>
struct options_given {
    template<class... Known>
    static constexpr bool are_among = ((times_given<Known, Given...> <= 1) && ...) &&
                                      (0 + ... + times_given<Known, Given...>) == int(sizeof...(Given));
};

}  // namespace detail
}  // namespace eponym::inline EPONYM_ABI::nn
