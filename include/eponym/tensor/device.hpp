// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI {

enum class device_kind : std::uint8_t { cpu, cuda };

/// Where a tensor's memory is.
struct device {
    device_kind kind = device_kind::cpu;
    int index = 0;

    constexpr bool operator==(device const&) const = default;
};

inline constexpr device cpu{};

/// "cpu" or "cuda:0".
std::string to_string(device where);

/// The NVIDIA GPUs of this machine. Without CUDA built into the library, or without a GPU, there are none.
namespace cuda {

bool is_available() noexcept;
int device_count() noexcept;

/// The index of the calling thread's current device. Throws `error` where there is no GPU.
int current_device();

/// For example "NVIDIA H200". Throws `error` where there is no such device.
std::string device_name(int index = 0);

}  // namespace cuda
}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/tensor/device.ipp>
#endif
