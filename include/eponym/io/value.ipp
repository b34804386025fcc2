// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>

#include <eponym/io/text.hpp>
#include <eponym/io/value.hpp>
#include <eponym/meta/exception.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io {

EPONYM_INLINE std::string_view name_of(value_kind kind) {
    constexpr std::string_view names[] = {"none",  "boolean", "integer", "real", "text",
                                          "bytes", "list",    "tuple",   "dict", "tensor"};
    return names[std::size_t(kind)];
}

EPONYM_INLINE value_tree::node const& value::require(value_kind wanted) const {
    if (kind() != wanted)
        throw error(detail::sentence({"value: expected ", name_of(wanted), " and found ", name_of(kind())}));
    return node();
}

EPONYM_INLINE bool value::boolean() const { return require(value_kind::boolean).content != 0; }

EPONYM_INLINE std::int64_t value::integer() const { return std::int64_t(require(value_kind::integer).content); }

EPONYM_INLINE double value::real() const {
    if (kind() == value_kind::integer) return double(integer());
    return std::bit_cast<double>(require(value_kind::real).content);
}

EPONYM_INLINE std::string_view value::text() const {
    auto const& found = require(value_kind::text);
    return std::string_view(tree_->text).substr(std::size_t(found.content), found.size);
}

EPONYM_INLINE std::string_view value::bytes() const {
    auto const& found = require(value_kind::bytes);
    return std::string_view(tree_->text).substr(std::size_t(found.content), found.size);
}

EPONYM_INLINE std::size_t value::tensor() const { return std::size_t(require(value_kind::tensor).content); }

EPONYM_INLINE std::size_t value::size() const {
    if (kind() != value_kind::list && kind() != value_kind::tuple) return require(value_kind::dict).size;
    return node().size;
}

EPONYM_INLINE value value::operator[](std::size_t i) const {
    if (i >= size()) throw error(detail::sentence({"value: item ", i, " is beyond the ", size(), " items"}));
    std::size_t const step = kind() == value_kind::dict ? 2 : 1;
    return {*tree_, tree_->children[std::size_t(node().content) + step * i + step - 1]};
}

EPONYM_INLINE value value::key(std::size_t i) const {
    auto const& found = require(value_kind::dict);
    if (i >= found.size) throw error(detail::sentence({"value: key ", i, " is beyond the ", found.size, " items"}));
    return {*tree_, tree_->children[std::size_t(found.content) + 2 * i]};
}

EPONYM_INLINE std::optional<value> value::find(std::string_view name) const {
    require(value_kind::dict);
    for (std::size_t i = 0; i < size(); ++i) {
        value const k = key(i);
        if (k.kind() == value_kind::text && k.text() == name) return (*this)[i];
    }
    return std::nullopt;
}

EPONYM_INLINE std::optional<value> value::attributes() const {
    std::size_t low = 0, high = tree_->states.size();
    while (low < high) {
        std::size_t const middle = (low + high) / 2;
        if (tree_->states[middle].dict < index_)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == tree_->states.size() || tree_->states[low].dict != index_) return std::nullopt;
    return value(*tree_, tree_->states[low].state);
}

}  // namespace eponym::inline EPONYM_ABI::io

EPONYM_END_COLD
