// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/pickle_cells.hpp>
#include <eponym/io/sort.hpp>
#include <eponym/io/text.hpp>
#include <eponym/meta/exception.hpp>
#include <eponym/meta/list.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io::detail {

inline constexpr std::size_t deepest_nesting = 1000;

class tree_builder {
public:
    tree_builder(pickle_cells& cells, std::string const& file) : cells_(cells), file_(file) {
        node_of_.resize(cells.cells.size(), not_yet);
    }

    pickled build(std::uint32_t root) {
        sort_states();
        visit(root);
        while (!frames_.empty()) step();
        if (cells_.first_foreign != 0) refuse_object(cells_.first_foreign, "");
        out_.tree.root = node_of_[root];
        out_.leaves = leaves_[out_.tree.root];
        out_.has_tensors.resize(leaves_.size());
        for (std::size_t i = 0; i < leaves_.size(); ++i) out_.has_tensors[i] = leaves_[i] != 0;
        sort_by(out_.tree.states, [](auto const& a, auto const& b) { return a.dict < b.dict; });
        out_.storages = std::move(cells_.storages);
        out_.tensors = std::move(cells_.tensors);
        out_.dims = std::move(cells_.dims);
        return std::move(out_);
    }

private:
    static constexpr std::uint32_t not_yet = 0xFFFFFFFF, under_way = 0xFFFFFFFE, nothing = 0xFFFFFFFF;

    struct frame {
        std::uint32_t cell;
        std::uint32_t link;       // of the next child
        std::uint32_t remaining;  // children, keys included
        std::uint32_t key;        // the cell of the last key, or `nothing`
        bool state_done;
    };

    void sort_states() {
        sort_by(cells_.states, [](auto const& a, auto const& b) { return a.dict < b.dict; });
        for (std::size_t i = 1; i < cells_.states.size(); ++i)
            if (cells_.states[i].dict == cells_.states[i - 1].dict)
                refuse(file_, {"data.pkl is not valid: an OrderedDict is given attributes twice"});
    }

    std::uint32_t state_of(std::uint32_t dict) const {
        std::size_t low = 0, high = cells_.states.size();
        while (low < high) {
            std::size_t const middle = (low + high) / 2;
            if (cells_.states[middle].dict < dict)
                low = middle + 1;
            else
                high = middle;
        }
        return low < cells_.states.size() && cells_.states[low].dict == dict ? cells_.states[low].state : nothing;
    }

    /// Makes the node of a value that holds no others, or begins one that does.
    void visit(std::uint32_t index) {
        cell const& c = cells_.cells[index];
        if (node_of_[index] == under_way) refuse(file_, {"a list or dict at " + where() + " contains itself"});
        if (node_of_[index] != not_yet) return;
        switch (c.kind) {
            case cell_kind::none: return finish(index, value_kind::none, 0, 0);
            case cell_kind::boolean: return finish(index, value_kind::boolean, 0, c.content);
            case cell_kind::integer: return finish(index, value_kind::integer, 0, c.content);
            case cell_kind::real: return finish(index, value_kind::real, 0, c.content);
            case cell_kind::text: return finish_text(index, value_kind::text, cells_.text(c));
            case cell_kind::bytes: return finish_text(index, value_kind::bytes, latin1(cells_.text(c)));
            case cell_kind::dtype_object:
                return finish_text(index, value_kind::text, sentence({"torch.", name_of(dtype(c.detail))}));
            case cell_kind::device: return finish_text(index, value_kind::text, device(c));
            case cell_kind::tensor: return finish(index, value_kind::tensor, 0, c.content);
            case cell_kind::list:
            case cell_kind::tuple:
            case cell_kind::dict: break;
            case cell_kind::storage: refuse(file_, {"holds a bare storage at " + where() + ", expected a tensor"});
            case cell_kind::function:
            case cell_kind::storage_type:
            case cell_kind::foreign: refuse_object(index, where());
        }
        if (frames_.size() == deepest_nesting) refuse(file_, {"data.pkl nests lists or dicts more than 1,000 deep"});
        node_of_[index] = under_way;
        frames_.push_back(
            {index, cells_.first_link(c), c.kind == cell_kind::dict ? 2 * c.size : c.size, nothing, false});
    }

    void step() {
        frame& f = frames_.back();
        cell const& c = cells_.cells[f.cell];
        if (f.remaining > 0) {
            cell_link const link = cells_.links[f.link];
            bool const is_key = c.kind == cell_kind::dict && f.remaining % 2 == 0;
            f.link = link.next;
            --f.remaining;
            if (is_key) f.key = link.value;
            visit(link.value);
            return;
        }
        if (!f.state_done) {
            f.state_done = true;
            f.key = nothing;
            std::uint32_t const state = c.kind == cell_kind::dict && c.flag ? state_of(f.cell) : nothing;
            if (state != nothing) return visit(state);
        }
        close();
    }

    /// All children of the innermost container have their nodes: makes its own.
    void close() {
        std::uint32_t const index = frames_.back().cell;
        frames_.pop_back();
        cell const& c = cells_.cells[index];
        std::uint32_t const count = c.kind == cell_kind::dict ? 2 * c.size : c.size;
        std::size_t const begin = out_.tree.children.size();
        std::uint64_t leaves = 0;
        std::uint32_t link = cells_.first_link(c);
        for (std::uint32_t i = 0; i < count; ++i, link = cells_.links[link].next) {
            std::uint32_t const child = node_of_[cells_.links[link].value];
            out_.tree.children.push_back(child);
            leaves = leaves + leaves_[child] < most_leaves ? leaves + leaves_[child] : most_leaves;
        }
        if (c.kind == cell_kind::dict) require_unique_keys(begin);
        value_kind const kind = c.kind == cell_kind::dict   ? value_kind::dict
                                : c.kind == cell_kind::list ? value_kind::list
                                                            : value_kind::tuple;
        finish(index, kind, c.size, begin);
        leaves_.back() = leaves;
        if (std::uint32_t const state = c.kind == cell_kind::dict && c.flag ? state_of(index) : nothing;
            state != nothing)
            out_.tree.states.push_back({node_of_[index], node_of_[state]});
    }

    void finish(std::uint32_t index, value_kind kind, std::uint32_t size, std::uint64_t content) {
        node_of_[index] = std::uint32_t(out_.tree.nodes.size());
        out_.tree.nodes.push_back({kind, size, content});
        leaves_.push_back(kind == value_kind::tensor ? 1 : 0);
    }

    void finish_text(std::uint32_t index, value_kind kind, std::string_view text) {
        finish(index, kind, std::uint32_t(text.size()), out_.tree.text.size());
        out_.tree.text += text;
    }

    std::string latin1(std::string_view text) const {
        std::string bytes;
        while (!text.empty()) {
            std::size_t const length = utf8_sequence(text);
            auto const first = static_cast<unsigned char>(text[0]);
            if (length > 2 || (length == 2 && first > 0xC3))
                refuse(file_, {"data.pkl is not valid: bytes at " + where() + " are not Latin-1"});
            bytes += length == 1 ? text[0] : char((first & 3) << 6 | (static_cast<unsigned char>(text[1]) & 0x3F));
            text.remove_prefix(length);
        }
        return bytes;
    }

    std::string device(cell const& c) const {
        std::string text(cells_.text(cells_.cells[std::uint32_t(c.content)]));
        std::uint32_t const index = std::uint32_t(c.content >> 32);
        if (index != 0) text += ':' + std::to_string(std::int64_t(cells_.cells[index].content));
        return text;
    }

    void require_unique_keys(std::size_t begin) {
        struct key {
            bool is_text;
            std::int64_t number;
            std::string_view text;
        };
        list<key> keys;
        keys.reserve((out_.tree.children.size() - begin) / 2);
        for (std::size_t i = begin; i < out_.tree.children.size(); i += 2) {
            auto const& node = out_.tree.nodes[out_.tree.children[i]];
            bool const is_text = node.kind == value_kind::text;
            keys.push_back({is_text, is_text ? 0 : std::int64_t(node.content),
                            is_text ? std::string_view(out_.tree.text).substr(std::size_t(node.content), node.size)
                                    : std::string_view()});
        }
        sort_by(keys, [](key const& a, key const& b) {
            if (a.is_text != b.is_text) return b.is_text;
            return a.is_text ? a.text < b.text : a.number < b.number;
        });
        for (std::size_t i = 1; i < keys.size(); ++i)
            if (keys[i].is_text == keys[i - 1].is_text && keys[i].number == keys[i - 1].number &&
                keys[i].text == keys[i - 1].text)
                refuse(file_, {"the key ", keys[i].is_text ? part(in_quotes(keys[i].text)) : part(keys[i].number),
                               " occurs twice in one dict"});
    }

    /// How Python would spell the place that is being visited, after the name of the whole.
    std::string where() const {
        std::string out = "checkpoint";
        for (std::size_t i = 0; i < frames_.size() && out.size() < 500; ++i) {
            cell const& c = cells_.cells[frames_[i].cell];
            if (c.kind == cell_kind::dict) {
                if (frames_[i].key == nothing) {
                    out += ".__dict__";
                } else if (cell const& key = cells_.cells[frames_[i].key]; key.kind == cell_kind::text) {
                    out += sentence({"[", in_quotes(cells_.text(key)), "]"});
                } else {
                    out += sentence({"[", std::int64_t(key.content), "]"});
                }
            } else {
                out += sentence({"[", c.size - frames_[i].remaining - 1, "]"});
            }
        }
        return out;
    }

    /// The error for something that only Python could rebuild, with the line that makes a file without it.
    [[noreturn]] void refuse_object(std::uint32_t index, std::string const& place) const {
        std::string name(cells_.text(cells_.cells[index]));
        for (char& c : name)
            if (c == '\n') c = '.';
        auto const begins = [&](std::string_view text) {
            return std::string_view(name).substr(0, text.size()) == text;
        };
        std::string const entry = place.empty() ? "checkpoint[...]" : place;
        std::string fix;
        if (place == "checkpoint" || begins("torch.nn.") || begins("__main__."))
            fix = "checkpoint = model.state_dict()";
        else if (begins("numpy."))
            fix = entry + " = " +
                  (name.find("_reconstruct") == std::string::npos ? entry + ".item()"
                                                                  : "torch.from_numpy(" + entry + ")");
        else if (begins("torch._utils._rebuild_sparse"))
            fix = entry + " = " + entry + ".to_dense()";
        else if (begins("torch._utils._rebuild_qtensor"))
            fix = entry + " = " + entry + ".dequantize()";
        else
            fix = entry + " = vars(" + entry + "), or del " + entry;
        refuse(file_, {"holds an object of the Python class ", in_quotes(name), place.empty() ? "" : " at " + place,
                       ", which only Python can rebuild; before saving, there: ", fix});
    }

    static constexpr std::uint64_t most_leaves = std::uint64_t(1) << 62;

    pickle_cells& cells_;
    std::string const& file_;
    list<std::uint32_t> node_of_;  // of each cell
    list<std::uint64_t> leaves_;   // of each node
    list<frame> frames_;
    pickled out_;
};

EPONYM_INLINE pickled build_tree(pickle_cells& cells, std::uint32_t root, std::string const& file) {
    return tree_builder(cells, file).build(root);
}

}  // namespace eponym::inline EPONYM_ABI::io::detail

EPONYM_END_COLD
