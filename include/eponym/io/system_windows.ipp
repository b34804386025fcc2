// SPDX-License-Identifier: BSL-1.0
#pragma once

#if !defined(NOMINMAX)
#define NOMINMAX
#endif
#if !defined(WIN32_LEAN_AND_MEAN)
#define WIN32_LEAN_AND_MEAN
#endif
#include <atomic>
#include <system_error>
#include <windows.h>

#include <eponym/io/system.hpp>
#include <eponym/meta/exception.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io::system {

namespace detail {

[[noreturn]] inline void fail(std::string const& name, char const* what) {
    throw file_error(name, std::string(what) + ": " + std::system_category().message(int(::GetLastError())));
}

inline std::wstring wide(path const& name) {
    if (name.utf8.empty()) throw file_error("\"\"", "is not the name of a file");
    if (name.utf8.find('\0') != std::string::npos)
        throw file_error(name.utf8.c_str(), "the name of the file goes on after a NUL character");
    int const size = int(name.utf8.size());
    int const needed = ::MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, name.utf8.data(), size, nullptr, 0);
    if (needed <= 0) throw file_error(name.utf8, "the name of the file is not valid UTF-8");
    std::wstring text(std::size_t(needed), L'\0');
    ::MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, name.utf8.data(), size, text.data(), needed);
    return text;
}

inline HANDLE handle_of(std::intptr_t handle) { return reinterpret_cast<HANDLE>(handle); }

}  // namespace detail

EPONYM_INLINE file::~file() { close(); }

EPONYM_INLINE void file::close() noexcept {
    if (handle_ != 0) ::CloseHandle(detail::handle_of(std::exchange(handle_, 0)));
}

EPONYM_INLINE file file::to_read(path const& name) {
    std::wstring const text = detail::wide(name);
    DWORD const attributes = ::GetFileAttributesW(text.c_str());
    if (attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0)
        throw file_error(name.utf8, "is a folder, not a file");
    HANDLE const handle = ::CreateFileW(text.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE, nullptr,
                                        OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE) detail::fail(name.utf8, "cannot be opened");
    if (::GetFileType(handle) != FILE_TYPE_DISK) {
        ::CloseHandle(handle);
        throw file_error(name.utf8, "is not a regular file");
    }
    return file(reinterpret_cast<std::intptr_t>(handle), name.utf8);
}

EPONYM_INLINE file file::to_write(path const& name, path const& like) {
    HANDLE const handle = ::CreateFileW(detail::wide(name).c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW,
                                        FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE)
        detail::fail(like.utf8, "cannot be written: a temporary file beside it cannot be created");
    return file(reinterpret_cast<std::intptr_t>(handle), like.utf8);
}

EPONYM_INLINE std::uint64_t file::size() const {
    LARGE_INTEGER size;
    if (!::GetFileSizeEx(detail::handle_of(handle_), &size)) detail::fail(name_, "cannot be examined");
    return std::uint64_t(size.QuadPart);
}

EPONYM_INLINE void file::write(std::byte const* bytes, std::size_t count) {
    while (count > 0) {
        DWORD const part = DWORD(count < (1u << 30) ? count : (1u << 30));
        DWORD written = 0;
        if (!::WriteFile(detail::handle_of(handle_), bytes, part, &written, nullptr))
            detail::fail(name_, "cannot be written");
        bytes += written;
        count -= written;
    }
}

EPONYM_INLINE void file::reserve(std::uint64_t) noexcept {}

EPONYM_INLINE void file::resize(std::uint64_t) {}  // `reserve` does nothing, so the size is right

EPONYM_INLINE void file::flush() {
    if (!::FlushFileBuffers(detail::handle_of(handle_))) detail::fail(name_, "cannot be brought to the disk");
}

EPONYM_INLINE std::byte* file::map_private(std::size_t size) const {
    HANDLE const mapping = ::CreateFileMappingW(detail::handle_of(handle_), nullptr, PAGE_WRITECOPY, 0, 0, nullptr);
    if (mapping == nullptr) detail::fail(name_, "cannot be mapped into memory");
    void* const bytes = ::MapViewOfFile(mapping, FILE_MAP_COPY, 0, 0, size);
    DWORD const reason = ::GetLastError();
    ::CloseHandle(mapping);  // the view keeps what it needs
    ::SetLastError(reason);
    if (bytes == nullptr) detail::fail(name_, "cannot be mapped into memory");
    return static_cast<std::byte*>(bytes);
}

EPONYM_INLINE void unmap(std::byte* bytes, std::size_t) noexcept { ::UnmapViewOfFile(bytes); }

EPONYM_INLINE path resolve(path const& target) {
    DWORD const attributes = ::GetFileAttributesW(detail::wide(target).c_str());
    if (attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0)
        throw file_error(target.utf8, "cannot be written: it is a folder");
    return target;
}

EPONYM_INLINE path temporary_beside(path const& target) {
    static std::atomic<unsigned> counter{0};
    return target.utf8 + "." + std::to_string(::GetCurrentProcessId()) + "-" + std::to_string(++counter) + ".temporary";
}

EPONYM_INLINE void replace(path const& from, path const& to) {
    // A file that is mapped cannot be replaced here, by this process or another.
    if (!::MoveFileExW(detail::wide(from).c_str(), detail::wide(to).c_str(),
                       MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
        detail::fail(to.utf8, "cannot be replaced");
}

EPONYM_INLINE void remove(path const& name) noexcept {
    try {
        ::DeleteFileW(detail::wide(name).c_str());
    } catch (...) {  // a leftover temporary file is better than losing the error that led here
    }
}

}  // namespace eponym::inline EPONYM_ABI::io::system

EPONYM_END_COLD
