// SPDX-License-Identifier: BSL-1.0
// What the generator promises beside PyTorch's values, which tests/random_flags compares.
#include <array>
#include <cstdint>
#include <cstring>
#include <random>
#include <thread>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/kernels/host/random.hpp>

namespace ep = eponym;

TEST_CASE("Generator gives the words of std::mt19937", "[unit][random]") {
    for (std::uint64_t seed : {0ull, 1ull, 5489ull, 0xFFFFFFFFull, ep::Generator::default_seed + 0ull}) {
        ep::Generator ours(seed);
        std::mt19937 reference{std::uint32_t(seed)};
        bool equal = true;
        for (int i = 0; i != 5000; ++i) equal = equal && ours.random() == reference();
        CHECK(equal);
    }
}

TEST_CASE("Generator::fill continues the stream wherever it stands", "[unit][random]") {
    ep::Generator in_parts(7);
    std::mt19937 reference(7);
    std::vector<std::uint32_t> words;
    for (std::size_t count : {0u, 1u, 3u, 4u, 5u, 31u, 623u, 624u, 625u, 1u, 2000u}) {
        words.assign(count, 0);
        in_parts.fill(words.data(), count);
        bool equal = true;
        for (std::uint32_t word : words) equal = equal && word == reference();
        CHECK(equal);
        CHECK(in_parts.random() == reference());
    }
}

TEST_CASE("random64 puts the first word into the upper half", "[unit][random]") {
    ep::Generator wide(3);
    ep::Generator narrow(3);
    std::uint64_t const upper = narrow.random();
    CHECK(wide.random64() == (upper << 32 | narrow.random()));
}

TEST_CASE("Only the low 32 bits of a seed choose the stream", "[unit][random]") {
    ep::Generator zero(0);
    ep::Generator far(std::uint64_t{1} << 63);
    CHECK(zero.random() == far.random());
    CHECK(far.initial_seed() == std::uint64_t{1} << 63);
}

TEST_CASE("A copied generator continues on its own from the same point", "[unit][random]") {
    ep::Generator original(11);
    original.cache_normal(0.5);
    (void)original.random();
    ep::Generator copy = original;
    double value = 0;
    CHECK((copy.take_cached_normal(&value) && value == 0.5));
    CHECK(original.take_cached_normal(&value));
    ep::Generator ahead = original;
    (void)ahead.random();
    CHECK(copy.random() == original.random());
    CHECK(copy.random() == ahead.random());
}

TEST_CASE("Scalar normal draws come in pairs, other draws keep the second, manual_seed drops it", "[unit][random]") {
    auto const draw = [](ep::Generator& generator) {
        double value;
        ep::kernels::normal(&value, 1, 0, 1, generator);
        return value;
    };
    ep::Generator generator(0);
    double const first = draw(generator);
    (void)generator.random();
    double const second = draw(generator);
    CHECK(first != second);
    generator.manual_seed(0);
    CHECK(draw(generator) == first);
    generator.manual_seed(0);
    CHECK(draw(generator) == first);
    CHECK(draw(generator) == second);
}

TEST_CASE("manual_seed seeds the process-wide generator", "[unit][random]") {
    ep::manual_seed(0);
    CHECK(ep::default_generator().random() == 2357136044u);
    CHECK(ep::default_generator().initial_seed() == 0);
}

TEST_CASE("The lock keeps draws of several threads whole", "[unit][random]") {
    constexpr std::size_t batch = 64;
    std::array<std::array<std::uint32_t, batch>, 40> drawn{};
    ep::manual_seed(5);
    auto const draw_half = [&](std::size_t half) {
        for (std::size_t i = half; i < drawn.size(); i += 2) {
            ep::default_generator_lock const lock;
            (*lock).fill(drawn[i].data(), batch);
        }
    };
    {
        std::thread other(draw_half, 0u);
        draw_half(1);
        other.join();
    }
    // Whoever came first, each batch is one whole stretch of the stream.
    std::mt19937 reference(5);
    for (std::size_t i = 0; i != drawn.size(); ++i) {
        std::array<std::uint32_t, batch> expected;
        for (std::uint32_t& word : expected) word = std::uint32_t(reference());
        int found = 0;
        for (auto const& one : drawn) found += one == expected;
        CHECK(found == 1);
    }
}

TEST_CASE("Uniform values stay at or above from and below to", "[unit][random]") {
    ep::Generator generator(1);
    std::vector<float> values(100'000);
    ep::kernels::uniform(values.data(), values.size(), -0.25, 0.25, generator);
    float low = 1;
    float high = -1;
    for (float value : values) {
        low = value < low ? value : low;
        high = value > high ? value : high;
    }
    CHECK(low >= -0.25f);
    CHECK(low < -0.2499f);
    CHECK(high <= 0.25f);
    CHECK(high > 0.2499f);
}

TEST_CASE("A random permutation holds every index once", "[unit][random]") {
    ep::Generator generator(2);
    for (std::size_t size : {0u, 1u, 2u, 33u, 1000u}) {
        std::vector<std::int64_t> order(size);
        ep::kernels::random_permutation(order.data(), size, generator);
        std::vector<bool> seen(size);
        for (std::int64_t index : order) seen[std::size_t(index)] = true;
        bool all = true;
        for (bool one : seen) all = all && one;
        CHECK(all);
    }
}

TEST_CASE("The bounds of initial values are those of PyTorch's layers", "[unit][random]") {
    CHECK(ep::kernels::bias_bound(4) == 0.5);
    CHECK(float(ep::kernels::weight_bound(784)) == 1.0f / 28);
    CHECK(ep::kernels::bias_bound(0) == 0);
}
