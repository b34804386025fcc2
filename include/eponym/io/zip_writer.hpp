// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <eponym/io/atomic_file.hpp>
#include <eponym/io/path.hpp>
#include <eponym/meta/list.hpp>

namespace eponym::inline EPONYM_ABI::io {

/// Writes a zip archive in exactly PyTorch's layout: nothing compressed, the data of each entry on a multiple of 64
/// bytes, sizes and checksum after the data, so that the data is read once. Entries are written one after another.
class zip_writer {
public:
    /// `folder` goes before every name, with a slash between them.
    zip_writer(path const& target, std::string folder) : file_(target), folder_(std::move(folder)) {}

    void reserve(std::uint64_t bytes) noexcept { file_.reserve(bytes); }

    std::uint64_t position() const noexcept { return file_.position(); }

    /// Begins an entry that will have `size` bytes, ends the one before.
    void begin(std::string_view name, std::uint64_t size);

    void write(std::byte const* bytes, std::size_t count);

    /// Writes a whole entry.
    void add(std::string_view name, std::string_view text);

    /// A number made of all names and checksums so far.
    std::uint64_t fingerprint() const;

    /// Writes the directory and puts the file in its place.
    void commit();

private:
    struct entry {
        std::string name;
        std::uint64_t offset, size;
        std::uint32_t crc;
    };
    void end();

    atomic_file file_;
    std::string folder_;
    list<entry> entries_;
    bool open_ = false;
};

}  // namespace eponym::inline EPONYM_ABI::io

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/zip_writer.ipp>
#endif
