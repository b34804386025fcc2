// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/workspace.hpp>
#include <eponym/tensor/storage.hpp>

namespace eponym::inline EPONYM_ABI::detail {

EPONYM_INLINE void* thread_workspace(std::size_t bytes) {
    thread_local std::shared_ptr<Storage> memory;
    if (memory == nullptr || memory->bytes < bytes) {
        memory.reset();
        memory = Storage::allocate(bytes);
    }
    return memory->data;
}

}  // namespace eponym::inline EPONYM_ABI::detail
