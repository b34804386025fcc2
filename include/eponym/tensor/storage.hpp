// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <eponym/meta/shared.hpp>
#include <eponym/tensor/device.hpp>

namespace eponym::inline EPONYM_ABI {

/// Memory that tensors and their views share: the Storage's own, or a mapped file's, or the caller's, which `owner`
/// keeps alive.
struct Storage final : counted {
    shared<counted const> owner;
    std::byte* data = nullptr;
    std::size_t bytes = 0;
    device where{};
    void* allocation = nullptr;  // freed with the Storage
    std::size_t allocated = 0;

    /// Counts the times that the memory was opened for writing, for those who keep something derived from it.
    detail::shared_number version;

    Storage() = default;
    Storage(Storage const&) = delete;
    Storage& operator=(Storage const&) = delete;
    ~Storage() override;

    /// Uninitialised host memory, aligned to 64 bytes.
    static shared<Storage> allocate(std::size_t bytes);

    /// Host memory that somebody else owns; `owner` keeps it alive and may be null.
    static shared<Storage> borrow(void* data, std::size_t bytes, shared<counted const> owner);
};

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/tensor/storage.ipp>
#endif
