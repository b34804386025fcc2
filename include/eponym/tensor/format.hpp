// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <span>
#include <string>

#include <eponym/tensor/dimension.hpp>
#include <eponym/tensor/dtype.hpp>

namespace eponym::inline EPONYM_ABI {

/// The text that PyTorch's print gives a tensor with its default options: four digits, at most 80 columns, and of more
/// than 1,000 elements only the first and last three along each dimension.
/// `data` points to the first element; strides are in elements, as many as dimensions. Throws `error` for element types
/// that tensors cannot hold.
std::string format_tensor(void const* data, dtype type, std::span<dim const> shape, std::span<dim const> strides,
                          bool requires_grad = false);

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/tensor/format.ipp>
#endif
