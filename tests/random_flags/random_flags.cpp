// SPDX-License-Identifier: BSL-1.0
// Compiled at several optimisation levels and with flags that change floating-point arithmetic elsewhere: the random
// values must stay PyTorch's, bit for bit, in every one of these programs.
#include <cstdio>
#include <cstring>
#include <iterator>
#include <vector>

#include <eponym/kernels/host/instruction_set.hpp>
#include <eponym/kernels/host/random.hpp>
#include <eponym/kernels/host/random_wide.hpp>

#include "sha256.hpp"
#include "vectors.hpp"

namespace ep = eponym;

namespace {

int failures = 0;

void check(char const* name, bool equal) {
    if (equal) return;
    ++failures;
    std::printf("%s differs from PyTorch's values\n", name);
}

/// `draw(out, count, generator)` fills an array whose bytes must be those of `expected`.
template<class Value, class Bits, std::size_t Size, class Draw>
void short_case(char const* name, Bits const (&expected)[Size], Draw draw, std::int64_t seed = 0) {
    static_assert(sizeof(Value) == sizeof(Bits) || sizeof(Value) == 1);
    ep::Generator generator{std::uint64_t(seed)};
    Value values[Size];
    draw(values, Size, generator);
    bool equal = true;
    for (std::size_t i = 0; i != Size; ++i) {
        if constexpr (sizeof(Value) == sizeof(Bits)) {
            equal = equal && std::memcmp(&values[i], &expected[i], sizeof(Value)) == 0;
        } else {
            equal = equal && Bits(values[i]) == expected[i];
        }
    }
    check(name, equal);
}

template<class Value, class Draw>
void long_case(char const* name, std::size_t size, std::uint64_t expected, Draw draw) {
    ep::Generator generator(0);
    std::vector<Value> values(size, Value(1));
    draw(values.data(), size, generator);
    check(name, test::sha256_beginning(values.data(), size * sizeof(Value)) == expected);
}

auto uniform(double from, double to) {
    return [=](auto* out, std::size_t count, ep::Generator& generator) {
        ep::kernels::uniform(out, count, from, to, generator);
    };
}

auto normal(double mean, double standard_deviation) {
    return [=](auto* out, std::size_t count, ep::Generator& generator) {
        ep::kernels::normal(out, count, mean, standard_deviation, generator);
    };
}

auto dropout(double probability) {
    return [=](auto* out, std::size_t count, ep::Generator& generator) {
        ep::kernels::dropout(out, out, count, probability, generator);
    };
}

auto integers(std::int64_t low, std::int64_t high) {
    return [=](std::int64_t* out, std::size_t count, ep::Generator& generator) {
        ep::kernels::random_integers(out, count, low, high, generator);
    };
}

void permutation(std::int64_t* out, std::size_t count, ep::Generator& generator) {
    ep::kernels::random_permutation(out, count, generator);
}

void sums_of_known_text() {
    check("sha256", test::sha256_beginning("abc", 3) == 0xba7816bf8f01cfea);
    check("sha256 of nothing", test::sha256_beginning("", 0) == 0xe3b0c44298fc1c14);
}

void short_cases() {
    using namespace vectors;
    short_case<float>("rand(4)", rand_4, uniform(0, 1));
    short_case<float>("rand(4), seed -7", rand_4_seed_minus_7, uniform(0, 1), -7);
    short_case<double>("rand(2) in double", rand_double_2, uniform(0, 1));
    short_case<double>("uniform(5) in double", uniform_double_5, uniform(-0.3, 0.9));
    short_case<float>("randn(4)", randn_4, normal(0, 1));
    short_case<float>("randn(16)", randn_16, normal(0, 1));
    short_case<float>("randn(17)", randn_17, normal(0, 1));
    short_case<float>("randn(8) twice", randn_8_then_8, [](float* out, std::size_t, ep::Generator& generator) {
        ep::kernels::normal(out, 8, 0, 1, generator);
        ep::kernels::normal(out + 8, 8, 0, 1, generator);
    });
    short_case<float>("randn(3), rand(2), randn(3)", randn_3_rand_2_randn_3,
                      [](float* out, std::size_t, ep::Generator& generator) {
                          ep::kernels::normal(out, 3, 0, 1, generator);
                          ep::kernels::uniform(out + 3, 2, 0, 1, generator);
                          ep::kernels::normal(out + 5, 3, 0, 1, generator);
                      });
    short_case<double>("randn(5) in double", randn_double_5, normal(0, 1));
    short_case<double>("normal(17) in double", normal_double_17, normal(0.3, 1.7));
    short_case<float>("normal(7)", normal_7, normal(0.3, 1.7));
    short_case<bool>("bernoulli(16)", bernoulli_16, [](bool* out, std::size_t count, ep::Generator& generator) {
        ep::kernels::bernoulli(out, count, 0.3, generator);
    });
    short_case<float>("dropout(16)", dropout_16, [](float* out, std::size_t count, ep::Generator& generator) {
        for (std::size_t i = 0; i != count; ++i) out[i] = 1;
        ep::kernels::dropout(out, out, count, 0.5, generator);
    });
    short_case<double>("dropout(9) in double", dropout_double_9,
                       [](double* out, std::size_t count, ep::Generator& generator) {
                           for (std::size_t i = 0; i != count; ++i) out[i] = double(i);
                           ep::kernels::dropout(out, out, count, 0.3, generator);
                       });
    short_case<float>("dropout of nothing and of all draws nothing", dropout_none_then_rand,
                      [](float* out, std::size_t, ep::Generator& generator) {
                          for (int i = 0; i != 4; ++i) out[i] = 1;
                          ep::kernels::dropout(out, out, 2, 0, generator);
                          ep::kernels::dropout(out + 2, out + 2, 2, 1, generator);
                          ep::kernels::uniform(out + 4, 2, 0, 1, generator);
                      });
    short_case<std::int64_t>("randint(0, 10)", randint_0_10, integers(0, 10));
    short_case<std::int64_t>("randint below 2^28", randint_below_2_28, integers(-5, (1 << 28) - 6));
    short_case<std::int64_t>("randint at 2^28", randint_at_2_28, integers(0, 1 << 28));
    short_case<std::int64_t>("randint, wide", randint_wide, integers(-(std::int64_t{1} << 62), std::int64_t{1} << 62));
    short_case<std::int64_t>("randperm(10)", randperm_10, permutation);
}

/// Weight, then bias, as the layers draw them.
template<std::size_t Weights, std::size_t Biases>
void layer_case(char const* name, std::int64_t fan_in, std::uint32_t const (&weight)[Weights],
                std::uint32_t const (&bias)[Biases]) {
    ep::Generator generator(0);
    float values[Weights + Biases];
    double const bound = ep::kernels::weight_bound(fan_in);
    ep::kernels::uniform(values, Weights, -bound, bound, generator);
    double const other = ep::kernels::bias_bound(fan_in);
    ep::kernels::uniform(values + Weights, Biases, -other, other, generator);
    check(name,
          std::memcmp(values, weight, sizeof weight) == 0 && std::memcmp(values + Weights, bias, sizeof bias) == 0);
}

void layer_cases() {
    layer_case("Linear(3, 2)", 3, vectors::linear_weight_3_2, vectors::linear_bias_3_2);
    layer_case("Conv2d(1, 1, 2)", 4, vectors::conv_weight_1_1_2, vectors::conv_bias_1_1_2);
    long_case<float>("Linear(f, 1) for f = 1 to 2000", 2001 * 1000 + 2000, vectors::linear_every_fan_in,
                     [](float* out, std::size_t, ep::Generator& generator) {
                         for (std::int64_t fan_in = 1; fan_in <= 2000; ++fan_in) {
                             double const bound = ep::kernels::weight_bound(fan_in);
                             double const other = ep::kernels::bias_bound(fan_in);
                             ep::kernels::uniform(out, std::size_t(fan_in), -bound, bound, generator);
                             ep::kernels::uniform(out + fan_in, 1, -other, other, generator);
                             out += fan_in + 1;
                         }
                     });
}

void long_cases() {
    using namespace vectors;
    long_case<float>("uniform(1000)", 1000, uniform_1000, uniform(-0.3, 0.7));
    long_case<float>("uniform(100003)", 100003, uniform_100003, uniform(-0.3, 0.7));
    long_case<float>("randn(1000)", 1000, randn_1000, normal(0, 1));
    long_case<float>("randn(100003)", 100003, randn_100003, normal(0, 1));
    long_case<float>("normal(1000)", 1000, normal_1000, normal(-1.25, 0.02));
    long_case<float>("normal(100003)", 100003, normal_100003, normal(-1.25, 0.02));
    long_case<double>("uniform(1000) in double", 1000, uniform_double_1000, uniform(-0.3, 0.9));
    long_case<double>("uniform(100003) in double", 100003, uniform_double_100003, uniform(-0.3, 0.9));
    long_case<float>("dropout(1000)", 1000, dropout_1000, dropout(0.3));
    long_case<float>("dropout(100003)", 100003, dropout_100003, dropout(0.3));
    long_case<std::int64_t>("randperm(1000)", 1000, randperm_1000, permutation);
    long_case<std::int64_t>("randperm(100003)", 100003, randperm_100003, permutation);
}

/// Their logarithm and sine are the C library's, which has other last bits on CPUs without FMA, for PyTorch as well.
void double_normal_cases() {
    using namespace vectors;
    long_case<double>("normal(1000) in double", 1000, normal_double_1000, normal(0.3, 1.7));
    long_case<double>("normal(100003) in double", 100003, normal_double_100003, normal(0.3, 1.7));
}

/// The loops for CPUs without AVX2 and FMA give the same bits as those that this CPU would take.
void portable_cases() {
    constexpr std::size_t size = 16 * 1000;
    std::vector<std::uint32_t> words(size);
    ep::Generator generator(3);
    generator.fill(words.data(), size);
    std::vector<float> ours(size);
    std::vector<float> portable(size);
    ep::kernels::detail::uniform_wide(ours.data(), words.data(), size - 3, 0.7f, -0.3f);
    ep::kernels::detail::uniform_portable(portable.data(), words.data(), size - 3, 0.7f, -0.3f);
    check("uniform_portable", std::memcmp(ours.data(), portable.data(), size * sizeof(float)) == 0);

    ep::kernels::uniform(ours.data(), size, 0, 1, generator);
    portable = ours;
    ep::kernels::detail::normal_wide(ours.data(), size / 16, 0.25f, 3.5f);
    ep::kernels::detail::normal_portable(portable.data(), size / 16, 0.25f, 3.5f);
    check("normal_portable", std::memcmp(ours.data(), portable.data(), size * sizeof(float)) == 0);
}

}  // namespace

int main() {
    sums_of_known_text();
    short_cases();
    layer_cases();
    long_cases();
    if (ep::kernels::instruction_set() >= ep::kernels::isa::avx2) {
        double_normal_cases();
        portable_cases();
    }
    if (failures == 0) std::printf("all values are PyTorch's\n");
    return failures == 0 ? 0 : 1;
}
