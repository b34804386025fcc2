// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <eponym/reflect/leaf.hpp>
#include <eponym/tensor/parameter.hpp>

namespace eponym::inline EPONYM_ABI::nn {
namespace detail {

// Throws `error` unless `name` can be a part of a key.
void require_name(std::string_view dict, std::string_view name);
[[noreturn]] void throw_no_name(std::string_view dict, std::string_view name, std::vector<std::string> const& names);

}  // namespace detail

/// Layers of one type under names that are known at run time, in the order in which they were added. Names that are
/// known to the compiler are better the members of a struct; a std::map orders them by the alphabet.
template<class Layer>
class ModuleDict {
public:
    using key_type = std::string;
    using mapped_type = Layer;
    using value_type = std::pair<std::string, Layer>;

    ModuleDict() = default;
    ModuleDict(std::initializer_list<std::pair<std::string_view, Layer>> layers) { update(layers); }

    /// Throws `error`, with the names that there are, where there is no such name.
    Layer& operator[](std::string_view name) { return find(*this, name); }
    Layer const& operator[](std::string_view name) const { return find(*this, name); }

    bool contains(std::string_view name) const { return position_of(name) != items_.size(); }

    /// Adds a layer, or assigns to the one that has the name.
    Layer& insert(std::string_view name, Layer layer = Layer{}) {
        detail::require_name(kind, name);
        std::size_t const at = position_of(name);
        if (at == items_.size()) return items_.emplace_back(std::string(name), std::move(layer)).second;
        return items_[at].second = layer;
    }

    /// Inserts each of the layers.
    void update(ModuleDict const& layers) {
        if (&layers == this) return;
        for (auto const& [name, layer] : layers) insert(name, layer);
    }
    void update(std::initializer_list<std::pair<std::string_view, Layer>> layers) {
        for (auto const& [name, layer] : layers) insert(name, layer);
    }

    /// Takes a layer out. Throws as `operator[]` does.
    Layer pop(std::string_view name) {
        Layer taken = std::move((*this)[name]);
        items_.erase(items_.begin() + std::ptrdiff_t(position_of(name)));
        return taken;
    }
    void clear() noexcept { items_.clear(); }

    std::vector<std::string> keys() const {
        std::vector<std::string> names;
        for (auto const& item : items_) names.push_back(item.first);
        return names;
    }
    /// Pairs of name and layer, as iterating over the dict itself gives them.
    std::vector<value_type> const& items() const noexcept { return items_; }

    std::size_t size() const noexcept { return items_.size(); }
    bool empty() const noexcept { return items_.empty(); }
    auto begin() noexcept { return items_.begin(); }
    auto end() noexcept { return items_.end(); }
    auto begin() const noexcept { return items_.begin(); }
    auto end() const noexcept { return items_.end(); }

private:
    static constexpr std::string_view kind = leaf_of<Layer> == leaf::none ? "ModuleDict" : "ParameterDict";

    std::size_t position_of(std::string_view name) const {
        std::size_t at = 0;
        while (at != items_.size() && items_[at].first != name) ++at;
        return at;
    }
    template<class Self>
    static auto& find(Self& self, std::string_view name) {
        std::size_t const at = self.position_of(name);
        if (at == self.items_.size()) detail::throw_no_name(kind, name, self.keys());
        return self.items_[at].second;
    }

    std::vector<value_type> items_;
};

/// The same of parameters: `nn::ParameterDict<ep::Parameter<4, ep::dyn>> params{{"linear1", ep::randn<4, 4>()}};`
template<class P = Parameter<dyn, dyn>>
using ParameterDict = ModuleDict<P>;

}  // namespace eponym::inline EPONYM_ABI::nn

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/module_dict.ipp>
#endif
