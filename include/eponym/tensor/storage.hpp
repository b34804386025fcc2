// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include <eponym/tensor/device.hpp>

namespace eponym::inline EPONYM_ABI {

/// Memory that tensors and their views share: the Storage's own, or a mapped file's, or the caller's, which `owner`
/// keeps alive.
struct Storage {
    std::shared_ptr<void const> owner;
    std::byte* data = nullptr;
    std::size_t bytes = 0;
    device where{};
    void* allocation = nullptr;  // freed with the Storage: saves a control block per tensor
    std::size_t allocated = 0;

    /// Counts the times that the memory was opened for writing, for those who keep something derived from it.
    std::atomic<std::uint64_t> version{0};

    Storage() = default;
    Storage(Storage const&) = delete;
    Storage& operator=(Storage const&) = delete;
    ~Storage();

    /// Uninitialised host memory, aligned to 64 bytes.
    static std::shared_ptr<Storage> allocate(std::size_t bytes);

    /// Host memory that somebody else owns; `owner` keeps it alive and may be null.
    static std::shared_ptr<Storage> borrow(void* data, std::size_t bytes, std::shared_ptr<void const> owner);
};

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/tensor/storage.ipp>
#endif
