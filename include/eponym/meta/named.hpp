// SPDX-License-Identifier: BSL-1.0
// What files say beside their tensors.
#pragma once

#include <cstdint>
#include <string>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI {

/// An entry of the metadata of a safetensors file.
struct named_text {
    std::string name;
    std::string text;

    friend bool operator==(named_text const&, named_text const&) = default;
};

/// The version number of a module under `_metadata` of a state dict, "" being the root.
struct module_version {
    std::string name;
    std::int64_t version = 0;

    friend bool operator==(module_version const&, module_version const&) = default;
};

}  // namespace eponym::inline EPONYM_ABI
