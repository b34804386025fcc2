// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <eponym/meta/list.hpp>
#include <eponym/tensor/storage.hpp>

namespace eponym::inline EPONYM_ABI::io {

/// One entry of a zip archive.
struct zip_entry {
    std::string_view name;              // in the mapped bytes
    std::span<std::byte const> stored;  // the bytes in the file
    std::uint64_t size = 0;             // when decompressed; else that of `stored`
    std::uint32_t crc = 0;
    bool deflated = false;
};

/// Reads the directory of a zip archive and checks that it can be understood in one way only: one end record at the
/// very end, every local header equal to its directory entry, entries side by side without overlap or gap, names that
/// differ by more than case. `file` is for error messages. The order is that of the entries in the file.
list<zip_entry> read_zip(std::span<std::byte const> bytes, std::string const& file);

/// Throws file_error unless the checksum of a stored entry is right.
void require_crc(zip_entry const& entry, std::string const& file);

/// Decompresses a deflated entry, at most `budget` bytes, which it lowers, and compares the checksum. Throws file_error
/// where the library was built without a decompressor.
shared<Storage> inflate(zip_entry const& entry, std::uint64_t& budget, std::string const& file);

}  // namespace eponym::inline EPONYM_ABI::io

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/zip.ipp>
#endif
