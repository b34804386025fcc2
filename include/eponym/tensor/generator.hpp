// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI {

/// PyTorch's CPU generator: the same seed gives the same stream of words.
/// The engine is MT19937 (Matsumoto and Nishimura, 1998) seeded with the low 32 bits of the seed, as std::mt19937 is.
/// A value: a copy continues on its own from the same point.
class Generator {
public:
    /// The seed of torch.Generator().
    static constexpr std::uint64_t default_seed = 67280421310721;

    explicit Generator(std::uint64_t seed = default_seed) { manual_seed(seed); }

    /// Starts the stream anew and forgets the cached normal value. A negative seed counts modulo 2^64, as in PyTorch.
    void manual_seed(std::uint64_t seed);

    /// The seed last given, all 64 bits of it.
    std::uint64_t initial_seed() const noexcept { return seed_; }

    /// The next 32 bits.
    std::uint32_t random();

    /// The next two words, the first of them the upper half.
    std::uint64_t random64();

    /// The next `count` words, as `count` calls of random() would give them.
    void fill(std::uint32_t* out, std::size_t count);

    /// One normal value waits here from one scalar draw to the next, whatever is drawn between them: Box and Muller's
    /// method makes two at a time. Only manual_seed() drops it.
    void cache_normal(double value);

    /// Takes the waiting value; false where there is none.
    bool take_cached_normal(double* value);

private:
    static constexpr std::size_t size = 624;

    void advance();

    std::uint32_t words_[size];
    std::size_t next_;  // first word of words_ that was not given out
    std::uint64_t seed_;
    double cached_normal_;
    bool has_cached_normal_;
};

/// The process-wide generator that initial values, dropout and the random operations draw from. Starts from a seed that
/// differs from run to run. Hold a default_generator_lock while drawing where several threads may draw.
Generator& default_generator();

/// Owns the default generator for as long as it lives; other threads that construct one wait.
class [[nodiscard]] default_generator_lock {
public:
    default_generator_lock();
    ~default_generator_lock();
    default_generator_lock(default_generator_lock const&) = delete;
    default_generator_lock& operator=(default_generator_lock const&) = delete;

    Generator& operator*() const { return default_generator(); }
};

/// Seeds the default generator as torch.manual_seed does.
void manual_seed(std::uint64_t seed);

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/tensor/generator.ipp>
#endif
