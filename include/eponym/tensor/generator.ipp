// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdio>
#include <cstring>
#include <ctime>

#include <eponym/meta/lock.hpp>
#include <eponym/tensor/generator.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

using four_words [[gnu::vector_size(16)]] = std::uint32_t;

inline four_words load_four(std::uint32_t const* from) {
    four_words words;
    std::memcpy(&words, from, sizeof words);
    return words;
}

inline void store_four(std::uint32_t* to, four_words const& words) { std::memcpy(to, &words, sizeof words); }

/// The recurrence of MT19937 for one word, or for several side by side.
template<class Words>
inline Words twisted(Words current, Words following, Words distant) {
    Words const joined = (current & 0x80000000u) | (following & 0x7FFFFFFFu);
    return distant ^ (joined >> 1) ^ ((0u - (following & 1u)) & 0x9908B0DFu);
}

template<class Words>
inline Words tempered(Words word) {
    word ^= word >> 11;
    word ^= (word << 7) & 0x9D2C5680u;
    word ^= (word << 15) & 0xEFC60000u;
    return word ^ (word >> 18);
}

struct default_generator_state {
    Generator generator;
    turnstile turns;
};

/// Differs from run to run: the system's random bytes where there is such a file, and clock and addresses everywhere.
EPONYM_INLINE std::uint64_t nondeterministic_seed() {
    std::uint64_t seed = 0;
    if (std::FILE* const source = std::fopen("/dev/urandom", "rb")) {
        if (std::fread(&seed, sizeof seed, 1, source) != 1) seed = 0;
        std::fclose(source);
    }
    std::timespec now{};
    std::timespec_get(&now, TIME_UTC);
    seed ^= std::uint64_t(now.tv_nsec) << 32 ^ std::uint64_t(now.tv_sec) ^ reinterpret_cast<std::uintptr_t>(&now);
    // The last steps of SplitMix64 (Steele, Lea and Flood, 2014), because MT19937 takes the low 32 bits only.
    seed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9u;
    seed = (seed ^ (seed >> 27)) * 0x94D049BB133111EBu;
    return seed ^ (seed >> 31);
}

EPONYM_INLINE default_generator_state& default_state() {
    static default_generator_state state{Generator(nondeterministic_seed()), {}};
    return state;
}

}  // namespace detail

EPONYM_INLINE void Generator::manual_seed(std::uint64_t seed) {
    words_[0] = std::uint32_t(seed);
    for (std::size_t i = 1; i != size; ++i) {
        words_[i] = 1812433253u * (words_[i - 1] ^ (words_[i - 1] >> 30)) + std::uint32_t(i);
    }
    next_ = size;
    seed_ = seed;
    cached_normal_ = 0;
    has_cached_normal_ = false;
}

EPONYM_INLINE void Generator::advance() {
    // Word i needs the old words i + 1 and i + 397, or the new word i - 227 where 397 goes past the end: both are far
    // enough away for four words at a time.
    constexpr std::size_t distance = 397;
    constexpr std::size_t turn = size - distance;
    std::size_t i = 0;
    for (; i + 4 <= turn; i += 4) {
        detail::store_four(words_ + i, detail::twisted(detail::load_four(words_ + i), detail::load_four(words_ + i + 1),
                                                       detail::load_four(words_ + i + distance)));
    }
    for (; i != turn; ++i) words_[i] = detail::twisted(words_[i], words_[i + 1], words_[i + distance]);
    static_assert((size - 1 - turn) % 4 == 0);
    for (; i + 1 < size; i += 4) {
        detail::store_four(words_ + i, detail::twisted(detail::load_four(words_ + i), detail::load_four(words_ + i + 1),
                                                       detail::load_four(words_ + i - turn)));
    }
    words_[size - 1] = detail::twisted(words_[size - 1], words_[0], words_[distance - 1]);
    next_ = 0;
}

EPONYM_INLINE std::uint32_t Generator::random() {
    if (next_ == size) advance();
    return detail::tempered(words_[next_++]);
}

EPONYM_INLINE std::uint64_t Generator::random64() {
    std::uint64_t const upper = random();
    return upper << 32 | random();
}

EPONYM_INLINE void Generator::cache_normal(double value) {
    cached_normal_ = value;
    has_cached_normal_ = true;
}

EPONYM_INLINE bool Generator::take_cached_normal(double* value) {
    if (!has_cached_normal_) return false;
    has_cached_normal_ = false;
    *value = cached_normal_;
    return true;
}

EPONYM_INLINE void Generator::fill(std::uint32_t* out, std::size_t count) {
    while (count != 0) {
        if (next_ == size) advance();
        std::size_t const available = size - next_;
        std::size_t const taken = count < available ? count : available;
        std::size_t i = 0;
        for (; i + 4 <= taken; i += 4) {
            detail::store_four(out + i, detail::tempered(detail::load_four(words_ + next_ + i)));
        }
        for (; i != taken; ++i) out[i] = detail::tempered(words_[next_ + i]);
        next_ += taken;
        out += taken;
        count -= taken;
    }
}

EPONYM_INLINE Generator& default_generator() { return detail::default_state().generator; }

EPONYM_INLINE default_generator_lock::default_generator_lock() { detail::default_state().turns.enter(); }

EPONYM_INLINE default_generator_lock::~default_generator_lock() { detail::default_state().turns.leave(); }

EPONYM_INLINE void manual_seed(std::uint64_t seed) {
    default_generator_lock const lock;
    default_generator().manual_seed(seed);
}

}  // namespace eponym::inline EPONYM_ABI
