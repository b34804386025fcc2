// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

/// A number that several threads may read and raise. The compilers' own functions, because <atomic> and <memory> cost
/// every file that uses the library a quarter of a second.
class shared_number {
public:
    explicit shared_number(std::uint64_t start = 0) noexcept : number_(start) {}

    std::uint64_t load() const noexcept { return __atomic_load_n(&number_, __ATOMIC_ACQUIRE); }
    /// Nothing else becomes visible with it.
    void increment() noexcept { __atomic_fetch_add(&number_, 1, __ATOMIC_RELAXED); }
    /// Returns what is left.
    std::uint64_t decrement() noexcept { return __atomic_sub_fetch(&number_, 1, __ATOMIC_ACQ_REL); }

private:
    std::uint64_t number_;
};

}  // namespace detail

/// The base of what `shared` owns: it counts its owners. A copy begins its own count.
class counted {
public:
    counted() noexcept = default;
    counted(counted const&) noexcept {}
    counted& operator=(counted const&) noexcept { return *this; }
    virtual ~counted() = default;

private:
    template<class>
    friend class shared;
    mutable detail::shared_number owners_{1};
};

/// Owns an object together with others, as std::shared_ptr does, and keeps the count in the object. The compiler makes
/// no more than the functions below for a type.
template<class T>
class shared {
public:
    shared() noexcept = default;
    shared(std::nullptr_t) noexcept {}
    shared(shared const& other) noexcept : object_(other.object_) { retain(); }
    shared(shared&& other) noexcept : object_(other.object_) { other.object_ = nullptr; }
    template<class Derived>
        requires std::is_convertible_v<Derived*, T*>
    shared(shared<Derived> const& other) noexcept : object_(other.get()) {
        retain();
    }
    ~shared() { release(); }
    shared& operator=(shared other) noexcept {
        T* const mine = object_;
        object_ = other.object_;
        other.object_ = mine;
        return *this;
    }

    template<class... Arguments>
    static shared make(Arguments&&... arguments) {
        return shared(new T(static_cast<Arguments&&>(arguments)...));
    }

    [[gnu::always_inline]] T* get() const noexcept { return object_; }
    [[gnu::always_inline]] T& operator*() const noexcept { return *object_; }
    [[gnu::always_inline]] T* operator->() const noexcept { return object_; }
    [[gnu::always_inline]] explicit operator bool() const noexcept { return object_ != nullptr; }

    /// How many own the object; 0 of none.
    std::size_t use_count() const noexcept {
        return object_ != nullptr ? std::size_t(static_cast<counted const*>(object_)->owners_.load()) : 0;
    }

    friend bool operator==(shared const& a, shared const& b) noexcept { return a.object_ == b.object_; }
    friend bool operator==(shared const& a, std::nullptr_t) noexcept { return a.object_ == nullptr; }

private:
    explicit shared(T* object) noexcept : object_(object) {}

    void retain() const noexcept {
        if (object_ != nullptr) static_cast<counted const*>(object_)->owners_.increment();
    }
    void release() noexcept {
        if (object_ == nullptr) return;
        // Whoever is alone needs no exchange with other threads: nobody is left who could take a share.
        counted const* const object = object_;
        if (object->owners_.load() == 1 || object->owners_.decrement() == 0) delete object;
    }

    T* object_ = nullptr;
};

namespace detail {
template<class T>
struct kept final : counted {
    explicit kept(T value) : object(static_cast<T&&>(value)) {}
    T object;
};
}  // namespace detail

/// Any object as the owner of memory that tensors use: `AnyTensor::borrow(data, ..., ep::keep(std::move(buffer)))`.
template<class T>
shared<counted const> keep(T object) {
    return shared<detail::kept<T> const>::make(static_cast<T&&>(object));
}

}  // namespace eponym::inline EPONYM_ABI
