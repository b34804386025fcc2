// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include <eponym/reflect/walk.hpp>
#include <eponym/tensor/any_tensor.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

// Looks for a place by its key, and keeps the key that is nearest to it.
class place_finder {
public:
    explicit place_finder(std::string_view path) : path_(path), hash_(hash_of(path)) {}

    bool is_at(place const& here) {
        if (here.key_hash == hash_ && here.key_size == path_.size() && here.key() == path_) return true;
        consider(here);
        return false;
    }

    [[noreturn]] void throw_absent(std::string_view model) const;
    [[noreturn]] void throw_other(std::string_view model, std::string_view is, std::string_view wanted) const;

private:
    void consider(place const& here);

    std::string_view path_;
    std::uint64_t hash_;
    std::string nearest_;
    std::size_t distance_ = std::size_t(-1);
};

template<class Wanted>
struct typed_finder : place_finder {
    using place_finder::place_finder;

    Wanted* found = nullptr;
    std::string_view other{};  // the type of what is there instead

    void leaf(place const& here, auto& leaf) { look(here, leaf); }
    void enter(place const& here, auto& node) { look(here, node); }

private:
    template<class T>
    void look(place const& here, T& object) {
        if (!is_at(here)) return;
        if constexpr (std::is_same_v<T, Wanted>)
            found = &object;
        else
            other = type_name<std::remove_const_t<T>>();
    }
};

struct leaf_finder : place_finder {
    using place_finder::place_finder;

    AnyTensor found;
    std::string_view other{};

    void leaf(place const& here, auto const& leaf) {
        if (is_at(here)) found = leaf.any();
    }
    template<class T>
    void enter(place const& here, T const&) {
        if (is_at(here)) other = type_name<T>();
    }
};

}  // namespace detail

/// The module or parameter of type `T` at a place: `ep::find<nn::Linear<400, 120>>(net, "classifier.0")`. Throws
/// `error`, with the nearest name, where there is none, or where it is of another type.
template<class T, class Model>
auto& find(Model& model, std::string_view path) {
    using wanted = std::conditional_t<std::is_const_v<Model>, T const, T>;
    detail::typed_finder<wanted> finder(path);
    walk(model, finder);
    if (finder.found == nullptr && !finder.other.empty())
        finder.throw_other(class_name<std::remove_const_t<Model>>(), finder.other, type_name<T>());
    if (finder.found == nullptr) finder.throw_absent(class_name<std::remove_const_t<Model>>());
    return *finder.found;
}

/// The tensor of the parameter, buffer or constant at a place, sharing its memory. Throws as above.
template<class Model>
AnyTensor find_tensor(Model const& model, std::string_view path) {
    detail::leaf_finder finder(path);
    walk(model, finder);
    if (!finder.found.defined() && !finder.other.empty())
        finder.throw_other(class_name<Model>(), finder.other, "parameter");
    if (!finder.found.defined()) finder.throw_absent(class_name<Model>());
    return finder.found;
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/state/find.ipp>
#endif
