// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <eponym/nn/layer.hpp>
#include <eponym/reflect/names.hpp>
#include <eponym/reflect/walk.hpp>

namespace eponym::inline EPONYM_ABI {
namespace detail {

// A module on its way to becoming text: what stands between its parentheses, and its children's finished texts.
struct printed_module {
    struct child {
        std::string name;
        std::string text;
    };
    std::string name;
    std::string extra;
    std::vector<child> children;
    bool is_list = false;

    std::string text() const;
};

class module_printer {
public:
    std::string result;

    void leaf(place const&, auto const&) {}

    template<class T>
    void enter(place const&, T const& module) {
        printed_module printed;
        if constexpr (nn::library_layer<T>) {
            printed.name = T::layer_name;
            printed.extra = module.extra_repr();
        } else if constexpr (node_of<T> == node::array || node_of<T> == node::vector || node_of<T> == node::tuple) {
            printed.name = "ModuleList";
            printed.is_list = true;
        } else if constexpr (node_of<T> == node::map) {
            printed.name = "ModuleDict";
        } else {
            printed.name = class_name<T>();
        }
        open_.push_back(std::move(printed));
    }

    template<class T>
    void leave(place const& here, T const&) {
        std::string text = open_.back().text();
        open_.pop_back();
        if (open_.empty()) {
            result = std::move(text);
            return;
        }
        open_.back().children.push_back({std::string(here.name), std::move(text)});
    }

    // A layer that stands in a second place of a Sequential.
    void same(place const& here, std::size_t position) {
        open_.back().children.push_back({std::string(here.name), open_.back().children[position].text});
    }

private:
    std::vector<printed_module> open_;
};

}  // namespace detail

/// The model as PyTorch prints it: each module's class, what it was made with, and its children by name.
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
