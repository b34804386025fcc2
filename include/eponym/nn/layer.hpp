// SPDX-License-Identifier: BSL-1.0
// What the library's layers have in common: `layer_name` and `extra_repr()` for printing, and a way to be watched.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include <eponym/tensor/tensor.hpp>

namespace eponym::inline EPONYM_ABI::nn {

/// A layer of the library: prints as `layer_name(extra_repr())`.
template<class L>
concept library_layer = requires {
    { L::layer_name } -> std::convertible_to<std::string_view>;
};

namespace detail {

// Told of each result that a layer gives while a summary is made.
class layer_observer {
public:
    virtual ~layer_observer() = default;
    virtual void result_of(void const* layer, AnyTensor const& result) = 0;

    static layer_observer*& current() noexcept {
        thread_local layer_observer* observer = nullptr;
        return observer;
    }
};

template<class Layer, class Result>
Result observed(Layer const& layer, Result result) {
    if constexpr (!poisoned<Result>)
        if (layer_observer* observer = layer_observer::current(); observer != nullptr) [[unlikely]]
            observer->result_of(&layer, result.any());
    return result;
}

}  // namespace detail
}  // namespace eponym::inline EPONYM_ABI::nn
