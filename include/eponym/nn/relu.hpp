// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/nn/layer.hpp>
#include <eponym/ops/relu.hpp>

namespace eponym::inline EPONYM_ABI::nn {

/// max(x, 0), element by element. x: any shape  ->  the same shape
struct ReLU {
    template<class X>
    auto operator()(X&& x) const {
        return detail::observed(*this, relu(std::forward<X>(x)));
    }

    static constexpr std::string_view layer_name = "ReLU";
    static std::string extra_repr() { return {}; }
};

}  // namespace eponym::inline EPONYM_ABI::nn
