// SPDX-License-Identifier: BSL-1.0
// The only place that knows the operating system: mapping a file, and replacing one so that a reader sees either the
// old bytes or all of the new ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <eponym/io/path.hpp>

namespace eponym::inline EPONYM_ABI::io::system {

/// An open file; closes itself. Every function throws file_error with the system's reason.
class file {
public:
    file(file const&) = delete;
    file& operator=(file const&) = delete;
    ~file();

    /// Opens a regular file to read it; a folder, a pipe or a device is an error.
    static file to_read(path const& name);

    /// Creates a file, which must not exist, to write it. Where `like` exists, the new file gets its permissions.
    static file to_write(path const& name, path const& like);

    std::uint64_t size() const;

    /// Writes all of the bytes after those already written.
    void write(std::byte const* bytes, std::size_t count);

    /// Asks the system for room, which makes writing quicker; only a hint. The file may get that size, so `resize`
    /// comes after the last byte.
    void reserve(std::uint64_t bytes) noexcept;

    void resize(std::uint64_t bytes);

    /// Returns when the bytes are on the disk.
    void flush();

    void close() noexcept;

    /// Maps the first `size` bytes, more than 0. What is written to them stays private to this process.
    std::byte* map_private(std::size_t size) const;

private:
    file(std::intptr_t handle, std::string name) : handle_(handle), name_(std::move(name)) {}

    std::intptr_t handle_;
    std::string name_;
};

void unmap(std::byte* bytes, std::size_t size) noexcept;

/// Where writing to `target` has to end up: the file behind a symbolic link, else `target` itself. Throws file_error
/// where something other than a regular file is there, which replacing would destroy.
path resolve(path const& target);

/// A name beside `target` that no other call, thread or process uses.
path temporary_beside(path const& target);

/// Puts `from` in the place of `to`, in one step for whoever opens `to`, and makes that last through a loss of power.
void replace(path const& from, path const& to);

void remove(path const& name) noexcept;

}  // namespace eponym::inline EPONYM_ABI::io::system

#if EPONYM_WITH_DEFINITIONS
#if defined(_WIN32)
#include <eponym/io/system_windows.ipp>
#else
#include <eponym/io/system_posix.ipp>
#endif
#endif
