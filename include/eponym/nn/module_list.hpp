// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include <eponym/reflect/leaf.hpp>
#include <eponym/tensor/parameter.hpp>

namespace eponym::inline EPONYM_ABI::nn {
namespace detail {

// Where position `position`, which counts from the back when negative, is in a list of `size`; throws `error`.
std::size_t position_in(std::string_view list, std::ptrdiff_t position, std::size_t size);

}  // namespace detail

/// A list of layers of one type that grows at run time; their keys are "0", "1", ... It has no call of its own. A
/// std::vector does the same but for negative positions; a std::array, whose length the compiler knows, has static
/// keys.
///
///     nn::ModuleList<nn::Linear<10, 10>> linears{3};  // three layers, drawn in order
///     linears[-1](x);
template<class Layer>
class ModuleList {
public:
    using value_type = Layer;
    using allocator_type = typename std::vector<Layer>::allocator_type;

    ModuleList() = default;
    /// `count` layers, each with values of its own.
    explicit ModuleList(std::size_t count) : layers_(count) {}
    template<class... Layers>
        requires(sizeof...(Layers) != 0 && (std::convertible_to<Layers, Layer> && ...))
    explicit ModuleList(Layers&&... layers) {
        layers_.reserve(sizeof...(Layers));
        (layers_.emplace_back(std::forward<Layers>(layers)), ...);
    }

    /// Negative positions count from the back. Throws `error` where there is none.
    template<std::integral Position>
    Layer& operator[](Position position) {
        return layers_[detail::position_in(name, std::ptrdiff_t(position), layers_.size())];
    }
    template<std::integral Position>
    Layer const& operator[](Position position) const {
        return layers_[detail::position_in(name, std::ptrdiff_t(position), layers_.size())];
    }

    /// References to elements end with a change of the list's length, as those of a std::vector do.
    Layer& append(Layer layer = Layer{}) { return layers_.emplace_back(std::move(layer)); }

    /// Appends copies of the layers of another list.
    template<class List>
    void extend(List const& list) {
        std::vector<Layer> copies(list.begin(), list.end());  // the list may be this one
        layers_.reserve(layers_.size() + copies.size());
        for (Layer& layer : copies) layers_.push_back(std::move(layer));
    }

    /// Puts a layer in front of a position.
    template<std::integral Position>
    void insert(Position position, Layer layer) {
        std::size_t const at = std::size_t(position) == layers_.size()
                                   ? layers_.size()
                                   : detail::position_in(name, std::ptrdiff_t(position), layers_.size());
        layers_.insert(layers_.begin() + std::ptrdiff_t(at), std::move(layer));
    }

    /// Takes a layer out, the last one unless told otherwise.
    Layer pop(std::ptrdiff_t position = -1) {
        auto const at = layers_.begin() + std::ptrdiff_t(detail::position_in(name, position, layers_.size()));
        Layer taken = std::move(*at);
        layers_.erase(at);
        return taken;
    }
    void pop_back() { pop(); }
    void clear() noexcept { layers_.clear(); }

    std::size_t size() const noexcept { return layers_.size(); }
    bool empty() const noexcept { return layers_.empty(); }
    Layer* data() noexcept { return layers_.data(); }
    Layer const* data() const noexcept { return layers_.data(); }
    auto begin() noexcept { return layers_.begin(); }
    auto end() noexcept { return layers_.end(); }
    auto begin() const noexcept { return layers_.begin(); }
    auto end() const noexcept { return layers_.end(); }

private:
    static constexpr std::string_view name = leaf_of<Layer> == leaf::none ? "ModuleList" : "ParameterList";

    std::vector<Layer> layers_;
};

/// The same of parameters. Those of different sizes have them open in their type:
/// `nn::ParameterList<ep::Parameter<4, ep::dyn>> params{ep::randn<4, 4>(), ep::randn<4, 1>()};`
template<class P = Parameter<dyn, dyn>>
using ParameterList = ModuleList<P>;

}  // namespace eponym::inline EPONYM_ABI::nn

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/module_list.ipp>
#endif
