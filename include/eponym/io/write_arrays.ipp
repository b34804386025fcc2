// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/sort.hpp>
#include <eponym/io/text.hpp>
#include <eponym/io/write_arrays.hpp>
#include <eponym/meta/exception.hpp>
#include <eponym/meta/list.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io::detail {

EPONYM_INLINE std::uint64_t checked_byte_count(array const& a, std::string const& file) {
    std::uint64_t bits = 1;
    auto const multiply = [&](std::uint64_t by) {
        if (by != 0 && bits > UINT64_MAX / by) refuse(file, {"the size of tensor ", in_quotes(a.name), " overflows"});
        bits *= by;
    };
    for (dim const size : a.shape) multiply(std::uint64_t(size));
    multiply(std::uint64_t(bits_of(a.type)));
    if (bits % 8 != 0)
        refuse(file, {"tensor ", in_quotes(a.name), " of dtype ", name_of(a.type), " does not fill its last byte"});
    return bits / 8;
}

EPONYM_INLINE void require_unique_names(std::span<array const> arrays, std::string const& file) {
    list<std::string const*> names;
    names.reserve(arrays.size());
    for (array const& a : arrays) names.push_back(&a.name);
    sort_by(names, [](std::string const* a, std::string const* b) { return *a < *b; });
    for (std::size_t i = 1; i < names.size(); ++i)
        if (*names[i] == *names[i - 1]) refuse(file, {"the name ", in_quotes(*names[i]), " occurs twice"});
}

EPONYM_INLINE void require_writable(std::span<array const> arrays, std::string const& file) {
    for (array const& a : arrays) {
        if (auto const fault = fault_of_name(a.name); !fault.empty())
            refuse(file, {"cannot be written: the name ", in_quotes(a.name), " ", fault});
        if (a.shape.size() > longest_shape)
            refuse(file, {"cannot be written: ", in_quotes(a.name), " has more than 64 dimensions"});
        for (dim const size : a.shape)
            if (size < 0) refuse(file, {"cannot be written: ", in_quotes(a.name), " has a negative size"});
        if (!a.strides.empty() && a.strides.size() != a.shape.size())
            refuse(file, {"cannot be written: ", in_quotes(a.name), " has ", a.shape.size(), " dimensions and ",
                          a.strides.size(), " strides"});
        checked_byte_count(a, file);
        if (bits_of(a.type) % 8 != 0 && !is_contiguous(a))
            refuse(file,
                   {"cannot be written: ", in_quotes(a.name), " of dtype ", name_of(a.type), " is not contiguous"});
    }
    require_unique_names(arrays, file);
}

}  // namespace eponym::inline EPONYM_ABI::io::detail

EPONYM_END_COLD
