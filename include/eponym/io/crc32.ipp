// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstring>

#include <eponym/io/crc32.hpp>

#if defined(EPONYM_HAS_LIBDEFLATE)
#include <libdeflate.h>
#endif

namespace eponym::inline EPONYM_ABI::io {

namespace detail {

/// Table k gives the effect of one byte that is followed by k more.
struct crc_tables {
    std::uint32_t of[16][256];

    crc_tables() {
        for (std::uint32_t byte = 0; byte < 256; ++byte) {
            std::uint32_t crc = byte;
            for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320u : 0u);
            of[0][byte] = crc;
        }
        for (int k = 1; k < 16; ++k)
            for (std::uint32_t byte = 0; byte < 256; ++byte)
                of[k][byte] = (of[k - 1][byte] >> 8) ^ of[0][of[k - 1][byte] & 0xFF];
    }
};

/// Sixteen bytes a step. The state is the CRC without the inversions at both ends.
inline std::uint32_t crc_by_tables(std::uint32_t state, std::byte const* bytes, std::size_t count) {
    static crc_tables const tables;
    auto const at = [&](std::size_t i) { return std::uint32_t(bytes[i]); };
    for (; count >= 16; count -= 16, bytes += 16) {
        std::uint32_t const first = state ^ (at(0) | at(1) << 8 | at(2) << 16 | at(3) << 24);
        std::uint32_t next = tables.of[15][first & 0xFF] ^ tables.of[14][(first >> 8) & 0xFF] ^
                             tables.of[13][(first >> 16) & 0xFF] ^ tables.of[12][first >> 24];
        for (std::size_t i = 4; i < 16; ++i) next ^= tables.of[15 - i][at(i)];
        state = next;
    }
    for (; count > 0; --count, ++bytes) state = (state >> 8) ^ tables.of[0][(state ^ at(0)) & 0xFF];
    return state;
}

#if (defined(__GNUC__) || defined(__clang__)) && defined(__x86_64__) && !defined(EPONYM_HAS_LIBDEFLATE)
#define EPONYM_CRC_BY_CARRYLESS_MULTIPLY

using two_words = long long __attribute__((vector_size(16)));

/// Moves the 16 bytes `block` ahead in the message by the distance that `factors` stands for: x to the power of that
/// distance, modulo the polynomial, for the low and for the high half.
__attribute__((target("pclmul"))) inline two_words crc_fold(two_words block, two_words factors) {
    return two_words(__builtin_ia32_pclmulqdq128(block, factors, 0x00)) ^
           two_words(__builtin_ia32_pclmulqdq128(block, factors, 0x11));
}

__attribute__((target("pclmul"))) inline two_words crc_block(std::byte const* bytes) {
    two_words block;
    std::memcpy(&block, bytes, sizeof block);
    return block;
}

/// Folds 64 bytes a step into four blocks, those into one, and leaves its 16 bytes to the tables. After Gopal and
/// others, "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction", Intel, 2009. count >= 64.
__attribute__((target("pclmul"))) inline std::uint32_t crc_by_multiply(std::uint32_t state, std::byte const* bytes,
                                                                       std::size_t count) {
    two_words const by_64 = {0x154442bd4, 0x1c6e41596};
    two_words const by_16 = {0x1751997d0, 0x0ccaa009e};
    two_words a = crc_block(bytes) ^ two_words { (long long)state, 0 };
    two_words b = crc_block(bytes + 16), c = crc_block(bytes + 32), d = crc_block(bytes + 48);
    bytes += 64;
    count -= 64;
    for (; count >= 64; count -= 64, bytes += 64) {
        a = crc_fold(a, by_64) ^ crc_block(bytes);
        b = crc_fold(b, by_64) ^ crc_block(bytes + 16);
        c = crc_fold(c, by_64) ^ crc_block(bytes + 32);
        d = crc_fold(d, by_64) ^ crc_block(bytes + 48);
    }
    b ^= crc_fold(a, by_16);
    c ^= crc_fold(b, by_16);
    d ^= crc_fold(c, by_16);
    for (; count >= 16; count -= 16, bytes += 16) d = crc_fold(d, by_16) ^ crc_block(bytes);
    std::byte rest[16];
    std::memcpy(rest, &d, sizeof rest);
    return crc_by_tables(crc_by_tables(0, rest, sizeof rest), bytes, count);
}
#endif

}  // namespace detail

EPONYM_INLINE std::uint32_t crc32(std::uint32_t before, std::byte const* bytes, std::size_t count) {
#if defined(EPONYM_HAS_LIBDEFLATE)
    return count == 0 ? before : libdeflate_crc32(before, bytes, count);
#else
#if defined(EPONYM_CRC_BY_CARRYLESS_MULTIPLY)
    static bool const multiplies = __builtin_cpu_supports("pclmul") != 0;
    if (multiplies && count >= 64) return ~detail::crc_by_multiply(~before, bytes, count);
#endif
    return ~detail::crc_by_tables(~before, bytes, count);
#endif
}

}  // namespace eponym::inline EPONYM_ABI::io

#undef EPONYM_CRC_BY_CARRYLESS_MULTIPLY
