// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/tensor/format.hpp>
#include <eponym/tensor/tensor.hpp>

namespace eponym::inline EPONYM_ABI {

/// The text that PyTorch prints for the tensor: "tensor([1., 2.])".
std::string to_string(AnyTensor const& tensor);

template<tensor_like X>
std::string to_string(X const& tensor) {
    return to_string(tensor.any());
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/tensor/print.ipp>
#endif
