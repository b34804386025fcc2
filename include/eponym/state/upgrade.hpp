// SPDX-License-Identifier: BSL-1.0
// Classes whose state has changed since files were written: each says its version, which is saved with the model as
// PyTorch saves a module's `_version`, and how the state of an earlier version becomes this one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <eponym/nn/layer.hpp>
#include <eponym/state/state_dict.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

template<class T>
concept has_version = requires { std::int64_t(T::version); };

/// `static void upgrade(ep::StateDict& state, std::string_view prefix, std::int64_t saved)`, `saved` being the version of
/// the state, 0 where the source notes none.
template<class T>
concept has_upgrade = has_version<T> && requires(StateDict& state, std::string_view prefix, std::int64_t version) {
    T::upgrade(state, prefix, version);
};

/// The layers that have counted their batches from version 2 on.
template<class T>
concept counts_batches = nn::library_layer<T> && has_version<T> && requires(T& layer) { layer.num_batches_tracked; };

void add_batch_count(StateDict& state, std::string_view prefix, std::int64_t version);

using upgrade_function = void (*)(StateDict& state, std::string_view prefix, std::int64_t version);

template<class T>
constexpr upgrade_function upgrade_of() {
    if constexpr (has_upgrade<T>)
        return &T::upgrade;
    else if constexpr (counts_batches<T>)
        return &add_batch_count;
    else
        return nullptr;
}

}  // namespace detail

/// The version that is saved for a class: its `static constexpr std::int64_t version`, else 1 as in PyTorch.
template<class T>
constexpr std::int64_t version_of() {
    if constexpr (detail::has_version<T>)
        return T::version;
    else
        return 1;
}

/// A place of a model whose class can upgrade the state of earlier versions.
struct model_upgrade {
    std::string prefix;  // "encoder.norm.", empty for the root
    std::int64_t version = 1;
    detail::upgrade_function upgrade = nullptr;
};

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/state/upgrade.ipp>
#endif
