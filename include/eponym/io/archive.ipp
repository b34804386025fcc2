// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/archive.hpp>
#include <eponym/io/crc32.hpp>
#include <eponym/io/text.hpp>
#include <eponym/meta/exception.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io {

EPONYM_INLINE std::string_view name_of(format kind) {
    return kind == format::safetensors ? "safetensors" : "PyTorch zip";
}

EPONYM_INLINE std::optional<value> archive::root() const {
    if (!values) return std::nullopt;
    return value(*values, values->root);
}

EPONYM_INLINE array const* archive::find(std::string_view name) const {
    for (array const& candidate : arrays)
        if (candidate.name == name) return &candidate;
    return nullptr;
}

EPONYM_INLINE void archive::verify() {
    if (mapping) mapping->require_unchanged();
    for (unchecked_record const& record : unchecked)
        if (crc32(0, record.data, record.size) != record.crc)
            detail::refuse(path, {"the record ", detail::in_quotes(record.name),
                                  " is damaged: its checksum is not the one that was stored"});
    unchecked.clear();
}

}  // namespace eponym::inline EPONYM_ABI::io

EPONYM_END_COLD
