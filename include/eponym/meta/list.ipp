// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <eponym/meta/list.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::detail {

EPONYM_INLINE void* list_memory::allocate(std::size_t wanted, std::size_t width) {
    std::size_t const room = wanted > 2 * capacity ? wanted : 2 * capacity;
    if (room > std::size_t(PTRDIFF_MAX) / width) throw std::bad_alloc();
    void* const memory = ::operator new(room * width);
    capacity = room;
    return memory;
}

EPONYM_INLINE void list_memory::grow(std::size_t wanted, std::size_t width) {
    void* const memory = allocate(wanted, width);
    if (size != 0) std::memcpy(memory, items, size * width);
    ::operator delete(items);
    items = memory;
}

EPONYM_INLINE void list_memory::append(void const* others, std::size_t count, std::size_t width) {
    if (count == 0) return;
    if (capacity - size < count) grow(size + count, width);
    std::memcpy(static_cast<std::byte*>(items) + size * width, others, count * width);
    size += count;
}

EPONYM_INLINE void list_memory::release() noexcept { ::operator delete(items); }

}  // namespace eponym::inline EPONYM_ABI::detail

EPONYM_END_COLD
