// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

#include <eponym/state/model_leaves.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {
std::size_t require_gradients(model_leaves const& model, std::string_view pattern, bool on);
}

/// Parameters whose keys match the pattern, or that are below the place of that name, no longer ask for gradients:
/// `ep::freeze(net, "features.*")`. "*" stands for any characters. Returns their number; throws `error` where there is
/// none.
template<class Model>
    requires(!std::is_const_v<Model>)
std::size_t freeze(Model& model, std::string_view pattern = "*") {
    return detail::require_gradients(leaves_of(model), pattern, false);
}

/// The reverse.
template<class Model>
    requires(!std::is_const_v<Model>)
std::size_t unfreeze(Model& model, std::string_view pattern = "*") {
    return detail::require_gradients(leaves_of(model), pattern, true);
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/state/freeze.ipp>
#endif
