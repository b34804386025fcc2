// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <eponym/meta/list.hpp>
#include <eponym/meta/shared.hpp>

namespace eponym::inline EPONYM_ABI::io {

/// The kinds of things that a checkpoint consists of. torch.Size is a tuple, a set a list, Counter and OrderedDict are
/// dicts, a complex number is a tuple of two reals, torch.float32 and torch.device("cuda:0") are text ("torch.float32",
/// "cuda:0").
enum class value_kind : std::uint8_t { none, boolean, integer, real, text, bytes, list, tuple, dict, tensor };

std::string_view name_of(value_kind kind);

/// All values of one file, in flat arrays, so that neither building nor destroying them nests. A value that a file
/// mentions twice is there once. Cycles do not occur.
struct value_tree final : counted {
    struct node {
        value_kind kind = value_kind::none;
        std::uint32_t size = 0;     // of text and bytes; of a container, its items
        std::uint64_t content = 0;  // the number's bits; where text, or the children, begin; which tensor
    };
    struct attributes {
        std::uint32_t dict;
        std::uint32_t state;
    };
    list<node> nodes;
    list<std::uint32_t> children;  // of a dict: key, item, key, item
    std::string text;
    list<attributes> states;  // in the order of `dict`
    std::uint32_t root = 0;
};

/// One value of a `value_tree`, which must outlive it. Asking for what it is not throws eponym::error.
class value {
public:
    value(value_tree const& tree, std::uint32_t index) : tree_(&tree), index_(index) {}

    value_kind kind() const { return node().kind; }
    bool is_none() const { return kind() == value_kind::none; }

    bool boolean() const;
    std::int64_t integer() const;
    double real() const;  // an integer counts as well
    std::string_view text() const;
    std::string_view bytes() const;

    /// Which of the file's arrays this tensor is; of several names, the first.
    std::size_t tensor() const;

    /// The number of items of a list, a tuple or a dict.
    std::size_t size() const;

    /// Item `i` of a list, a tuple or a dict.
    value operator[](std::size_t i) const;

    /// Key `i` of a dict: text or an integer.
    value key(std::size_t i) const;

    /// The item of a dict under `name`, if there is one.
    std::optional<value> find(std::string_view name) const;

    /// The Python attributes of an OrderedDict, if it has some: a dict with "_metadata" for what state_dict() returns.
    std::optional<value> attributes() const;

private:
    value_tree::node const& node() const { return tree_->nodes[index_]; }
    value_tree::node const& require(value_kind kind) const;

    value_tree const* tree_;
    std::uint32_t index_;
};

}  // namespace eponym::inline EPONYM_ABI::io

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/value.ipp>
#endif
