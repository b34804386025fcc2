// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <span>

#include <eponym/tensor/print.hpp>

namespace eponym::inline EPONYM_ABI {

EPONYM_INLINE std::string to_string(AnyTensor const& tensor) {
    return format_tensor(tensor.const_bytes(), tensor.type(),
                         std::span(tensor.shape().data(), std::size_t(tensor.rank())),
                         std::span(tensor.strides().data(), std::size_t(tensor.rank())));
}

}  // namespace eponym::inline EPONYM_ABI
