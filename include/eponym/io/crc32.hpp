// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI::io {

/// The CRC-32 of zip (ISO 3309, reflected polynomial 0xEDB88320). `before` is the CRC of the bytes that came before
/// these, 0 for none.
std::uint32_t crc32(std::uint32_t before, std::byte const* bytes, std::size_t count);

}  // namespace eponym::inline EPONYM_ABI::io

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/crc32.ipp>
#endif
