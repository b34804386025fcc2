// SPDX-License-Identifier: BSL-1.0
// What the writers of all formats share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include <eponym/io/array.hpp>
#include <eponym/meta/list.hpp>

namespace eponym::inline EPONYM_ABI::io::detail {

/// The bytes that shape and dtype call for. Throws file_error where that overflows, be it before a later size of 0, or
/// is no whole number.
std::uint64_t checked_byte_count(array const& a, std::string const& file);

void require_unique_names(std::span<array const> arrays, std::string const& file);

/// Throws file_error unless `arrays` can be written to one file.
void require_writable(std::span<array const> arrays, std::string const& file);

/// Files are written in pieces that end at multiples of this. The system then keeps them in pieces that it can map at
/// once, which makes mapping them several times as quick.
inline constexpr std::size_t write_chunk = std::size_t(1) << 21;

/// Hands the bytes, which go to `position` of a file, to `take(bytes, count)` piece by piece.
template<class Take>
void for_each_chunk(std::byte const* bytes, std::size_t count, std::uint64_t position, Take const& take) {
    std::size_t room = write_chunk - std::size_t(position % write_chunk);
    for (std::size_t done = 0; done < count; room = write_chunk) {
        std::size_t const part = count - done < room ? count - done : room;
        take(bytes + done, part);
        done += part;
    }
}

/// Hands the elements in row-major order, which go to `position` of a file, to `take(bytes, count)` piece by piece.
template<class Take>
void for_each_chunk(array const& a, std::uint64_t position, Take const& take) {
    if (is_contiguous(a)) return for_each_chunk(a.data, byte_count(a), position, take);
    std::size_t const width = std::size_t(bits_of(a.type)) / 8;
    std::size_t const count = element_count(a), step = write_chunk / width;
    list<std::byte> buffer((count < step ? count : step) * width);
    for (std::size_t done = 0; done < count; done += step) {
        std::size_t const part = count - done < step ? count - done : step;
        copy_elements(a, done, part, buffer.data());
        take(buffer.data(), part * width);
    }
}

}  // namespace eponym::inline EPONYM_ABI::io::detail

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/write_arrays.ipp>
#endif
