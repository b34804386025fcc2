// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>

#include <eponym/state/load_plan.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

/// Plans, verifies everything and only then copies, which neither allocates nor throws.
load_report copy_into(model_leaves const& model, StateDict const& source, load_options const& options);

/// The same, but the model's tensors become those of the source.
load_report adopt_into(model_leaves const& model, StateDict const& source, load_options const& options);

}  // namespace detail

/// Copies the tensors of `source` into the parameters and buffers of `model`. Strict: each key must have its partner
/// with the same shape; the options say otherwise. The model keeps its dtypes, values are converted; sizes that the
/// model's type leaves open become the source's. All or nothing: a `load_error`, or the `file_error` of a damaged
/// source, leaves the model's bytes untouched. A parameter that was moved from is an `error`.
template<class Model>
    requires(!std::is_const_v<Model>)
load_report load_state_dict(Model& model, StateDict const& source, load_options const& options = {}) {
    return detail::copy_into(leaves_of(model), source, options);
}

/// As `load_state_dict`, without a copy: from then on the model's parameters are the source's memory. What has another
/// dtype, gaps, or an address that its dtype cannot be read from is copied after all. Checksums are not verified.
template<class Model>
    requires(!std::is_const_v<Model>)
load_report adopt_state_dict(Model& model, StateDict const& source, load_options const& options = {}) {
    return detail::adopt_into(leaves_of(model), source, options);
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/state/load_state_dict.ipp>
#endif
