// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/meta/exception.hpp>
#include <eponym/nn/module_list.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

EPONYM_INLINE std::size_t position_in(std::string_view list, std::ptrdiff_t position, std::size_t size) {
    std::ptrdiff_t const at = position < 0 ? position + std::ptrdiff_t(size) : position;
    if (at < 0 || at >= std::ptrdiff_t(size))
        throw error("position " + std::to_string(position) + " is out of range for a " + std::string(list) + " of " +
                    std::to_string(size));
    return std::size_t(at);
}

}  // namespace eponym::inline EPONYM_ABI::nn::detail
