// SPDX-License-Identifier: BSL-1.0
// Reductions as a cascade: each stage combines at most 16 elements into one, until one is left. The rounding error of a
// sum grows with the logarithm of the length, and as the order is fixed, every system and number of threads gives the
// same bits. A stage takes elements that lie `chunks` apart, so that neighbouring threads read neighbouring memory.
#pragma once

#include <cstdint>
#include <thrust/iterator/counting_iterator.h>
#include <thrust/transform.h>

#include <eponym/kernels/device/host_device.hpp>
#include <eponym/kernels/device/workspace.hpp>

namespace eponym::inline EPONYM_ABI::kernels::device::detail {

/// in: (outer, n, inner)  ->  (outer, chunks, inner), by value.
template<class T, class Combine>
struct fold_stage {
    T const* in;
    dim n;
    dim inner;
    dim chunks;
    Combine combine;

    EPONYM_HOST_DEVICE T operator()(dim element) const {
        dim const step = chunks * inner;
        dim const slice = element / step;
        dim const end = (slice + 1) * n * inner;
        dim position = slice * n * inner + (element - slice * step);
        T result = in[position];
        for (position += step; position < end; position += step) result = combine(result, in[position]);
        return result;
    }
};

/// The same by index: the elements of `in` are positions along the middle dimension of x, (outer, size, inner). In the
/// first stage there is no `in`, and the k-th element is k.
template<class T>
struct argmax_stage {
    T const* x;
    dim size;
    std::int64_t const* in;
    dim n;
    dim inner;
    dim chunks;

    EPONYM_HOST_DEVICE std::int64_t operator()(dim element) const {
        dim const step = chunks * inner;
        dim const slice = element / step;
        dim const column = element % inner;
        T const* values = x + slice * size * inner + column;  // (size,), `inner` apart
        dim k = (element - slice * step) / inner;
        std::int64_t best = candidate(slice, k, column);
        for (k += chunks; k < n; k += chunks) {
            std::int64_t const other = candidate(slice, k, column);
            if (precedes(values[other * inner], other, values[best * inner], best)) best = other;
        }
        return best;
    }

    EPONYM_HOST_DEVICE std::int64_t candidate(dim slice, dim k, dim column) const {
        return in == nullptr ? k : in[(slice * n + k) * inner + column];
    }

    // A NaN is larger than every number; among equals the first is taken.
    EPONYM_HOST_DEVICE static bool precedes(T value, std::int64_t at, T best, std::int64_t best_at) {
        bool const is_nan = value != value;
        bool const best_is_nan = best != best;
        if (is_nan != best_is_nan) return is_nan;
        return value > best || ((is_nan || value == best) && at < best_at);
    }
};

/// Runs `stage` until the middle dimension is 1. `y` is an iterator to (outer, inner) results; `workspace` has room for
/// `workspace_size` of them.
template<class Policy, class Stage, class Output, class Partial>
void cascade(Policy const& policy, Stage stage, Output y, dim outer, Partial* workspace) {
    Partial* target = workspace;
    while (stage.n > terms) {
        stage.chunks = chunks_of(stage.n);
        dim const count = outer * stage.chunks * stage.inner;
        thrust::transform(policy, thrust::counting_iterator<dim>(0), thrust::counting_iterator<dim>(count), target,
                          stage);
        Partial* const written = target;
        // The first results lie at the workspace's begin, the second behind them, the third over the first.
        target = written == workspace ? workspace + outer * stage.inner * stage.chunks : workspace;
        stage.in = written;
        stage.n = stage.chunks;
    }
    stage.chunks = 1;
    thrust::transform(policy, thrust::counting_iterator<dim>(0), thrust::counting_iterator<dim>(outer * stage.inner), y,
                      stage);
}

}  // namespace eponym::inline EPONYM_ABI::kernels::device::detail
