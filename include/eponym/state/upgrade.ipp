// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/state/upgrade.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::detail {

EPONYM_INLINE void add_batch_count(StateDict& state, std::string_view prefix, std::int64_t version) {
    std::string name = std::string(prefix) + "num_batches_tracked";
    if (version >= 2 || state.contains(name)) return;
    AnyTensor const none = AnyTensor::empty(dtype::int64, {});
    *none.mutable_data<std::int64_t>() = 0;
    state.insert(std::move(name), none);
}

}  // namespace eponym::inline EPONYM_ABI::detail

EPONYM_END_COLD
