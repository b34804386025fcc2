// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/workspace.hpp>
#include <eponym/tensor/storage.hpp>

namespace eponym::inline EPONYM_ABI::detail {

EPONYM_ON_DEMAND_INLINE void* thread_workspace(std::size_t bytes) {
    thread_local shared<Storage> memory;
    if (memory == nullptr || memory->bytes < bytes) {
        memory = nullptr;
        memory = Storage::allocate(bytes);
    }
    return memory->data;
}

}  // namespace eponym::inline EPONYM_ABI::detail
