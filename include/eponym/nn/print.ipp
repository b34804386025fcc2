// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/print.hpp>

namespace eponym::inline EPONYM_ABI::detail {

EPONYM_INLINE std::string indented(std::string_view text) {
    std::string lines;
    for (char character : text) {
        lines += character;
        if (character == '\n') lines += "  ";
    }
    return lines;
}

// A list prints equal neighbours once: "(0-3): 4 x Linear(...)".
EPONYM_INLINE std::string printed_module::text() const {
    bool const is_one_line = children.empty() && extra.find('\n') == std::string::npos;
    if (is_one_line) return name + "(" + extra + ")";
    std::string lines = name + "(";
    if (!extra.empty()) lines += "\n  " + indented(extra);
    for (std::size_t first = 0; first < children.size();) {
        std::size_t last = first;
        if (form == printed_as::list)
            while (last + 1 < children.size() && children[last + 1].text == children[first].text) ++last;
        lines += "\n  (" + children[first].name;
        if (last != first) lines += "-" + children[last].name;
        lines += "): ";
        if (last != first) lines += std::to_string(last - first + 1) + " x ";
        lines += indented(children[first].text);
        first = last + 1;
    }
    return lines + "\n)";
}

// "FloatTensor", "cuda.LongTensor": what PyTorch called tensors by before it had dtypes.
EPONYM_INLINE std::string type_of_tensor(AnyTensor const& tensor) {
    std::string const where = tensor.where().kind == device_kind::cuda ? "cuda." : "";
    switch (tensor.type()) {
        case dtype::boolean: return where + "BoolTensor";
        case dtype::uint8: return where + "ByteTensor";
        case dtype::int8: return where + "CharTensor";
        case dtype::int16: return where + "ShortTensor";
        case dtype::int32: return where + "IntTensor";
        case dtype::int64: return where + "LongTensor";
        case dtype::float16: return where + "HalfTensor";
        case dtype::bfloat16: return where + "BFloat16Tensor";
        case dtype::float64: return where + "DoubleTensor";
        default: return where + "FloatTensor";
    }
}

EPONYM_INLINE void module_printer::open(std::string_view name, printed_as form, std::string extra) {
    open_.push_back({});
    printed_module& printed = open_.back();
    printed.name = name;
    printed.form = form;
    printed.extra = std::move(extra);
}

EPONYM_INLINE void module_printer::close(std::string_view place) {
    std::string text = open_.back().text();
    open_.pop_back();
    if (open_.empty())
        result = std::move(text);
    else
        open_.back().children.push_back({std::string(place), std::move(text)});
}

EPONYM_INLINE void module_printer::add_leaf(std::string_view name, AnyTensor const& tensor, bool is_parameter) {
    printed_module& list = open_.back();
    if (!list.extra.empty()) list.extra += '\n';
    list.extra +=
        "  (" + std::string(name) + "): " + (is_parameter ? "Parameter" : "Tensor") + " containing: [torch." +
        (list.form == printed_as::parameter_dict ? type_of_tensor(tensor) : std::string(name_of(tensor.type()))) +
        " of size ";
    for (int i = 0; i < tensor.rank(); ++i) list.extra += (i == 0 ? "" : "x") + std::to_string(tensor.shape()[i]);
    if (tensor.where().kind == device_kind::cuda) list.extra += " (" + to_string(tensor.where()) + ")";
    list.extra += ']';
}

}  // namespace eponym::inline EPONYM_ABI::detail
