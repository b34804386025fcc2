// SPDX-License-Identifier: BSL-1.0
// SHA-256 (FIPS 180-4), as short as it can be: the tests compare long arrays with sums that PyTorch's side wrote down.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace test {

using wide_integer [[gnu::mode(TI)]] = unsigned;

/// The first eight bytes of the sum, as a big-endian number.
inline std::uint64_t sha256_beginning(void const* data, std::size_t size) {
    // Fractional parts of the roots of the first primes. Newton steps in integers, since the test is also compiled with
    // -ffast-math.
    std::uint32_t constants[64];
    std::uint32_t hash[8];
    int count = 0;
    for (unsigned prime = 2; count != 64; ++prime) {
        bool is_prime = true;
        for (unsigned divisor = 2; divisor * divisor <= prime; ++divisor) is_prime = is_prime && prime % divisor != 0;
        if (!is_prime) continue;
        wide_integer cube = 0;
        wide_integer square = 0;
        for (wide_integer bit = wide_integer{1} << 36; bit != 0; bit >>= 1) {
            wide_integer const root = cube | bit;
            if (root * root * root <= (wide_integer{prime} << 96)) cube = root;
            wide_integer const other = square | bit;
            if (other * other <= (wide_integer{prime} << 64)) square = other;
        }
        if (count < 8) hash[count] = std::uint32_t(square);
        constants[count++] = std::uint32_t(cube);
    }

    std::vector<unsigned char> message(size);
    if (size != 0) std::memcpy(message.data(), data, size);
    message.push_back(0x80);
    while (message.size() % 64 != 56) message.push_back(0);
    for (int shift = 56; shift >= 0; shift -= 8) message.push_back((unsigned char)(std::uint64_t(size) * 8 >> shift));

    for (std::size_t at = 0; at != message.size(); at += 64) {
        std::uint32_t w[64];
        for (std::size_t i = 0; i != 16; ++i) {
            unsigned char const* const byte = message.data() + at + 4 * i;
            w[i] = std::uint32_t(byte[0]) << 24 | std::uint32_t(byte[1]) << 16 | std::uint32_t(byte[2]) << 8 | byte[3];
        }
        for (int i = 16; i != 64; ++i) {
            std::uint32_t const first = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3);
            std::uint32_t const second = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10);
            w[i] = w[i - 16] + first + w[i - 7] + second;
        }
        std::uint32_t v[8];
        std::memcpy(v, hash, sizeof v);
        for (int i = 0; i != 64; ++i) {
            std::uint32_t const wide = std::rotr(v[4], 6) ^ std::rotr(v[4], 11) ^ std::rotr(v[4], 25);
            std::uint32_t const first = v[7] + wide + ((v[4] & v[5]) ^ (~v[4] & v[6])) + constants[i] + w[i];
            std::uint32_t const narrow = std::rotr(v[0], 2) ^ std::rotr(v[0], 13) ^ std::rotr(v[0], 22);
            std::uint32_t const second = narrow + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
            std::memmove(v + 1, v, 7 * sizeof *v);
            v[4] += first;
            v[0] = first + second;
        }
        for (int i = 0; i != 8; ++i) hash[i] += v[i];
    }
    return std::uint64_t(hash[0]) << 32 | hash[1];
}

}  // namespace test
