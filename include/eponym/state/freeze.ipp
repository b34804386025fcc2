// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/meta/exception.hpp>
#include <eponym/meta/log.hpp>
#include <eponym/reflect/names.hpp>
#include <eponym/state/freeze.hpp>
#include <eponym/state/rules.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::detail {

EPONYM_INLINE std::size_t require_gradients(model_leaves const& model, std::string_view pattern, bool on) {
    std::size_t count = 0;
    std::string_view nearest;
    std::size_t best = std::size_t(-1);
    for (model_leaf const& leaf : model.leaves) {
        if (leaf.kind != eponym::leaf::parameter) continue;
        if (matches(pattern, leaf.key) || is_at_or_below(leaf.key, pattern)) {
            existing(model, leaf).impl().requires_grad = on;
            ++count;
        } else if (std::size_t const distance = name_distance(leaf.key, pattern); distance < best) {
            best = distance;
            nearest = leaf.key;
        }
    }
    if (count == 0)
        throw error(std::string(model.model) + " has no parameter that matches '" + std::string(pattern) + "'" +
                    (nearest.empty() ? std::string() : "; the nearest is '" + std::string(nearest) + "'"));
    if (log_is_set())
        log(std::string(model.model) + ": " + std::to_string(count) +
            (on ? " parameters unfrozen" : " parameters frozen") + " by '" + std::string(pattern) + "'");
    return count;
}

}  // namespace eponym::inline EPONYM_ABI::detail

EPONYM_END_COLD
