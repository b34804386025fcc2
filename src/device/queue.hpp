// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <thrust/system/cuda/execution_policy.h>
#include <thrust/system_error.h>

#include <eponym/meta/exception.hpp>

namespace eponym::inline EPONYM_ABI::kernels::device::cuda::detail {

/// Calls `work(policy)` with Thrust's policy for the stream; what Thrust or CUDA refuses becomes an `error`.
template<class Work>
void queue_work(char const* operation, cudaStream_t queue, Work const& work) {
    try {
        work(thrust::cuda::par_nosync.on(queue));
    } catch (thrust::system_error const& refusal) {
        cudaGetLastError();  // also takes it back from the runtime, where the next call would find it
        throw error(std::string(operation) + ": the device cannot run it: " + refusal.what());
    }
}

}  // namespace eponym::inline EPONYM_ABI::kernels::device::cuda::detail
