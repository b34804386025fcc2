// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstring>

#include <eponym/meta/list.hpp>
#include <eponym/state/convertible.hpp>
#include <eponym/state/key_index.hpp>
#include <eponym/state/load_plan.hpp>
#include <eponym/tensor/shape.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI {

namespace detail {

EPONYM_INLINE bool same_values(AnyTensor const& a, AnyTensor const& b) {
    if (a.type() != b.type() || a.shape() != b.shape()) return false;
    AnyTensor const left = a.contiguous();
    AnyTensor const right = b.contiguous();
    return left.bytes() == 0 || std::memcmp(left.const_bytes(), right.const_bytes(), left.bytes()) == 0;
}

/// The keys of a model, to be looked up.
class leaf_index {
public:
    explicit leaf_index(list<model_leaf> const& leaves) : leaves_(leaves), table_(slots_for(leaves.size())) {
        std::uint32_t const repeated = index_keys(table_, leaves_, leaves_.size());
        if (repeated != absent)
            throw error("the model has the key '" + leaves[repeated].key + "' twice; rename one of the members");
    }

    std::uint32_t find(std::string_view key) const {
        return table_[find_slot(std::span<std::uint32_t const>(table_), leaves_, key, hash_of(key))];
    }

private:
    list<model_leaf> const& leaves_;
    list<std::uint32_t> table_;
};

/// Builds a plan: first each key of the source finds its parameter, then each parameter looks at what it was given.
class load_planner {
public:
    load_planner(model_leaves const& model, StateDict const& source, load_options const& options)
        : model_(model),
          source_(source),
          options_(options),
          index_(model.leaves),
          given_(model.leaves.size(), absent),
          rejected_(model.leaves.size(), false) {}

    load_plan plan() {
        load_report& report = plan_.report;
        report.model = std::string(model_.model);
        report.origin = source_.origin;
        for (std::uint32_t i = 0; i != source_.size(); ++i) assign(i);
        for (auto const& [position, leaf] : aliased_) merge_alias(position, leaf);
        for (std::uint32_t i = 0; i != model_.leaves.size(); ++i) judge(i);
        if (!report.missing.empty()) suggest();
        return std::move(plan_);
    }

private:
    // What the model calls a key of the source; empty where it is not to be loaded.
    std::string renamed(std::string_view key) const {
        if (!options_.path.empty()) {
            if (key.size() == options_.path.size() || !is_at_or_below(key, options_.path)) return {};
            key.remove_prefix(options_.path.size() + 1);
        }
        return options_.rules.empty() ? std::string(key) : eponym::apply(options_.rules, key);
    }

    std::uint32_t find_alias(std::string const& key) const {
        for (model_alias const& alias : model_.aliases)
            if (is_at_or_below(key, alias.key)) return index_.find(alias.same_as + key.substr(alias.key.size()));
        return absent;
    }

    void assign(std::uint32_t position) {
        std::string const key = renamed(source_.entry(position).name);
        if (key.empty()) return;
        if (std::uint32_t const leaf = index_.find(key); leaf != absent) {
            if (given_[leaf] == absent)
                given_[leaf] = position;
            else
                reject(leaf, "is what the rules make of two keys: '" + source_.entry(given_[leaf]).name + "' and '" +
                                 source_.entry(position).name + "'");
        } else if (std::uint32_t const owner = find_alias(key); owner != absent) {
            aliased_.push_back({position, owner});
        } else {
            plan_.report.unexpected.push_back(key);
        }
    }

    // A tied place under its second name: the values themselves where the first name is absent, else equal ones.
    void merge_alias(std::uint32_t position, std::uint32_t leaf) {
        if (given_[leaf] == absent)
            given_[leaf] = position;
        else if (!same_values(source_.entry(position).tensor, source_.entry(given_[leaf]).tensor))
            reject(leaf, "is tied to '" + source_.entry(position).name + "', which has other values in the source");
    }

    void judge(std::uint32_t position) {
        model_leaf const& leaf = model_.leaves[position];
        if (given_[position] == absent) {
            if (!options_.rules.empty() && !is_asked(options_.rules, leaf.key)) return;
            ++plan_.report.asked;
            plan_.report.missing.push_back(leaf.key);
            return;
        }
        ++plan_.report.asked;
        AnyTensor const& given = source_.entry(given_[position]).tensor;
        if (!loads_into(given.shape(), leaf.declared))
            return reject(position, "is " + to_string(leaf.declared) + " in the model, " + to_string(given.shape()) +
                                        " in the source");
        if (!loads_into(given.type(), leaf.type))
            return reject(position, "is " + std::string(name_of(leaf.type)) + " in the model, " +
                                        std::string(name_of(given.type())) + " in the source, which it cannot hold");
        if (rejected_[position]) return;
        ++plan_.report.matched;
        plan_.copies.push_back({position, given_[position]});
    }

    // Once for each parameter: a source with thousands of keys for one is one mistake.
    void reject(std::uint32_t position, std::string reason) {
        if (rejected_[position]) return;
        rejected_[position] = true;
        plan_.report.mismatched.push_back({model_.leaves[position].key, std::move(reason)});
    }

    // How many keys of the source are below `prefix`, and how many of the model's they would fill without it.
    struct prefix_count {
        std::size_t below = 0;
        std::size_t found = 0;
    };
    prefix_count count_without(std::string_view prefix) const {
        prefix_count count;
        for (named_tensor const& entry : source_) {
            std::string_view const key = entry.name;
            if (key.substr(0, prefix.size()) != prefix) continue;
            ++count.below;
            if (index_.find(key.substr(prefix.size())) != absent) ++count.found;
        }
        return count;
    }

    std::size_t count_with(std::string const& prefix) const {
        std::size_t found = 0;
        for (named_tensor const& entry : source_)
            if (index_.find(prefix + entry.name) != absent) ++found;
        return found;
    }

    // A prefix too many or too few is the most common reason: what stands before the name of the first missing
    // parameter in the source, or the other way round.
    void suggest() {
        if (!options_.path.empty()) {
            if (count_without(options_.path + '.').below != 0) return;
            plan_.report.suggestion = "there is nothing at '" + options_.path + "'; ";
        }
        if (options_.rules.empty()) suggest_prefix();
        if (plan_.report.suggestion.ends_with("; ")) plan_.report.suggestion.resize(plan_.report.suggestion.size() - 2);
    }

    void suggest_prefix() {
        std::string const& wanted = plan_.report.missing.front();
        std::size_t const total = model_.leaves.size();
        std::string const all = std::to_string(total) + " of " + std::to_string(total) + " keys match ";
        int attempts = 16;  // each looks at every key of the source
        for (named_tensor const& entry : source_) {
            std::string const& key = entry.name;
            if (attempts == 0) return;
            if (key.size() > wanted.size() + 1 && key.ends_with("." + wanted)) {
                --attempts;
                std::string const prefix = key.substr(0, key.size() - wanted.size());
                prefix_count const count = count_without(prefix);
                if (count.found != total) continue;
                if (count.below == source_.size())
                    plan_.report.suggestion += all + "after strip_prefix<\"" + prefix + "\">";
                else
                    plan_.report.suggestion += all + "with at{\"" + prefix.substr(0, prefix.size() - 1) + "\"}";
                return;
            }
            if (wanted.size() > key.size() + 1 && wanted.ends_with("." + key)) {
                --attempts;
                std::string const prefix = wanted.substr(0, wanted.size() - key.size());
                if (count_with(prefix) != total) continue;
                plan_.report.suggestion += all + "after add_prefix<\"" + prefix + "\">";
                return;
            }
        }
    }

    struct alias_entry {
        std::uint32_t position;
        std::uint32_t leaf;
    };

    model_leaves const& model_;
    StateDict const& source_;
    load_options const& options_;
    leaf_index index_;
    list<std::uint32_t> given_;  // for each leaf, the position in the source
    list<bool> rejected_;
    list<alias_entry> aliased_;
    load_plan plan_;
};

}  // namespace detail

EPONYM_INLINE load_plan plan_load(model_leaves const& model, StateDict const& source, load_options const& options) {
    return detail::load_planner(model, source, options).plan();
}

}  // namespace eponym::inline EPONYM_ABI

EPONYM_END_COLD
