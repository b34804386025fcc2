// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/reflect/names.hpp>
#include <eponym/reflect/place.hpp>
#include <eponym/state/key_index.hpp>
#include <eponym/state/state_dict.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI {
namespace detail {

// The names and hashes of a state dict as the entries that find_slot looks at.
struct hashed_names {
    struct entry {
        std::string_view key;
        std::uint64_t hash;
    };
    named_tensor const* items;
    std::uint64_t const* hashes;

    entry operator[](std::size_t position) const { return {items[position].name, hashes[position]}; }
};

// Of many names only the first ones are compared: a hint is not worth reading a million of them.
EPONYM_INLINE std::string_view nearest_name(std::string_view wrong, StateDict const& dict) {
    constexpr std::size_t most = 4096;
    std::string_view nearest;
    std::size_t best = wrong.size() / 3 + 1;
    for (std::size_t i = 0; i < dict.size() && i < most; ++i)
        if (std::size_t const distance = name_distance(dict.entry(i).name, wrong); distance < best) {
            best = distance;
            nearest = dict.entry(i).name;
        }
    return nearest;
}

}  // namespace detail

EPONYM_INLINE std::size_t StateDict::slot_of(std::string_view name, std::uint64_t hash) const {
    return detail::find_slot(std::span<std::uint32_t const>(index_),
                             detail::hashed_names{items_.data(), hashes_.data()}, name, hash);
}

EPONYM_INLINE void StateDict::reserve(std::size_t count) {
    items_.reserve(count);
    hashes_.reserve(count);
    if (2 * count > index_.size()) index_tensors(count);
}

EPONYM_INLINE void StateDict::index_tensors(std::size_t room) {
    index_.resize(detail::slots_for(room));
    detail::index_keys(std::span<std::uint32_t>(index_), detail::hashed_names{items_.data(), hashes_.data()},
                       items_.size());
}

EPONYM_INLINE std::vector<std::string> StateDict::keys() const {
    std::vector<std::string> names;
    names.reserve(items_.size());
    for (named_tensor const& item : items_) names.push_back(item.name);
    return names;
}

EPONYM_INLINE void StateDict::insert(std::string name, AnyTensor tensor) {
    if (2 * (items_.size() + 1) > index_.size()) index_tensors(2 * items_.size() + 8);
    std::uint64_t const hash = hash_of(name);
    std::size_t const slot = slot_of(name, hash);
    if (index_[slot] != detail::absent) throw error("a state dict cannot have two tensors of the name '" + name + "'");
    items_.push_back({std::move(name), std::move(tensor)});
    hashes_.push_back(hash);
    index_[slot] = std::uint32_t(items_.size() - 1);
}

EPONYM_INLINE bool StateDict::remove(std::string_view name) {
    std::size_t const position = position_of(name);
    if (position == items_.size()) return false;
    for (std::size_t i = position + 1; i < items_.size(); ++i) {
        items_[i - 1] = std::move(items_[i]);
        hashes_[i - 1] = hashes_[i];
    }
    items_.pop_back();
    hashes_.pop_back();
    index_tensors(items_.size());
    return true;
}

EPONYM_INLINE bool StateDict::rename(std::string_view name, std::string other) {
    std::size_t const position = position_of(name);
    if (position == items_.size()) return false;
    if (std::size_t const taken = position_of(other); taken != items_.size() && taken != position)
        throw error("a state dict cannot have two tensors of the name '" + other + "'");
    hashes_[position] = hash_of(other);
    items_[position].name = std::move(other);
    index_tensors(items_.size());
    return true;
}

EPONYM_INLINE std::size_t StateDict::position_of(std::string_view name) const {
    if (items_.empty()) return 0;
    std::uint32_t const position = index_[slot_of(name, hash_of(name))];
    return position == detail::absent ? items_.size() : position;
}

EPONYM_INLINE AnyTensor const* StateDict::find(std::string_view name) const {
    std::size_t const position = position_of(name);
    return position == items_.size() ? nullptr : &items_[position].tensor;
}

EPONYM_INLINE AnyTensor const& StateDict::at(std::string_view name) const {
    if (AnyTensor const* const found = find(name); found != nullptr) return *found;
    std::string text = (origin.empty() ? "the state dict" : origin) + " has no tensor '" + std::string(name) + "'";
    std::string_view const hint = detail::nearest_name(name, *this);
    if (!hint.empty()) text += "; did you mean '" + std::string(hint) + "'?";
    throw error(text);
}

EPONYM_INLINE StateDict StateDict::below(std::string_view place) const {
    StateDict dict(origin, source_);
    dict.metadata = metadata;
    std::string const prefix = std::string(place) + ".";
    for (named_tensor const& item : items_)
        if (item.name.size() > prefix.size() && item.name.compare(0, prefix.size(), prefix) == 0)
            dict.insert(item.name.substr(prefix.size()), item.tensor);
    dict.module_versions = versions_below(place);
    return dict;
}

EPONYM_INLINE list<module_version> StateDict::versions_below(std::string_view place) const {
    list<module_version> versions;
    for (auto const& [module, version] : module_versions)
        if (module.size() >= place.size() && module.compare(0, place.size(), place) == 0 &&
            (module.size() == place.size() || module[place.size()] == '.'))
            versions.push_back(
                {module.size() == place.size() ? std::string() : module.substr(place.size() + 1), version});
    return versions;
}

}  // namespace eponym::inline EPONYM_ABI

EPONYM_END_COLD
