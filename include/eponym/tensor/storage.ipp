// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <new>
#include <utility>

#include <eponym/tensor/storage.hpp>

namespace eponym::inline EPONYM_ABI {
namespace detail {

inline constexpr std::size_t storage_alignment = 64;

// Blocks of memory that a thread has freed and keeps for its next tensors. Large blocks fresh from the system are
// filled with pages one fault at a time, which costs more than most operations on them.
class block_cache {
public:
    static constexpr std::size_t smallest = std::size_t(64) << 10;
    static constexpr std::size_t largest = std::size_t(16) << 20;
    static constexpr std::size_t most_blocks = 8;

    block_cache() = default;
    block_cache(block_cache const&) = delete;
    block_cache& operator=(block_cache const&) = delete;
    ~block_cache() {
        closed() = true;
        for (block const& kept : blocks_) ::operator delete(kept.memory);
    }

    static void* take(std::size_t& size) {
        if (size >= smallest && size <= largest && !closed())
            if (void* const memory = mine().find(size); memory != nullptr) return memory;
        return ::operator new(size);
    }

    static void give(void* memory, std::size_t size) noexcept {
        if (size >= smallest && size <= largest && !closed())
            mine().keep(memory, size);
        else
            ::operator delete(memory);
    }

private:
    struct block {
        void* memory = nullptr;
        std::size_t size = 0;
    };

    static block_cache& mine() {
        thread_local block_cache cache;
        return cache;
    }
    // Outlives the cache: tensors may be destroyed after it, at the end of their thread.
    static bool& closed() noexcept {
        thread_local bool ended = false;
        return ended;
    }

    // The smallest block that is large enough and not more than twice as large as asked for.
    void* find(std::size_t& size) {
        block* best = nullptr;
        for (block& kept : blocks_)
            if (kept.size >= size && kept.size <= 2 * size && (best == nullptr || kept.size < best->size)) best = &kept;
        if (best == nullptr) return nullptr;
        size = best->size;
        void* const memory = best->memory;
        *best = {};
        return memory;
    }

    void keep(void* memory, std::size_t size) noexcept {
        for (block& kept : blocks_) {
            if (kept.memory != nullptr) continue;
            kept = {memory, size};
            return;
        }
        // All places are taken: the oldest guess of what will be needed makes room.
        ::operator delete(blocks_[next_].memory);
        blocks_[next_] = {memory, size};
        next_ = (next_ + 1) % most_blocks;
    }

    block blocks_[most_blocks];
    std::size_t next_ = 0;
};

}  // namespace detail

EPONYM_INLINE Storage::~Storage() {
    if (allocation != nullptr) detail::block_cache::give(allocation, allocated);
}

// Aligned by hand: the C library serves aligned requests several times slower than plain ones.
EPONYM_INLINE shared<Storage> Storage::allocate(std::size_t size) {
    auto storage = shared<Storage>::make();
    storage->allocated = size + detail::storage_alignment - 1;
    storage->allocation = detail::block_cache::take(storage->allocated);
    auto const address = reinterpret_cast<std::uintptr_t>(storage->allocation);
    storage->data = static_cast<std::byte*>(storage->allocation) +
                    (detail::storage_alignment - address % detail::storage_alignment) % detail::storage_alignment;
    storage->bytes = size;
    return storage;
}

EPONYM_INLINE shared<Storage> Storage::borrow(void* data, std::size_t bytes, shared<counted const> owner) {
    auto storage = shared<Storage>::make();
    storage->data = static_cast<std::byte*>(data);
    storage->bytes = bytes;
    storage->owner = std::move(owner);
    return storage;
}

}  // namespace eponym::inline EPONYM_ABI
