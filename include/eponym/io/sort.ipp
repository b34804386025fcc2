// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstring>

#include <eponym/io/sort.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io::detail {

struct heap {
    std::byte* items;
    std::size_t width;
    element_order before;
    void const* context;

    bool less(std::size_t a, std::size_t b) const { return before(context, items + a * width, items + b * width); }

    void swap(std::size_t a, std::size_t b) const {
        alignas(16) std::byte kept[128];
        std::memcpy(kept, items + a * width, width);
        std::memcpy(items + a * width, items + b * width, width);
        std::memcpy(items + b * width, kept, width);
    }

    void sift_down(std::size_t root, std::size_t size) const {
        while (2 * root + 1 < size) {
            std::size_t child = 2 * root + 1;
            if (child + 1 < size && less(child, child + 1)) ++child;
            if (!less(root, child)) return;
            swap(root, child);
            root = child;
        }
    }
};

EPONYM_INLINE void sort_elements(std::byte* items, std::size_t count, std::size_t width, element_order before,
                                 void const* context) {
    heap const h{items, width, before, context};
    for (std::size_t root = count / 2; root-- > 0;) h.sift_down(root, count);
    for (std::size_t last = count; last > 1;) {
        --last;
        if (last != 0) h.swap(0, last);
        h.sift_down(0, last);
    }
}

}  // namespace eponym::inline EPONYM_ABI::io::detail

EPONYM_END_COLD
