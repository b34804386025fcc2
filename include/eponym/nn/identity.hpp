// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/nn/layer.hpp>

namespace eponym::inline EPONYM_ABI::nn {

/// Returns x. For the place of a layer that is left out.
struct Identity {
    template<class X>
    std::remove_cvref_t<X> operator()(X&& x) const {
        return std::forward<X>(x);
    }

    static constexpr std::string_view layer_name = "Identity";
    static std::string extra_repr() { return {}; }
};

}  // namespace eponym::inline EPONYM_ABI::nn
