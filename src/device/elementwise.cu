// SPDX-License-Identifier: BSL-1.0
#include <eponym/kernels/device/cuda.hpp>
#include <eponym/kernels/device/elementwise.hpp>

#include "queue.hpp"

namespace eponym::inline EPONYM_ABI::kernels::device::cuda {

template<unary Function, class T>
void map(stream queue, T const* x, T* y, dim n, T p, T q) {
    detail::queue_work("element-wise function(x)", queue,
                       [&](auto const& policy) { device::map<Function>(policy, x, y, n, p, q); });
}

template<comparison Operation, class T>
void compare(stream queue, broadcast_extents const& extents, T const* a, T const* b, bool* y) {
    detail::queue_work("comparison (a, b)", queue,
                       [&](auto const& policy) { device::compare<Operation>(policy, extents, a, b, y); });
}

#define EPONYM_UNARY(NAME, T) template void map<unary::NAME>(stream, T const*, T*, dim, T, T);
#define EPONYM_COMPARISON(NAME, T) \
    template void compare<comparison::NAME>(stream, broadcast_extents const&, T const*, T const*, bool*);
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
EPONYM_BOTH(EPONYM_UNARY, abs)
EPONYM_BOTH(EPONYM_UNARY, sqrt)
EPONYM_BOTH(EPONYM_UNARY, sigmoid)
EPONYM_BOTH(EPONYM_UNARY, leaky_relu)
EPONYM_BOTH(EPONYM_UNARY, elu)
EPONYM_BOTH(EPONYM_UNARY, gelu)
EPONYM_BOTH(EPONYM_UNARY, silu)
EPONYM_BOTH(EPONYM_UNARY, softplus)
EPONYM_BOTH(EPONYM_UNARY, clamp)
EPONYM_BOTH(EPONYM_UNARY, hardtanh)
EPONYM_BOTH(EPONYM_UNARY, pow)

EPONYM_BOTH(EPONYM_BINARY, add)
EPONYM_BOTH(EPONYM_BINARY, sub)
EPONYM_BOTH(EPONYM_BINARY, mul)
EPONYM_BOTH(EPONYM_BINARY, div)
EPONYM_BOTH(EPONYM_BINARY, maximum)
EPONYM_BOTH(EPONYM_BINARY, minimum)
EPONYM_BOTH(EPONYM_BINARY, pow)

EPONYM_BOTH(EPONYM_COMPARISON, equal)
EPONYM_COMPARISON(equal, std::int64_t)
EPONYM_BOTH(EPONYM_COMPARISON, not_equal)
EPONYM_COMPARISON(not_equal, std::int64_t)
EPONYM_BOTH(EPONYM_COMPARISON, less)
EPONYM_COMPARISON(less, std::int64_t)
EPONYM_BOTH(EPONYM_COMPARISON, less_equal)
EPONYM_COMPARISON(less_equal, std::int64_t)

#undef EPONYM_BOTH
#undef EPONYM_COMPARISON
#undef EPONYM_BINARY
#undef EPONYM_UNARY

}  // namespace eponym::inline EPONYM_ABI::kernels::device::cuda
