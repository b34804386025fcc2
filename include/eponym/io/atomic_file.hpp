// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <eponym/io/path.hpp>
#include <eponym/io/system.hpp>
#include <eponym/meta/list.hpp>

namespace eponym::inline EPONYM_ABI::io {

/// A file that is written beside its place and takes it on `commit`. Whoever opens the name sees the old file or the
/// whole new one, never a part; without `commit` the old file stays as it was.
class atomic_file {
public:
    explicit atomic_file(path const& target);
    ~atomic_file();

    atomic_file(atomic_file const&) = delete;
    atomic_file& operator=(atomic_file const&) = delete;

    /// Tells the system how long the file will be; only a hint.
    void reserve(std::uint64_t bytes) noexcept { file_.reserve(bytes); }

    void write(std::byte const* bytes, std::size_t count);
    void write(std::string_view text);

    /// The number of bytes written.
    std::uint64_t position() const noexcept { return position_; }

    /// Brings the bytes to the disk and puts the file in its place.
    void commit();

private:
    void empty_buffer();

    path target_;
    path temporary_;
    system::file file_;
    list<std::byte> buffer_;
    std::uint64_t position_ = 0;
    bool committed_ = false;
};

}  // namespace eponym::inline EPONYM_ABI::io

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/atomic_file.ipp>
#endif
