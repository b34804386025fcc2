// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>

#include <eponym/meta/list.hpp>
#include <eponym/tensor/dimension.hpp>
#include <eponym/tensor/dtype.hpp>

namespace eponym::inline EPONYM_ABI::io {

/// The most dimensions that an array of a file may have.
inline constexpr std::size_t longest_shape = 64;

/// One named array of a file: a view of bytes that something else owns. `data` is aligned only as the file is.
///
/// Arrays that share a storage have one storage_index. When writing, storage_data and storage_bytes may be left empty;
/// then the array is taken to share nothing.
struct array {
    std::string name;
    dtype type = dtype::float32;
    list<dim> shape;
    list<dim> strides;                // in elements; when writing, empty means row-major and without gaps
    std::byte const* data = nullptr;  // the first element, the storage offset applied

    std::size_t storage_index = 0;
    std::byte const* storage_data = nullptr;
    std::size_t storage_bytes = 0;
};

/// The product of the shape: 1 for no dimensions. Meant for shapes that a reader has checked, where it cannot overflow.
std::size_t element_count(array const& a);

/// The bytes that the elements take without gaps.
std::size_t byte_count(array const& a);

/// Whether the elements lie in row-major order without gaps. Strides of dimensions of size 1, and all strides of an
/// empty array, do not matter.
bool is_contiguous(array const& a);

/// The strides that PyTorch gives a new tensor: the product of the later sizes, each at least 1.
list<dim> contiguous_strides(list<dim> const& shape);

/// Copies the elements `first` to `first + count`, counted in row-major order, to `out` without gaps. Elements of less
/// than a byte must be contiguous and `first` and `count` whole bytes.
void copy_elements(array const& a, std::size_t first, std::size_t count, std::byte* out);

}  // namespace eponym::inline EPONYM_ABI::io

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/array.ipp>
#endif
