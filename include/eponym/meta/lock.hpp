// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI::detail {

/// Lets one thread in at a time; the others give up their time slices until it is out. For what is held shortly or met
/// seldom. <mutex> and <atomic> would cost every file that uses the library a fifth of a second.
class turnstile {
public:
    void enter() noexcept;
    void leave() noexcept;

private:
    bool taken_ = false;
};

/// Inside of a turnstile as long as it lives.
class turn {
public:
    explicit turn(turnstile& through) noexcept : through_(through) { through_.enter(); }
    ~turn() { through_.leave(); }
    turn(turn const&) = delete;
    turn& operator=(turn const&) = delete;

private:
    turnstile& through_;
};

/// A value that one thread sets and others read: who sees it sees what was written before it.
template<class T>
class published {
public:
    explicit published(T value) noexcept : value_(value) {}
    T load() const noexcept { return __atomic_load_n(&value_, __ATOMIC_ACQUIRE); }
    void store(T value) noexcept { __atomic_store_n(&value_, value, __ATOMIC_RELEASE); }

private:
    T value_;
};

}  // namespace eponym::inline EPONYM_ABI::detail

#if EPONYM_WITH_DEFINITIONS
#include <eponym/meta/lock.ipp>
#endif
