// SPDX-License-Identifier: BSL-1.0
// Written by tests/golden/make_random.py with PyTorch 2.15.0; the seed is 0.
// clang-format off
#pragma once

#include <cstdint>

namespace vectors {

inline constexpr std::uint32_t rand_4[] = {0x3efe1558, 0x3f44aa2f, 0x3db533a8, 0x3e073300};
inline constexpr std::uint32_t rand_4_seed_minus_7[] = {0x3e81b578, 0x3f2d677d, 0x3e81c3a8, 0x3f1b3e33};
inline constexpr std::uint64_t rand_double_2[] = {0x3fef0aac97c4aa2f, 0x3fe6a675d821ccc0};
inline constexpr std::uint64_t uniform_double_5[] = {0x3feba668b61f329f, 0x3fe1948d69c228e6, 0x3fd014a2dbebfa5a, 0x3fe9c1b7d1136348, 0x3fde567d7f1e16c7};
inline constexpr std::uint32_t randn_4[] = {0x3fc53f5c, 0xbe963c50, 0xc00b7149, 0x3f1184b6};
inline constexpr std::uint32_t randn_16[] = {0xbf901b85, 0xbf93808a, 0xbe804bd6, 0xbede255d, 0x3f594515, 0x3f312783, 0xbea1cc6d, 0xc0075fc1, 0x3ea50138, 0xbfa1b4f4, 0x3eb330ff, 0x3e9dc3bb, 0x3df56f77, 0x3f9e6b93, 0x3f8ef28e, 0xbe7d367c};
inline constexpr std::uint32_t randn_17[] = {0xbf901b85, 0xbfd91446, 0x3f111004, 0x3f4b235d, 0x3f194d8b, 0xbfc70d5b, 0xbeaec6ca, 0x3fed2f4e, 0x3eefaa55, 0xbf15e32b, 0xbe318eeb, 0x3e3be1a4, 0x3fb1d6c0, 0x3fcb0d00, 0x3f72409c, 0xbf57fb33, 0x3f6e8c30};
inline constexpr std::uint32_t randn_8_then_8[] = {0x3fc53f5c, 0xbe963c50, 0xc00b7149, 0x3f1184b6, 0xbf8ad1a1, 0xbfb3052d, 0x3ece837a, 0x3f5688e5, 0xbf382144, 0xbece830b, 0xbf18bd18, 0x3e3a67c6, 0xbf5b4f07, 0x3f8ce099, 0xbf891cab, 0x3dfb4aca};
inline constexpr std::uint32_t randn_3_rand_2_randn_3[] = {0x3fc53f5c, 0xbe963c50, 0xc00b7149, 0x3ee94812, 0x3f21ded3, 0x3f1184b6, 0x3e243afc, 0xbf1b4063};
inline constexpr std::uint64_t randn_double_5[] = {0x3ff8a7eb8902be3a, 0xbfd2c78a087c6fea, 0xc0016e2920a70ee5, 0x3fe23096ca3e350d, 0xbff15a341987e136};
inline constexpr std::uint64_t normal_double_17[] = {0xc00d05879bf8db43, 0xbfe8d9a2b0f9bd36, 0xbffd7f454398f40b, 0xbfedf23615d6f825, 0x3fd1072033817cab, 0x3fe50a52050c0d0e, 0x3fe33d35b45ae09f, 0xbff1ca35246efde5, 0x3fe696154a51c09b, 0xbfbcd066b606b8e6, 0xbff039d50636c0a7, 0xc0034b62453b573f, 0xbfebc5e36401a9cb, 0x4006a3478fcc2c0a, 0xbfdd966f8bb44740, 0xbff36f6ead794e36, 0x3ff727f7d1f6e867};
inline constexpr std::uint32_t normal_7[] = {0x403adc42, 0xbe4b99de, 0xc059da2f, 0x3fa21735, 0xbfc59791, 0xc004f799, 0x3f7c5628};
inline constexpr int bernoulli_16[] = {0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0};
inline constexpr std::uint32_t dropout_16[] = {0x00000000, 0x00000000, 0x40000000, 0x00000000, 0x00000000, 0x00000000, 0x40000000, 0x40000000, 0x00000000, 0x40000000, 0x40000000, 0x40000000, 0x40000000, 0x00000000, 0x40000000, 0x40000000};
inline constexpr std::uint64_t dropout_double_9[] = {0x0000000000000000, 0x0000000000000000, 0x4006db6db6db6db7, 0x0000000000000000, 0x4016db6db6db6db7, 0x0000000000000000, 0x4021249249249249, 0x4024000000000000, 0x4026db6db6db6db7};
inline constexpr std::uint32_t dropout_none_then_rand[] = {0x3f800000, 0x3f800000, 0x00000000, 0x00000000, 0x3efe1558, 0x3f44aa2f};
inline constexpr std::int64_t randint_0_10[] = {4, 9, 3, 0, 3, 9, 7, 3, 7, 3};
inline constexpr std::int64_t randint_below_2_28[] = {209652399, 130329139, 118924923, 136432840, 172929863};
inline constexpr std::int64_t randint_at_2_28[] = {130329135, 136432832, 195187451, 149257575, 262266579};
inline constexpr std::int64_t randint_wide[] = {-3711235831533098449, -642142871786238784, -2716036421228801285, -3783737528391729817, 3203365596207111891};
inline constexpr std::int64_t randperm_10[] = {4, 1, 7, 5, 3, 9, 0, 8, 6, 2};
inline constexpr std::uint32_t linear_weight_3_2[] = {0xbb8da3e8, 0x3e9e9313, 0xbef34b7e, 0xbed98bc9, 0xbe63b4b1, 0x3e1e8953};
inline constexpr std::uint32_t linear_bias_3_2[] = {0xbc3b6b40, 0x3eea617a};
inline constexpr std::uint32_t conv_weight_1_1_2[] = {0xbb755400, 0x3e89545e, 0xbed2b316, 0xbebc6680};
inline constexpr std::uint32_t conv_bias_1_1_2[] = {0xbe4532f4};
inline constexpr std::uint64_t uniform_1000 = 0x4eeb708ef1161574;
inline constexpr std::uint64_t randn_1000 = 0x43678415636bbad8;
inline constexpr std::uint64_t normal_1000 = 0xd238067a37887517;
inline constexpr std::uint64_t uniform_double_1000 = 0x39e5783eb8345fbf;
inline constexpr std::uint64_t normal_double_1000 = 0xdf0ea98bef7c2776;
inline constexpr std::uint64_t dropout_1000 = 0x809bb7c4efd4d78b;
inline constexpr std::uint64_t randperm_1000 = 0xcee4a88ef6120e8e;
inline constexpr std::uint64_t uniform_100003 = 0x0cc6c0640581dc72;
inline constexpr std::uint64_t randn_100003 = 0x0e1052dc151d4ee6;
inline constexpr std::uint64_t normal_100003 = 0xdad712ed5ca41e10;
inline constexpr std::uint64_t uniform_double_100003 = 0x6c6dada17d65fb51;
inline constexpr std::uint64_t normal_double_100003 = 0xf0444c1cc0e5bffd;
inline constexpr std::uint64_t dropout_100003 = 0xf8352c3fbb73d190;
inline constexpr std::uint64_t randperm_100003 = 0xadc36247d68d95cb;
inline constexpr std::uint64_t linear_every_fan_in = 0x5f2ce095a242a02a;

}  // namespace vectors
