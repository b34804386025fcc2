// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>

#include <eponym/reflect/walk.hpp>

namespace eponym::inline EPONYM_ABI {
namespace detail {

struct mode_setter {
    bool training;

    void leaf(place const&, auto&) const {}
    void enter(place const&, auto& node) const {
        if constexpr (requires {
                          { node.training } -> std::same_as<bool&>;
                      })
            node.training = training;
    }
};

}  // namespace detail

/// Sets `training` in every layer that has it, Dropout for example.
template<class Model>
void train(Model& model, bool on = true) {
    walk(model, detail::mode_setter{on});
}

/// The same as `train(model, false)`: for inference.
template<class Model>
void eval(Model& model) {
    train(model, false);
}

}  // namespace eponym::inline EPONYM_ABI
