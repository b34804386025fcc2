// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/nn/summary.hpp>

namespace eponym::inline EPONYM_ABI {
namespace detail {

EPONYM_INLINE void summary_builder::enter_layer(place const& here, std::string_view name, void const* layer,
                                                dim (*macs)(void const*)) {
    around_.push_back(summary.layers.size());
    summary.layers.push_back({.path = here.key(), .layer = std::string(name), .watched = layer != nullptr});
    watched_.push_back({layer, macs});
}

// The model itself has the last line of the table.
EPONYM_INLINE void summary_builder::enter_node(place const& here, std::string_view name, bool owns_parameters) {
    if (owns_parameters && here.outer != nullptr)
        enter_layer(here, name, nullptr, nullptr);
    else
        around_.push_back(no_row);
}

EPONYM_INLINE void summary_builder::add_parameter(AnyTensor const& parameter) {
    parameters_.push_back({&parameter, around_.empty() ? no_row : around_.back()});
}

EPONYM_INLINE void summary_builder::count_parameters() {
    for (auto const& [parameter, row] : parameters_) {
        summary.parameters += parameter->numel();
        summary.parameter_bytes += parameter->bytes();
        if (row == no_row) continue;
        summary.layers[row].parameters += parameter->numel();
        summary.layers[row].parameter_bytes += parameter->bytes();
    }
}

// Layers without members share no address with one another: each is a member or an element of its own.
EPONYM_INLINE void summary_builder::result_of(void const* layer, AnyTensor const& result) {
    for (std::size_t i = 0; i < watched_.size(); ++i) {
        if (watched_[i].address != layer) continue;
        layer_summary& row = summary.layers[i];
        dim const macs = watched_[i].macs(layer) * result.numel();
        row.output = result.shape();
        row.called = true;
        row.macs += macs;
        row.output_bytes += result.bytes();
        summary.macs += macs;
        summary.output_bytes += result.bytes();
        return;
    }
}

// 61706 as "61,706".
EPONYM_INLINE std::string grouped(dim number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
    return text;
}

EPONYM_INLINE void append_row(std::string& table, list<std::string> const& cells, list<std::size_t> const& widths) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        std::string const padding(widths[i] - cells[i].size(), ' ');
        bool const is_text = i < 3;
        line += (i == 0 ? "" : "  ") + (is_text ? cells[i] + padding : padding + cells[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    table += line + "\n";
}

}  // namespace detail

EPONYM_INLINE std::string model_summary::text() const {
    list<list<std::string>> rows{{"layer", "type", "output", "parameters", "multiply-adds", "bytes"}};
    for (layer_summary const& row : layers)
        rows.push_back({row.path, row.layer,
                        row.called    ? to_string(row.output)
                        : row.watched ? "not called"
                                      : "",
                        detail::grouped(row.parameters), detail::grouped(row.macs),
                        detail::grouped(dim(row.parameter_bytes + row.output_bytes))});
    rows.push_back({name, "", "", detail::grouped(parameters), detail::grouped(macs),
                    detail::grouped(dim(parameter_bytes + output_bytes))});
    list<std::size_t> widths(rows[0].size());
    for (auto const& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            if (row[i].size() > widths[i]) widths[i] = row[i].size();
    std::string table;
    for (auto const& row : rows) detail::append_row(table, row, widths);
    return table;
}

}  // namespace eponym::inline EPONYM_ABI
