// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <eponym/nn/layer.hpp>
#include <eponym/reflect/names.hpp>
#include <eponym/reflect/walk.hpp>
#include <eponym/tensor/create.hpp>
#include <eponym/tensor/parameter.hpp>

namespace eponym::inline EPONYM_ABI {

/// One library layer of a model, and what one call of the model made of it.
struct layer_summary {
    std::string path;   // "features.0"
    std::string layer;  // "Conv2d"
    Shape output{};     // of the last call
    bool called = false;
    dim parameters = 0;
    dim macs = 0;  // multiplications with additions, over all calls
    std::size_t parameter_bytes = 0;
    std::size_t output_bytes = 0;
};

/// What a model is made of and what one forward pass costs.
struct model_summary {
    std::string name;
    std::vector<layer_summary> layers;
    dim parameters = 0;  // those outside of library layers included
    std::size_t parameter_bytes = 0;
    dim macs = 0;
    std::size_t output_bytes = 0;  // of all layers together

    /// A table, one line a layer and the totals.
    std::string text() const;
};

namespace detail {

class summary_builder final : public nn::detail::layer_observer {
public:
    model_summary summary;

    template<class T>
    void leaf(place const&, T const& member) {
        if constexpr (leaf_of<T> == leaf::parameter) count(member.any());
    }
    template<class T>
    void enter(place const& here, T const& node) {
        if constexpr (nn::library_layer<T> && node_of<T> != node::positional) {
            dim macs = 0;
            if constexpr (requires { T::macs_per_output; }) macs = T::macs_per_output;
            begin_layer(here.key(), T::layer_name, &node, macs);
        }
    }
    template<class T>
    void leave(place const&, T const&) {
        if constexpr (nn::library_layer<T> && node_of<T> != node::positional) inside_ = false;
    }

    void result_of(void const* layer, AnyTensor const& result) override;

private:
    void begin_layer(std::string path, std::string_view name, void const* layer, dim macs_per_output);
    void count(AnyTensor const& parameter);

    std::vector<void const*> addresses_;
    std::vector<dim> macs_per_output_;
    bool inside_ = false;
};

class watching {
public:
    explicit watching(nn::detail::layer_observer& observer) : before_(nn::detail::layer_observer::current()) {
        nn::detail::layer_observer::current() = &observer;
    }
    ~watching() { nn::detail::layer_observer::current() = before_; }
    watching(watching const&) = delete;
    watching& operator=(watching const&) = delete;

private:
    nn::detail::layer_observer* before_;
};

}  // namespace detail

/// Calls the model once with x and reports each of its layers: output shape, parameters, multiply-adds, bytes.
template<class Model, tensor_like X>
model_summary summary(Model const& model, X const& x) {
    detail::summary_builder builder;
    builder.summary.name = class_name<Model>();
    walk(model, builder);
    detail::watching const watch(builder);
    (void)model(x);
    return std::move(builder.summary);
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/summary.ipp>
#endif
