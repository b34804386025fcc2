// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include <eponym/meta/list.hpp>
#include <eponym/nn/layer.hpp>
#include <eponym/reflect/names.hpp>
#include <eponym/reflect/walk.hpp>

namespace eponym::inline EPONYM_ABI {
namespace detail {

// What a module prints as: with its children one by one, as a list that folds equal neighbours, or with the parameters
// that it lists.
enum class printed_as : std::uint8_t { module, list, parameter_list, parameter_dict };

template<class T>
constexpr bool holds_leaves() {
    constexpr node kind = node_of<T>;
    if constexpr (kind == node::array || kind == node::vector)
        return leaf_of<typename T::value_type> != leaf::none;
    else if constexpr (kind == node::map)
        return leaf_of<typename T::mapped_type> != leaf::none;
    else if constexpr (kind == node::tuple)
        return []<std::size_t... I>(std::index_sequence<I...>) {
            return sizeof...(I) != 0 && ((leaf_of<std::tuple_element_t<I, T>> != leaf::none) && ...);
        }(std::make_index_sequence<std::tuple_size_v<T>>{});
    else
        return false;
}

template<class T>
constexpr printed_as form_of() {
    constexpr node kind = node_of<T>;
    if constexpr (kind == node::map)
        return holds_leaves<T>() ? printed_as::parameter_dict : printed_as::module;
    else if constexpr (kind == node::array || kind == node::vector || kind == node::tuple)
        return holds_leaves<T>() ? printed_as::parameter_list : printed_as::list;
    else
        return printed_as::module;
}

// A module on its way to becoming text: what stands between its parentheses, and its children's finished texts.
struct printed_module {
    struct child {
        std::string name;
        std::string text;
    };
    std::string name;
    std::string extra;
    list<child> children;
    printed_as form = printed_as::module;

    std::string text() const;
};

class module_printer {
public:
    std::string result;

    template<class L>
    void leaf(place const& here, L const& leaf) {
        if (open_.back().form >= printed_as::parameter_list)
            add_leaf(here.name, leaf.any(), leaf_of<L> == leaf::parameter);
    }

    template<class T>
    void enter(place const&, T const& module) {
        std::string_view name = class_name<T>();
        if constexpr (requires { module.printed_name(); })
            name = module.printed_name();
        else if constexpr (nn::library_layer<T>)
            name = T::layer_name;
        else if constexpr (form_of<T>() == printed_as::list)
            name = "ModuleList";
        else if constexpr (form_of<T>() == printed_as::parameter_list)
            name = "ParameterList";
        else if constexpr (node_of<T> == node::map)
            name = holds_leaves<T>() ? "ParameterDict" : "ModuleDict";
        if constexpr (requires { std::string(module.extra_repr()); })
            open(name, form_of<T>(), module.extra_repr());
        else
            open(name, form_of<T>(), {});
    }

    template<class T>
    void leave(place const& here, T const&) {
        close(here.name);
    }

    // A layer that stands in a second place of a Sequential.
    void same(place const& here, std::size_t position) {
        open_.back().children.push_back({std::string(here.name), open_.back().children[position].text});
    }

private:
    void open(std::string_view name, printed_as form, std::string extra);
    void close(std::string_view place);
    void add_leaf(std::string_view name, AnyTensor const& tensor, bool is_parameter);

    list<printed_module> open_;
};

}  // namespace detail

/// The model as PyTorch prints it: each module's class, what it was made with, and its children by name. A class of
/// yours says what it was made with by `std::string extra_repr() const`.
template<class Model>
    requires(is_module<Model> && leaf_of<Model> == leaf::none)
std::string to_string(Model const& model) {
    detail::module_printer printer;
    walk(model, printer);
    return printer.result;
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/print.ipp>
#endif
