// SPDX-License-Identifier: BSL-1.0
// Random fills and bounds for initial values, with PyTorch's bits; see random.hpp.
#pragma once

#include <eponym/kernels/host/random.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

/// Normal values drawn one by one however many there are, as PyTorch does for elements with gaps between them.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void normal_singly(float* out, std::size_t count, double mean,
                                                        double standard_deviation, Generator& generator);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY void normal_singly(double* out, std::size_t count, double mean,
                                                        double standard_deviation, Generator& generator);

/// How trunc_normal draws normal values: the first time, and when it draws again.
struct truncated_draws {
    bool first_singly = false;
    bool again_singly = false;
};

/// Normal values within [from, to]. Where the interval has more than 0.3 of the probability, values outside are
/// replaced from another whole draw until there are none; elsewhere values are drawn uniformly and accepted with the
/// probability of the density relative to its peak in the interval. `standard_deviation` is positive. False, and
/// nothing drawn, where the interval has no two values of this type or, in the second case, is not finite.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY bool trunc_normal(float* out, std::size_t count, double mean,
                                                       double standard_deviation, double from, double to,
                                                       truncated_draws how, Generator& generator);
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY bool trunc_normal(double* out, std::size_t count, double mean,
                                                       double standard_deviation, double from, double to,
                                                       truncated_draws how, Generator& generator);

/// sqrt(2 / (1 + slope^2))
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY double leaky_gain(double slope);

/// gain sqrt(2 / (fan_in + fan_out)); 0 where both are 0.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY double xavier_deviation(double gain, std::int64_t fan_in, std::int64_t fan_out);

/// gain / sqrt(fan); 0 where the fan is 0.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY double kaiming_deviation(double gain, std::int64_t fan);

/// sqrt(3) standard_deviation: the bound of the uniform distribution that has it.
EPONYM_ON_DEMAND EPONYM_KERNEL_ENTRY double uniform_bound(double standard_deviation);

}  // namespace eponym::inline EPONYM_ABI::kernels

#if EPONYM_WITH_DEFINITIONS
#include <eponym/kernels/host/random_initial.ipp>
#endif
