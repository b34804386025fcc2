// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <eponym/meta/list.hpp>
#include <eponym/state/load_options.hpp>
#include <eponym/state/load_report.hpp>
#include <eponym/state/model_leaves.hpp>
#include <eponym/state/state_dict.hpp>

namespace eponym::inline EPONYM_ABI {

/// Which tensor of a source goes into which parameter of a model, and what does not fit.
struct load_plan {
    struct copy {
        std::uint32_t leaf;    // position in model_leaves::leaves
        std::uint32_t source;  // position in the state dict
    };

    list<copy> copies;
    load_report report;
};

/// Compares; nothing is changed.
load_plan plan_load(model_leaves const& model, StateDict const& source, load_options const& options = {});

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/state/load_plan.ipp>
#endif
