// SPDX-License-Identifier: BSL-1.0
#include <cuda_runtime_api.h>
#include <string>

#include <eponym/meta/exception.hpp>
#include <eponym/tensor/device.hpp>

namespace eponym::inline EPONYM_ABI::cuda {
namespace {

// Takes the failure back from the runtime too, which would report it again after the next kernel.
std::string text_of(cudaError_t failure) {
    cudaGetLastError();
    return cudaGetErrorString(failure);
}

int count_devices(std::string const& caller) {
    int count = 0;
    cudaError_t const status = cudaGetDeviceCount(&count);
    if (status != cudaSuccess) throw error(caller + ": this machine's CUDA devices cannot be used: " + text_of(status));
    return count;
}

}  // namespace

bool is_available() noexcept { return device_count() > 0; }

int device_count() noexcept {
    int count = 0;
    if (cudaGetDeviceCount(&count) == cudaSuccess) return count;
    cudaGetLastError();
    return 0;
}

int current_device() {
    std::string const caller = "cuda::current_device()";
    if (count_devices(caller) == 0) throw error(caller + ": this machine has no CUDA device");
    int index = 0;
    cudaError_t const status = cudaGetDevice(&index);
    if (status != cudaSuccess) throw error(caller + ": the current device is not known: " + text_of(status));
    return index;
}

std::string device_name(int index) {
    std::string const caller = "cuda::device_name(" + std::to_string(index) + ")";
    int const count = count_devices(caller);
    if (index < 0 || index >= count)
        throw error(caller + ": there is no such device; this machine has " + std::to_string(count));
    cudaDeviceProp properties{};
    cudaError_t const status = cudaGetDeviceProperties(&properties, index);
    if (status != cudaSuccess) throw error(caller + ": its properties cannot be read: " + text_of(status));
    return properties.name;
}

}  // namespace eponym::inline EPONYM_ABI::cuda
