// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <initializer_list>
#include <new>
#include <type_traits>

#include <eponym/meta/config.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI {

namespace detail {

/// The memory of a list, whatever its elements are.
struct list_memory {
    void* items = nullptr;
    std::size_t size = 0;
    std::size_t capacity = 0;

    /// Memory for at least `wanted` elements, twice as many as there are now where that is more; `capacity` becomes
    /// their number, the elements stay where they are.
    void* allocate(std::size_t wanted, std::size_t width);
    /// The same, and the elements, which are plain bytes, move there.
    void grow(std::size_t wanted, std::size_t width);
    /// Appends a copy of the elements of another list, which are plain bytes.
    void append(void const* others, std::size_t count, std::size_t width);
    void release() noexcept;
};

}  // namespace detail

/// A growing array with the interface of std::vector, as far as this library needs it. The compiler makes a handful of
/// small functions for an element type, where std::vector takes sixty: in a header-only library whose readers work on
/// thirty types that is the difference of seconds a file.
template<class T>
class list {
    // std::list nodes and the like: what does not survive a move without throwing could be lost when a list grows.
    static_assert(std::is_nothrow_move_constructible_v<T> && alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
    static constexpr bool is_bytes = std::is_trivially_copyable_v<T>;

public:
    using value_type = T;

    list() noexcept = default;
    list(list&& other) noexcept : memory_(other.memory_) { other.memory_ = {}; }
    list(list const& other) { append(other.data(), other.size()); }
    list(T const* items, std::size_t count) { append(items, count); }
    list(std::initializer_list<T> items) { append(items.begin(), items.size()); }
    explicit list(std::size_t count, T const& value = T()) { resize(count, value); }
    ~list() {
        if constexpr (!is_bytes) clear();
        memory_.release();
    }
    list& operator=(list other) noexcept {
        detail::list_memory const mine = memory_;
        memory_ = other.memory_;
        other.memory_ = mine;
        return *this;
    }

    // The compiler looks at these where they are used, in a build without optimisation too, and not as functions.
    [[gnu::always_inline]] T* data() noexcept { return static_cast<T*>(memory_.items); }
    [[gnu::always_inline]] T const* data() const noexcept { return static_cast<T const*>(memory_.items); }
    [[gnu::always_inline]] std::size_t size() const noexcept { return memory_.size; }
    [[gnu::always_inline]] bool empty() const noexcept { return memory_.size == 0; }

    [[gnu::always_inline]] T* begin() noexcept { return static_cast<T*>(memory_.items); }
    [[gnu::always_inline]] T* end() noexcept { return static_cast<T*>(memory_.items) + memory_.size; }
    [[gnu::always_inline]] T const* begin() const noexcept { return static_cast<T const*>(memory_.items); }
    [[gnu::always_inline]] T const* end() const noexcept { return static_cast<T const*>(memory_.items) + memory_.size; }

    [[gnu::always_inline]] T& operator[](std::size_t i) noexcept { return static_cast<T*>(memory_.items)[i]; }
    [[gnu::always_inline]] T const& operator[](std::size_t i) const noexcept {
        return static_cast<T const*>(memory_.items)[i];
    }
    [[gnu::always_inline]] T& front() noexcept { return static_cast<T*>(memory_.items)[0]; }
    [[gnu::always_inline]] T const& front() const noexcept { return static_cast<T const*>(memory_.items)[0]; }
    [[gnu::always_inline]] T& back() noexcept { return static_cast<T*>(memory_.items)[memory_.size - 1]; }
    [[gnu::always_inline]] T const& back() const noexcept {
        return static_cast<T const*>(memory_.items)[memory_.size - 1];
    }

    void push_back(T item) {
        if (memory_.size == memory_.capacity) reserve(memory_.size + 1);
        ::new (static_cast<void*>(data() + memory_.size)) T(static_cast<T&&>(item));
        ++memory_.size;
    }

    void pop_back() noexcept {
        --memory_.size;
        if constexpr (!is_bytes) data()[memory_.size].~T();
    }

    void append(T const* items, std::size_t count) {
        if constexpr (is_bytes) {
            memory_.append(items, count, sizeof(T));
        } else {
            if (memory_.capacity - memory_.size < count) reserve(memory_.size + count);
            for (std::size_t i = 0; i < count; ++i) push_back(items[i]);
        }
    }

    void reserve(std::size_t count) {
        if (count <= memory_.capacity) return;
        if constexpr (is_bytes) {
            memory_.grow(count, sizeof(T));
        } else {
            T* const from = data();
            T* const to = static_cast<T*>(memory_.allocate(count, sizeof(T)));
            for (std::size_t i = 0; i < memory_.size; ++i) {
                ::new (static_cast<void*>(to + i)) T(static_cast<T&&>(from[i]));
                from[i].~T();
            }
            ::operator delete(from);
            memory_.items = to;
        }
    }

    void resize(std::size_t count, T const& value = T()) {
        if (count > memory_.capacity) reserve(count);
        if constexpr (is_bytes) {
            if (memory_.size > count) memory_.size = count;
        } else {
            while (memory_.size > count) pop_back();
        }
        for (T* place = end(); memory_.size < count; ++place, ++memory_.size)
            ::new (static_cast<void*>(place)) T(value);
    }

    void clear() noexcept {
        if constexpr (is_bytes)
            memory_.size = 0;
        else
            while (memory_.size > 0) pop_back();
    }

    friend bool operator==(list const& a, list const& b) {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i)
            if (!(a[i] == b[i])) return false;
        return true;
    }

private:
    detail::list_memory memory_;
};

}  // namespace eponym::inline EPONYM_ABI

EPONYM_END_COLD

#if EPONYM_WITH_DEFINITIONS
#include <eponym/meta/list.ipp>
#endif
