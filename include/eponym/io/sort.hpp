// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <utility>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI::io::detail {

/// Heap sort: n log n steps whatever a file holds, no memory, and no need of <algorithm>. Not stable.
template<class List, class Less>
void sort_by(List& list, Less const& less) {
    auto const sift_down = [&](std::size_t root, std::size_t size) {
        while (2 * root + 1 < size) {
            std::size_t child = 2 * root + 1;
            if (child + 1 < size && less(list[child], list[child + 1])) ++child;
            if (!less(list[root], list[child])) return;
            std::swap(list[root], list[child]);
            root = child;
        }
    };
    std::size_t const size = list.size();
    for (std::size_t root = size / 2; root-- > 0;) sift_down(root, size);
    for (std::size_t last = size; last > 1;) {
        std::swap(list[0], list[--last]);
        sift_down(0, last);
    }
}

}  // namespace eponym::inline EPONYM_ABI::io::detail
