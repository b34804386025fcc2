// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <eponym/io/system.hpp>
#include <eponym/meta/exception.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io::system {

namespace detail {

[[noreturn]] inline void fail(std::string const& name, char const* what) {
    throw file_error(name, std::string(what) + ": " + std::strerror(errno));
}

inline std::string const& checked(path const& name) {
    if (name.utf8.empty()) throw file_error("\"\"", "is not the name of a file");
    if (name.utf8.find('\0') != std::string::npos)
        throw file_error(name.utf8.c_str(), "the name of the file goes on after a NUL character");
    return name.utf8;
}

inline int open_again(char const* name, int flags, mode_t mode) {
    int handle;
    do handle = ::open(name, flags | O_CLOEXEC, mode);
    while (handle < 0 && errno == EINTR);
    return handle;
}

}  // namespace detail

EPONYM_INLINE file::~file() { close(); }

EPONYM_INLINE void file::close() noexcept {
    int const handle = int(std::exchange(handle_, -1));
    if (handle >= 0) ::close(handle);
}

EPONYM_INLINE file file::to_read(path const& name) {
    // Without O_NONBLOCK, opening a pipe would wait for a writer.
    int const handle = detail::open_again(detail::checked(name).c_str(), O_RDONLY | O_NONBLOCK, 0);
    if (handle < 0) detail::fail(name.utf8, "cannot be opened");
    file opened(handle, name.utf8);
    struct stat facts;
    if (::fstat(handle, &facts) != 0) detail::fail(name.utf8, "cannot be examined");
    if (S_ISDIR(facts.st_mode)) throw file_error(name.utf8, "is a folder, not a file");
    if (!S_ISREG(facts.st_mode)) throw file_error(name.utf8, "is not a regular file");
    return file(std::exchange(opened.handle_, -1), name.utf8);
}

EPONYM_INLINE file file::to_write(path const& name, path const& like) {
    int const handle = detail::open_again(detail::checked(name).c_str(), O_WRONLY | O_CREAT | O_EXCL, 0666);
    if (handle < 0) detail::fail(like.utf8, "cannot be written: a temporary file beside it cannot be created");
    struct stat facts;
    // Keeping the permissions is a courtesy; a file system without them is no reason to fail.
    if (::stat(like.utf8.c_str(), &facts) == 0) (void)!::fchmod(handle, facts.st_mode & 07777);
    return file(handle, like.utf8);
}

EPONYM_INLINE std::uint64_t file::size() const {
    struct stat facts;
    if (::fstat(int(handle_), &facts) != 0) detail::fail(name_, "cannot be examined");
    return std::uint64_t(facts.st_size);
}

EPONYM_INLINE void file::write(std::byte const* bytes, std::size_t count) {
    while (count > 0) {
        ssize_t const written = ::write(int(handle_), bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) detail::fail(name_, "cannot be written");
        bytes += written;
        count -= std::size_t(written);
    }
}

EPONYM_INLINE void file::reserve([[maybe_unused]] std::uint64_t bytes) noexcept {
#if defined(__linux__)
    (void)!::fallocate(int(handle_), 0, 0, off_t(bytes));
#endif
}

EPONYM_INLINE void file::resize(std::uint64_t bytes) {
    if (::ftruncate(int(handle_), off_t(bytes)) != 0) detail::fail(name_, "cannot be written");
}

EPONYM_INLINE void file::flush() {
    if (::fsync(int(handle_)) != 0) detail::fail(name_, "cannot be brought to the disk");
}

EPONYM_INLINE std::byte* file::map_private(std::size_t size) const {
    void* const bytes = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_NORESERVE, int(handle_), 0);
    if (bytes == MAP_FAILED) detail::fail(name_, "cannot be mapped into memory");
    return static_cast<std::byte*>(bytes);
}

EPONYM_INLINE void unmap(std::byte* bytes, std::size_t size) noexcept { ::munmap(bytes, size); }

EPONYM_INLINE path resolve(path const& target) {
    struct stat facts;
    if (::lstat(detail::checked(target).c_str(), &facts) != 0) return target;
    path resolved = target;
    if (S_ISLNK(facts.st_mode)) {
        char* const real = ::realpath(target.utf8.c_str(), nullptr);
        if (real == nullptr) throw file_error(target.utf8, "is a symbolic link to something that does not exist");
        resolved.utf8 = real;
        std::free(real);
        if (::stat(resolved.utf8.c_str(), &facts) != 0) detail::fail(target.utf8, "cannot be examined");
    }
    if (S_ISDIR(facts.st_mode)) throw file_error(target.utf8, "cannot be written: it is a folder");
    if (!S_ISREG(facts.st_mode)) throw file_error(target.utf8, "cannot be written: it is not a regular file");
    return resolved;
}

EPONYM_INLINE path temporary_beside(path const& target) {
    static unsigned counter = 0;
    return target.utf8 + "." + std::to_string(::getpid()) + "-" +
           std::to_string(__atomic_add_fetch(&counter, 1u, __ATOMIC_RELAXED)) + ".temporary";
}

EPONYM_INLINE void replace(path const& from, path const& to) {
    if (std::rename(from.utf8.c_str(), to.utf8.c_str()) != 0) detail::fail(to.utf8, "cannot be replaced");
    std::size_t const slash = to.utf8.rfind('/');
    std::string const folder = slash == std::string::npos ? "." : to.utf8.substr(0, slash + 1);
    int const handle = detail::open_again(folder.c_str(), O_RDONLY | O_DIRECTORY, 0);
    if (handle < 0) return;  // a folder that may be written but not read: the new name lasts once the system writes it
    ::fsync(handle);
    ::close(handle);
}

EPONYM_INLINE void remove(path const& name) noexcept { ::unlink(name.utf8.c_str()); }

}  // namespace eponym::inline EPONYM_ABI::io::system

EPONYM_END_COLD
