// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/mapped_file.hpp>
#include <eponym/io/text.hpp>
#include <eponym/meta/exception.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io {

namespace detail {
inline std::size_t size_in_memory(system::file const& file, std::string const& name) {
    std::uint64_t const size = file.size();
    if (size > std::uint64_t(PTRDIFF_MAX))
        detail::refuse(name, {"holds ", size, " bytes, more than this program can address"});
    return std::size_t(size);
}
}  // namespace detail

EPONYM_INLINE mapped_file::mapped_file(io::path const& name)
    : name_(name.utf8),
      file_(system::file::to_read(name)),
      size_(detail::size_in_memory(file_, name_)),
      data_(size_ == 0 ? nullptr : file_.map_private(size_)) {}

EPONYM_INLINE mapped_file::~mapped_file() {
    if (data_ != nullptr) system::unmap(data_, size_);
}

EPONYM_INLINE void mapped_file::require_unchanged() const {
    std::uint64_t const now = file_.size();
    if (now < size_)
        detail::refuse(name_, {"has been cut short while it was open: it had ", size_, " bytes and now has ", now});
}

}  // namespace eponym::inline EPONYM_ABI::io

EPONYM_END_COLD
