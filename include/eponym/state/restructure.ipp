// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <utility>

#include <eponym/state/restructure.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::detail {

/// The tensors of a state dict as a list.
struct tensor_list {
    StateDict const& dict;

    std::size_t size() const { return dict.size(); }
    std::string_view key(std::size_t at) const { return dict.entry(at).name; }
    bool divides(std::size_t at, std::size_t count) const {
        Shape const& shape = dict.entry(at).tensor.shape();
        return shape.rank() != 0 && shape[0] % dim(count) == 0;
    }
    bool joinable(std::span<std::size_t const> parts) const {
        AnyTensor const& first = dict.entry(parts[0]).tensor;
        for (std::size_t at : parts) {
            Shape shape = dict.entry(at).tensor.shape();
            if (shape.rank() == 0 || dict.entry(at).tensor.type() != first.type()) return false;
            shape[0] = first.shape()[0];
            if (shape != first.shape()) return false;
        }
        return true;
    }
};

/// Makes the state dict that comes out of one split_key or concat_keys.
struct tensor_rewriter {
    StateDict const& from;
    StateDict result;

    void same(std::size_t at) { result.insert(from.entry(at).name, from.entry(at).tensor); }
    void part(std::size_t at, std::size_t index, std::size_t count, std::string_view pattern, std::string_view text) {
        AnyTensor const& whole = from.entry(at).tensor;
        dim const size = whole.shape()[0] / dim(count);
        result.insert(spell(pattern, text), whole.slice(0, dim(index) * size, dim(index + 1) * size));
    }
    void whole(std::span<std::size_t const> parts, std::string_view pattern, std::string_view text) {
        Shape shape = from.entry(parts[0]).tensor.shape();
        shape[0] = 0;
        for (std::size_t at : parts) shape[0] += from.entry(at).tensor.shape()[0];
        AnyTensor const joined = AnyTensor::empty(from.entry(parts[0]).tensor.type(), shape);
        dim begin = 0;
        for (std::size_t at : parts) {
            AnyTensor const& tensor = from.entry(at).tensor;
            dim const end = begin + tensor.shape()[0];
            joined.slice(0, begin, end).copy_from(tensor);
            begin = end;
        }
        result.insert(spell(pattern, text), joined);
    }

private:
    static std::string spell(std::string_view pattern, std::string_view text) {
        std::string key(pattern);
        if (std::size_t const star = key.find('*'); star != std::string::npos) key.replace(star, 1, text);
        return key;
    }
};

EPONYM_INLINE AnyTensor sliced(AnyTensor const& tensor, key_rule const& rule) {
    int const dimension = int(rule.dimension);
    if (dimension >= tensor.rank()) return tensor;
    dim const size = sliced_size(rule, tensor.shape()[dimension]);
    dim const first = size == 0 ? 0 : rule.first;
    return tensor.slice(rule.dimension, first, first + size);
}

EPONYM_INLINE list<module_version> renamed_versions(list<module_version> const& versions, key_rule const& rule) {
    constexpr std::string_view member = ".version";
    list<module_version> renamed;
    for (module_version const& module : versions) {
        std::string key = module.name.empty() ? std::string(member.substr(1)) : module.name + std::string(member);
        key = apply({&rule, 1}, key);
        if (key == member.substr(1))
            renamed.push_back({"", module.version});
        else if (key.size() > member.size())
            renamed.push_back({key.substr(0, key.size() - member.size()), module.version});
    }
    return renamed;
}

EPONYM_INLINE StateDict restructured(StateDict const& source, std::span<key_rule const> rules) {
    StateDict current = source;
    for (key_rule const& rule : rules) {
        tensor_rewriter next{current, StateDict(source.origin)};
        if (divides(rule)) {
            restructure(rule, tensor_list{current}, next);
        } else {
            for (named_tensor const& entry : current) {
                bool const is_sliced = rule.what == key_rule::action::slice_key && matches(rule.texts[0], entry.name);
                std::string key = apply({&rule, 1}, entry.name);
                if (!key.empty())
                    next.result.insert(std::move(key), is_sliced ? sliced(entry.tensor, rule) : entry.tensor);
            }
        }
        StateDict made = std::move(next.result);
        made.module_versions = renamed_versions(current.module_versions, rule);
        current = std::move(made);
    }
    return current;
}

EPONYM_INLINE model_leaves asked_among(model_leaves const& model, std::span<key_rule const> rules) {
    model_leaves asked;
    asked.model = model.model;
    asked.aliases = model.aliases;
    asked.upgrades = model.upgrades;
    for (model_leaf const& leaf : model.leaves)
        if (is_asked(rules, leaf.key)) asked.leaves.push_back(leaf);
    return asked;
}

}  // namespace eponym::inline EPONYM_ABI::detail

EPONYM_END_COLD
