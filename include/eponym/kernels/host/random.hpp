// SPDX-License-Identifier: BSL-1.0
// Random fills with the values of PyTorch's CPU builds for AVX2 and newer, bit for bit, on every CPU and whatever the
// compiler's flags; only the logarithms and sines of normal values in double are the C library's, in PyTorch as here.
// They draw in memory order and expect contiguous elements.
#pragma once

#include <cstddef>
#include <cstdint>

#include <eponym/kernels/host/target.hpp>
#include <eponym/tensor/generator.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// Values from [from, to); one word each for float (24 bits of it are used), two for double (53 bits).
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void uniform(float* out, std::size_t count, double from, double to,
                                                  Generator& generator);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void uniform(double* out, std::size_t count, double from, double to,
                                                  Generator& generator);

/// Normal values by Box and Muller's method: 16 and more in blocks of 16, for which a last part of a block draws all
/// sixteen uniforms again; fewer one by one, every second one from the generator's cache.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void normal(float* out, std::size_t count, double mean, double standard_deviation,
                                                 Generator& generator);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void normal(double* out, std::size_t count, double mean, double standard_deviation,
                                                 Generator& generator);

/// True with the given probability; two words each.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void bernoulli(bool* out, std::size_t count, double probability,
                                                    Generator& generator);

/// Each value is set to zero with the given probability and otherwise divided by 1 - probability. Probabilities 0 and 1
/// draw nothing. `out` may be `in`.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void dropout(float* out, float const* in, std::size_t count, double probability,
                                                  Generator& generator);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void dropout(double* out, double const* in, std::size_t count, double probability,
                                                  Generator& generator);

/// Integers from [low, high), low < high: one word each below a range of 2^28, else two.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void random_integers(std::int64_t* out, std::size_t count, std::int64_t low,
                                                          std::int64_t high, Generator& generator);

/// 0 .. count - 1 in random order.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void random_permutation(std::int64_t* out, std::size_t count,
                                                             Generator& generator);

/// The bound a of U(-a, a) that kaiming_uniform_ with a = sqrt(5) gives to the weights of Linear and the convolutions.
/// Equal to bias_bound but for the last bit, since PyTorch computes sqrt(3) * (sqrt(1 / 3) / sqrt(fan_in)).
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY double weight_bound(std::int64_t fan_in);

/// 1 / sqrt(fan_in), the bound for their biases; 0 where fan_in is 0.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY double bias_bound(std::int64_t fan_in);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/random.ipp>
#endif
