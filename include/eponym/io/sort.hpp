// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <type_traits>

#include <eponym/meta/list.hpp>

namespace eponym::inline EPONYM_ABI::io::detail {

/// Whether the element at `a` goes before the one at `b`.
using element_order = bool (*)(void const* context, std::byte const* a, std::byte const* b);

/// Heap sort of elements of `width` bytes, at most 128: n log n steps whatever a file holds, no memory, one function
/// for every type. Not stable.
void sort_elements(std::byte* items, std::size_t count, std::size_t width, element_order before, void const* context);

template<class T, class Less>
void sort_by(list<T>& items, Less const& less) {
    static_assert(std::is_trivially_copyable_v<T> && sizeof(T) <= 128);
    element_order const before = [](void const* context, std::byte const* a, std::byte const* b) -> bool {
        return (*static_cast<Less const*>(context))(*reinterpret_cast<T const*>(a), *reinterpret_cast<T const*>(b));
    };
    sort_elements(reinterpret_cast<std::byte*>(items.data()), items.size(), sizeof(T), before, &less);
}

}  // namespace eponym::inline EPONYM_ABI::io::detail

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/sort.ipp>
#endif
