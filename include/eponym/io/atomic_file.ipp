// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/atomic_file.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io {

namespace detail {
inline constexpr std::size_t write_buffer = std::size_t(1) << 16;
}

EPONYM_INLINE atomic_file::atomic_file(path const& target)
    : target_(system::resolve(target)),
      temporary_(system::temporary_beside(target_)),
      file_(system::file::to_write(temporary_, target_)) {}

EPONYM_INLINE atomic_file::~atomic_file() {
    file_.close();
    if (!committed_) system::remove(temporary_);
}

EPONYM_INLINE void atomic_file::write(std::byte const* bytes, std::size_t count) {
    if (buffer_.size() + count > detail::write_buffer) empty_buffer();
    if (count > detail::write_buffer)
        file_.write(bytes, count);
    else
        buffer_.append(bytes, count);
    position_ += count;
}

EPONYM_INLINE void atomic_file::write(std::string_view text) {
    write(reinterpret_cast<std::byte const*>(text.data()), text.size());
}

EPONYM_INLINE void atomic_file::empty_buffer() {
    file_.write(buffer_.data(), buffer_.size());
    buffer_.clear();
}

EPONYM_INLINE void atomic_file::commit() {
    empty_buffer();
    file_.resize(position_);
    file_.flush();
    file_.close();
    system::replace(temporary_, target_);
    committed_ = true;
}

}  // namespace eponym::inline EPONYM_ABI::io

EPONYM_END_COLD
