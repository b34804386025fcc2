// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/state/compare.hpp>
#include <eponym/state/load_state_dict.hpp>
#include <eponym/state/model_state.hpp>
#include <eponym/state/restructure.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

template<class>
inline constexpr bool is_model_view = false;
template<class Model, class Pipeline>
inline constexpr bool is_model_view<model_view<Model, Pipeline>> = true;

template<class Model>
Model const& model_in(Model const& model) {
    return model;
}
template<class Model, class Pipeline>
Model const& model_in(model_view<Model, Pipeline> const& view) {
    return view.model;
}

}  // namespace detail

/// Copies the parameters and buffers of one model into another. `src` is a model, or one seen through rules:
/// `ep::load(dst, pretrained | ep::only<"features.*">)`. The compiler compares keys, shapes and dtypes and refuses what
/// does not fit, naming it; what the types leave open is compared at run time, as by `load_state_dict`.
template<class Dst, class Src>
    requires detail::model_type<Dst> && (detail::is_model_view<Src> || detail::model_type<Src>)
load_report load(Dst& dst, Src const& src) {
    using why = load_verdict<Dst, Src>;
    static_assert(holds<why>, "load(dst, src): src cannot fill dst");
    using pipeline = typename detail::source<Src>::pipeline;
    if constexpr (why::ok)
        return load_state_dict(dst, state_dict(detail::model_in(src)), pipeline{});
    else
        return {};
}

}  // namespace eponym::inline EPONYM_ABI
