// SPDX-License-Identifier: BSL-1.0
#include "support.hpp"

#include <atomic>
#include <cstdlib>
#include <malloc.h>
#include <new>
#include <unistd.h>

namespace {
std::atomic<std::size_t> live{0}, peak{0};
}

void* operator new(std::size_t size) {
    void* const bytes = std::malloc(size == 0 ? 1 : size);
    if (bytes == nullptr) throw std::bad_alloc();
    std::size_t const now = live += malloc_usable_size(bytes);
    if (now > peak) peak = now;
    return bytes;
}
void operator delete(void* bytes) noexcept {
    if (bytes == nullptr) return;
    live -= malloc_usable_size(bytes);
    std::free(bytes);
}
void operator delete(void* bytes, std::size_t) noexcept { operator delete(bytes); }

namespace eponym_test {

namespace {
std::size_t before = 0;
}

void watch_allocations() {
    before = live;
    peak = live.load();
}

std::size_t peak_allocation() { return peak - before; }

int scratch::process() { return int(getpid()); }

}  // namespace eponym_test
