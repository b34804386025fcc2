// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

#include <eponym/meta/list.hpp>
#include <eponym/nn/layer.hpp>
#include <eponym/reflect/names.hpp>
#include <eponym/reflect/walk.hpp>
#include <eponym/tensor/create.hpp>
#include <eponym/tensor/parameter.hpp>

namespace eponym::inline EPONYM_ABI {

/// One library layer of a model, or a struct or list of yours that owns parameters by itself, and what one call of the
/// model made of it.
struct layer_summary {
    std::string path;     // "features.0"
    std::string layer;    // "Conv2d"
    Shape output{};       // of the last call
    bool called = false;  // only a library layer's calls are seen
    bool watched = false;
    dim parameters = 0;
    dim macs = 0;  // multiplications with additions, over all calls
    std::size_t parameter_bytes = 0;
    std::size_t output_bytes = 0;
};

/// What a model is made of and what one forward pass costs.
struct model_summary {
    std::string name;
    list<layer_summary> layers;
    dim parameters = 0;
    std::size_t parameter_bytes = 0;
    dim macs = 0;
    std::size_t output_bytes = 0;  // of all layers together

    /// A table, one line a layer and the totals.
    std::string text() const;
};

namespace detail {

// Multiplications with additions per element of what the layer gives; a layer whose size was open knows when called.
template<class Layer>
dim macs_of(void const* layer) {
    if constexpr (requires(Layer const& known) { known.macs_per_element(); })
        return static_cast<Layer const*>(layer)->macs_per_element();
    else if constexpr (requires { Layer::macs_per_output; })
        return Layer::macs_per_output;
    else
        return 0;
}

template<class T, std::size_t... I>
constexpr bool has_parameter(std::index_sequence<I...>) {
    return ((leaf_of<member_type<T, I>> == leaf::parameter) || ...);
}

// Whether a node owns parameters by itself, not only in its children that are nodes.
template<class T>
constexpr bool owns_parameters() {
    constexpr node kind = node_of<T>;
    if constexpr (kind == node::members)
        return has_parameter<T>(std::make_index_sequence<member_count<T>>{});
    else if constexpr (kind == node::array || kind == node::vector)
        return leaf_of<typename T::value_type> == leaf::parameter;
    else if constexpr (kind == node::map)
        return leaf_of<typename T::mapped_type> == leaf::parameter;
    else
        return false;
}

class summary_builder final : public nn::detail::layer_observer {
public:
    model_summary summary;

    template<class T>
    void leaf(place const&, T const& member) {
        if constexpr (leaf_of<T> == leaf::parameter) add_parameter(member.any());
    }
    template<class T>
    void enter(place const& here, T const& node) {
        if constexpr (nn::library_layer<T> && node_of<T> != node::positional)
            enter_layer(here, T::layer_name, &node, &macs_of<T>);
        else
            enter_node(here, class_name<T>(), owns_parameters<T>());
    }
    template<class T>
    void leave(place const&, T const&) {
        around_.pop_back();
    }

    void result_of(void const* layer, AnyTensor const& result) override;

    /// After the call, when every parameter has its size.
    void count_parameters();

private:
    static constexpr std::size_t no_row = std::size_t(-1);
    struct watched_layer {
        void const* address;
        dim (*macs)(void const* layer);
    };
    struct owned_parameter {
        AnyTensor const* tensor;
        std::size_t row;
    };

    void enter_layer(place const& here, std::string_view name, void const* layer, dim (*macs)(void const*));
    void enter_node(place const& here, std::string_view name, bool owns_parameters);
    void add_parameter(AnyTensor const& parameter);

    list<watched_layer> watched_;
    list<owned_parameter> parameters_;
    list<std::size_t> around_;  // the rows of the nodes that the walk is in
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
    builder.count_parameters();
    return std::move(builder.summary);
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/summary.ipp>
#endif
