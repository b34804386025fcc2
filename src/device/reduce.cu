// SPDX-License-Identifier: BSL-1.0
#include <eponym/kernels/device/cuda.hpp>
#include <eponym/kernels/device/reduce.hpp>

#include "queue.hpp"

namespace eponym::inline EPONYM_ABI::kernels::device::cuda {

#define EPONYM_REDUCTION(NAME, T, RESULT)                                                                        \
    void NAME(stream queue, T const* x, RESULT* y, dim outer, dim n, dim inner, RESULT* workspace) {             \
        detail::queue_work(#NAME "(x)", queue,                                                                   \
                           [&](auto const& policy) { device::NAME(policy, x, y, outer, n, inner, workspace); }); \
    }

EPONYM_REDUCTION(sum, float, float)
EPONYM_REDUCTION(sum, double, double)
EPONYM_REDUCTION(mean, float, float)
EPONYM_REDUCTION(mean, double, double)
EPONYM_REDUCTION(max, float, float)
EPONYM_REDUCTION(max, double, double)
EPONYM_REDUCTION(argmax, float, std::int64_t)
EPONYM_REDUCTION(argmax, double, std::int64_t)

#undef EPONYM_REDUCTION

}  // namespace eponym::inline EPONYM_ABI::kernels::device::cuda
