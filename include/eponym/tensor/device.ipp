// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/meta/exception.hpp>
#include <eponym/tensor/device.hpp>

namespace eponym::inline EPONYM_ABI {

EPONYM_INLINE std::string to_string(device where) {
    return where.kind == device_kind::cpu ? std::string("cpu") : "cuda:" + std::to_string(where.index);
}

#if !defined(EPONYM_HAS_CUDA)  // else the definitions are in src/device/devices.cu
namespace cuda {

EPONYM_INLINE bool is_available() noexcept { return false; }
EPONYM_INLINE int device_count() noexcept { return 0; }
EPONYM_INLINE int current_device() {
    throw error("cuda::current_device(): this build of eponym has no CUDA support, so there is no device");
}
EPONYM_INLINE std::string device_name(int index) {
    throw error("cuda::device_name(" + std::to_string(index) +
                "): this build of eponym has no CUDA support, so there is no device");
}

}  // namespace cuda
#endif

}  // namespace eponym::inline EPONYM_ABI
