// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/state/load_options.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::detail {

EPONYM_INLINE load_options combine(load_options first, load_options const& second) {
    if (first.path.empty())
        first.path = second.path;
    else if (!second.path.empty())
        first.path += '.' + second.path;
    first.rules.append(second.rules.data(), second.rules.size());
    first.allow.missing = first.allow.missing || second.allow.missing;
    first.allow.unexpected = first.allow.unexpected || second.allow.unexpected;
    first.allow.mismatched = first.allow.mismatched || second.allow.mismatched;
    return first;
}

}  // namespace eponym::inline EPONYM_ABI::detail

EPONYM_END_COLD
