// SPDX-License-Identifier: BSL-1.0
#pragma once

#if defined(_WIN32)
#include <thread>
#else
#include <sched.h>
#endif

#include <eponym/meta/lock.hpp>

namespace eponym::inline EPONYM_ABI::detail {

EPONYM_INLINE void turnstile::enter() noexcept {
    while (__atomic_test_and_set(&taken_, __ATOMIC_ACQUIRE)) {
#if defined(_WIN32)
        std::this_thread::yield();
#else
        ::sched_yield();
#endif
    }
}

EPONYM_INLINE void turnstile::leave() noexcept { __atomic_clear(&taken_, __ATOMIC_RELEASE); }

}  // namespace eponym::inline EPONYM_ABI::detail
