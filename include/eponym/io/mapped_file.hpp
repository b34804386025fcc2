// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <eponym/io/path.hpp>
#include <eponym/io/system.hpp>
#include <eponym/meta/shared.hpp>

namespace eponym::inline EPONYM_ABI::io {

/// All bytes of a file as memory, read from the disk when touched. They may be written to, so that a mapped model can
/// be trained: a written page becomes private to this process and the file keeps its bytes.
///
/// A file that another program cuts short while it is mapped cannot be read any more: touching the lost part ends the
/// process on most systems. Programs that replace files whole, as this library does, do no harm.
class mapped_file final : public counted {
public:
    explicit mapped_file(io::path const& name);
    ~mapped_file() override;

    mapped_file(mapped_file const&) = delete;
    mapped_file& operator=(mapped_file const&) = delete;

    std::span<std::byte> bytes() const noexcept { return {data_, size_}; }
    std::string const& path() const noexcept { return name_; }

    /// Throws file_error if the file has become shorter than it was when it was mapped.
    void require_unchanged() const;

private:
    std::string name_;
    system::file file_;
    std::size_t size_;
    std::byte* data_;
};

}  // namespace eponym::inline EPONYM_ABI::io

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/mapped_file.ipp>
#endif
