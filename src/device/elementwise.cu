// SPDX-License-Identifier: BSL-1.0
#include <eponym/kernels/device/cuda.hpp>
#include <eponym/kernels/device/elementwise.hpp>

#include "queue.hpp"

namespace eponym::inline EPONYM_ABI::kernels::device::cuda {

#define EPONYM_UNARY(NAME, T)                                                                               \
    void NAME(stream queue, T const* x, T* y, dim n) {                                                      \
        detail::queue_work(#NAME "(x)", queue, [&](auto const& policy) { device::NAME(policy, x, y, n); }); \
    }
#define EPONYM_BINARY(NAME, T)                                                                   \
    void NAME(stream queue, broadcast_extents const& extents, T const* a, T const* b, T* y) {    \
        detail::queue_work(#NAME "(a, b)", queue,                                                \
                           [&](auto const& policy) { device::NAME(policy, extents, a, b, y); }); \
    }
#define EPONYM_BOTH(KIND, NAME) KIND(NAME, float) KIND(NAME, double)

EPONYM_BOTH(EPONYM_UNARY, relu)
EPONYM_BOTH(EPONYM_UNARY, neg)
EPONYM_BOTH(EPONYM_UNARY, exp)
EPONYM_BOTH(EPONYM_UNARY, log)
EPONYM_BOTH(EPONYM_UNARY, tanh)

EPONYM_BOTH(EPONYM_BINARY, add)
EPONYM_BOTH(EPONYM_BINARY, sub)
EPONYM_BOTH(EPONYM_BINARY, mul)
EPONYM_BOTH(EPONYM_BINARY, div)
EPONYM_BOTH(EPONYM_BINARY, maximum)
EPONYM_BOTH(EPONYM_BINARY, minimum)

#undef EPONYM_BOTH
#undef EPONYM_BINARY
#undef EPONYM_UNARY

}  // namespace eponym::inline EPONYM_ABI::kernels::device::cuda
