// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/pickle.hpp>
#include <eponym/io/sort.hpp>
#include <eponym/io/text.hpp>
#include <eponym/io/torch_archive.hpp>
#include <eponym/io/write_arrays.hpp>
#include <eponym/meta/exception.hpp>
#include <eponym/meta/list.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io {

namespace detail {

class torch_reader {
public:
    torch_reader(shared<mapped_file const> file, list<zip_entry> const& entries) : entries_(entries) {
        out_.path = file->path();
        out_.kind = format::torch_zip;
        // What compressed records may grow to in all.
        budget_ = (std::uint64_t(1) << 24) + 32 * std::uint64_t(file->bytes().size());
        out_.mapping = std::move(file);
    }

    archive read() {
        find_prefix();
        sort_records();
        require_version();
        require_little_endian();
        for (std::string_view const name : {".format_version", ".storage_alignment", ".data/serialization_id"})
            if (zip_entry const* const small = find(name)) text_of(*small);
        zip_entry const* const pickle = find("data.pkl");
        if (pickle == nullptr) fail({"has no record \"data.pkl\", so it is not what torch.save writes"});
        pickled_ = unpickle(text_of(*pickle), out_.path);
        find_storages();
        name_arrays();
        read_versions();
        out_.values = shared<value_tree const>::make(std::move(pickled_.tree));
        return std::move(out_);
    }

private:
    struct record {
        std::string_view name;  // without the prefix
        zip_entry const* entry;
    };
    struct storage {
        std::uint64_t key;
        std::size_t mention;  // the first; the others say the same
        std::byte const* data = nullptr;
        std::size_t bytes = 0;
        dtype type = dtype::uint8;
        bool has_type = false;
    };

    [[noreturn]] void fail(std::initializer_list<part> parts) const { refuse(out_.path, parts); }

    void find_prefix() {
        std::string_view const first = entries_.empty() ? std::string_view() : entries_.front().name;
        std::size_t const slash = first.find('/');
        if (slash == std::string_view::npos || slash == 0)
            fail({"is not what torch.save writes: its first record is ", in_quotes(first), ", which is in no folder"});
        prefix_ = first.substr(0, slash + 1);
        for (zip_entry const& entry : entries_) {
            if (entry.name.substr(0, prefix_.size()) != prefix_)
                fail({"has the record ", in_quotes(entry.name), " outside of the folder ", in_quotes(prefix_)});
            if (entry.name.back() == '/' && entry.size != 0)
                fail({"has the folder ", in_quotes(entry.name), " with content"});
        }
    }

    void sort_records() {
        // torch.utils.serialization.config.save.compute_crc32 = False leaves 0 in the place of every checksum.
        for (zip_entry const& entry : entries_) has_checksums_ = has_checksums_ || entry.crc != 0;
        records_.reserve(entries_.size());
        for (zip_entry const& entry : entries_) records_.push_back({entry.name.substr(prefix_.size()), &entry});
        sort_by(records_, [](record const& a, record const& b) { return a.name < b.name; });
        if (find("constants.pkl") != nullptr)
            fail(
                {"is a TorchScript archive, a program rather than a checkpoint; in Python: "
                 "torch.save(torch.jit.load(path).state_dict(), path)"});
    }

    zip_entry const* find(std::string_view name) const {
        std::size_t low = 0, high = records_.size();
        while (low < high) {
            std::size_t const middle = (low + high) / 2;
            if (records_[middle].name < name)
                low = middle + 1;
            else
                high = middle;
        }
        return low < records_.size() && records_[low].name == name ? records_[low].entry : nullptr;
    }

    std::span<std::byte const> bytes_of(zip_entry const& entry) {
        if (!entry.deflated) return entry.stored;
        out_.decompressed.push_back(inflate(entry, budget_, out_.path));
        return {out_.decompressed.back()->data, std::size_t(entry.size)};
    }

    /// The bytes of a record that is read here and now, so its checksum is compared.
    std::string_view text_of(zip_entry const& entry) {
        if (!entry.deflated && has_checksums_) require_crc(entry, out_.path);
        std::span<std::byte const> const bytes = bytes_of(entry);
        return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
    }

    void require_version() {
        zip_entry const *plain = find("version"), *hidden = find(".data/version");
        if (plain == nullptr && hidden == nullptr)
            fail({"has no record \"version\", so it is not what torch.save writes"});
        for (zip_entry const* const entry : {plain, hidden}) {
            if (entry == nullptr) continue;
            std::string_view text = text_of(*entry);
            if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
            std::uint64_t version = 0;
            if (!parse_number(text, version) || version < 1 || version > 10)
                fail({"has the format version ", in_quotes(text), ", expected 1 to 10"});
        }
    }

    void require_little_endian() {
        zip_entry const* const entry = find("byteorder");
        if (entry == nullptr) return;
        std::string_view const order = text_of(*entry);
        if (order == "big")
            fail({"holds big-endian numbers; on another machine, in Python: torch.save(torch.load(path), path)"});
        if (order != "little") fail({"has the byte order ", in_quotes(order), ", expected \"little\""});
    }

    /// Every mention of a storage has to agree with the others and with its record.
    void find_storages() {
        list<pickled_storage> const& mentions = pickled_.storages;
        list<std::size_t> order(mentions.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        sort_by(order, [&](std::size_t a, std::size_t b) {
            return mentions[a].key != mentions[b].key ? mentions[a].key < mentions[b].key : a < b;
        });
        storage_of_.resize(mentions.size());
        for (std::size_t const i : order) {
            pickled_storage const& m = mentions[i];
            if (storages_.empty() || storages_.back().key != m.key) {
                storages_.push_back(open_storage(m));
                storages_.back().mention = i;
            }
            pickled_storage const& first = mentions[storages_.back().mention];
            if (first.count != m.count || first.type != m.type || first.untyped != m.untyped)
                fail({"the storage ", in_quotes(std::to_string(m.key)), " is used with two sizes or dtypes"});
            storage_of_[i] = storages_.size() - 1;
        }
        for (record const& r : records_)
            if (has_checksums_ && !r.entry->deflated && r.name.substr(0, 5) == "data/" && r.entry->size > 0)
                out_.unchecked.push_back(
                    {std::string(r.entry->name), r.entry->stored.data(), r.entry->stored.size(), r.entry->crc});
    }

    storage open_storage(pickled_storage const& m) {
        std::string const name = "data/" + std::to_string(m.key);
        zip_entry const* const entry = find(name);
        if (entry == nullptr) fail({"has no record ", in_quotes(name), ", which a tensor needs"});
        std::uint64_t const width = std::uint64_t(bits_of(m.type)) / 8;
        if (entry->size != m.count * width)
            fail({"the record ", in_quotes(name), " has ", entry->size, " bytes, and ", m.count, " elements of ", width,
                  " bytes are expected"});
        std::span<std::byte const> const bytes = bytes_of(*entry);
        storage opened{m.key, 0};
        opened.data = bytes.data();
        opened.bytes = bytes.size();
        opened.type = m.type;
        opened.has_type = !m.untyped;
        return opened;
    }

    /// Walks over all lists and dicts that hold tensors and gives each tensor the name of its place.
    void name_arrays() {
        value_tree const& tree = pickled_.tree;
        // Each tensor of a file takes some bytes of its pickle; tensors met in many more ways than that are an attack.
        if (pickled_.leaves > 1000 + pickle_size() / 8)
            fail({"mentions its tensors ", pickled_.leaves, " times, more than a file of this size has names for"});
        first_array_.resize(pickled_.tensors.size(), not_named);
        struct frame {
            std::uint32_t node;
            std::uint32_t next;
            std::size_t name_size;
        };
        list<frame> frames;
        std::string name;
        auto const enter = [&](std::uint32_t node) {
            if (pickled_.has_tensors[node] == 0) return;
            if (tree.nodes[node].kind == value_kind::tensor)
                add_array(name, std::size_t(tree.nodes[node].content));
            else
                frames.push_back({node, 0, name.size()});
        };
        enter(tree.root);
        while (!frames.empty()) {
            frame& f = frames.back();
            value_tree::node const& node = tree.nodes[f.node];
            name.resize(f.name_size);
            if (f.next == node.size) {
                frames.pop_back();
                continue;
            }
            spend_steps(1);
            value const container(tree, f.node);
            std::size_t const i = f.next++;
            if (frames.size() > 1) name += '.';
            if (node.kind != value_kind::dict)
                name += std::to_string(i);
            else if (container.key(i).kind() == value_kind::integer)
                name += std::to_string(container.key(i).integer());
            else
                name += container.key(i).text();
            enter(tree.children[std::size_t(node.content) + (node.kind == value_kind::dict ? 2 * i + 1 : i)]);
        }
        require_unique_names(out_.arrays, out_.path);
        for (value_tree::node& node : pickled_.tree.nodes)
            if (node.kind == value_kind::tensor) node.content = first_array_[std::size_t(node.content)];
    }

    /// Shared lists and dicts are walked over each time they are met; a file that lives on that is refused.
    void spend_steps(std::size_t steps) {
        steps_ += steps;
        if (steps_ > (std::uint64_t(1) << 16) + 16 * pickle_size())
            fail({"mentions its lists or dicts more often than a file of its size has names for"});
    }

    std::uint64_t pickle_size() const { return find("data.pkl")->size; }

    void add_array(std::string const& name, std::size_t which) {
        if (auto const fault = fault_of_name(name); !fault.empty()) fail({"the name ", in_quotes(name), " ", fault});
        pickled_tensor const& t = pickled_.tensors[which];
        name_bytes_ += name.size() + 16 * t.rank;
        if (name_bytes_ > (std::uint64_t(1) << 20) + 16 * pickle_size())
            fail({"gives its tensors names and shapes of more bytes than a file of its size should"});
        storage& s = storages_[storage_of_[t.storage]];
        if (s.has_type && s.type != t.type)
            fail({"the storage ", in_quotes(std::to_string(s.key)), " is used with two dtypes, ", name_of(s.type),
                  " and ", name_of(t.type)});
        s.type = t.type;
        s.has_type = true;
        array a;
        a.name = name;
        a.type = t.type;
        dim const* const dims = pickled_.dims.data() + t.dims;
        a.shape.append(dims, t.rank);
        a.strides.append(dims + t.rank, t.rank);
        a.storage_index = storage_of_[t.storage];
        a.storage_data = s.data;
        a.storage_bytes = s.bytes;
        bool const empty = element_count(a) == 0;
        a.data = empty ? s.data : s.data + std::size_t(t.offset) * std::size_t(bits_of(a.type)) / 8;
        array_bytes_ += byte_count(a);
        if (array_bytes_ > (std::uint64_t(1) << 26) + 64 * std::uint64_t(out_.mapping->bytes().size()))
            fail({"the tensor ", in_quotes(name), " repeats elements: it and those before it would take ", array_bytes_,
                  " bytes, far more than the file has; in Python, save tensor.contiguous()"});
        if (first_array_[which] == not_named) first_array_[which] = out_.arrays.size();
        out_.arrays.push_back(std::move(a));
    }

    /// The module versions of every state dict that is reached through dicts.
    void read_versions() {
        value_tree const& tree = pickled_.tree;
        if (tree.states.empty()) return;
        struct place {
            std::uint32_t node;
            std::string prefix;
        };
        list<place> places{{tree.root, ""}};
        while (!places.empty()) {
            place const p = std::move(places.back());
            places.pop_back();
            value const dict(tree, p.node);
            if (dict.kind() != value_kind::dict) continue;
            spend_steps(1 + dict.size());
            add_versions(dict, p.prefix);
            for (std::size_t i = dict.size(); i-- > 0;)
                if (dict[i].kind() == value_kind::dict && dict.key(i).kind() == value_kind::text &&
                    p.prefix.size() + dict.key(i).text().size() < longest_name)
                    places.push_back({tree.children[std::size_t(tree.nodes[p.node].content) + 2 * i + 1],
                                      p.prefix + std::string(dict.key(i).text()) + "."});
        }
    }

    void add_versions(value const& dict, std::string const& prefix) {
        auto const attributes = dict.attributes();
        if (!attributes) return;
        spend_steps(attributes->size());
        auto const modules = attributes->find("_metadata");
        if (!modules || modules->kind() != value_kind::dict) return;
        for (std::size_t i = 0; i < modules->size(); ++i) {
            value const module = (*modules)[i];
            if (modules->key(i).kind() != value_kind::text || module.kind() != value_kind::dict) continue;
            spend_steps(1 + module.size());
            auto const version = module.find("version");
            if (!version || version->kind() != value_kind::integer) continue;
            std::string name = prefix + std::string(modules->key(i).text());
            if (!name.empty() && name.back() == '.') name.pop_back();
            out_.module_versions.push_back({std::move(name), version->integer()});
        }
    }

    static constexpr std::size_t not_named = std::size_t(-1);

    archive out_;
    list<zip_entry> const& entries_;
    std::string_view prefix_;
    list<record> records_;
    bool has_checksums_ = false;
    std::uint64_t budget_ = 0;
    pickled pickled_;
    list<storage> storages_;
    list<std::size_t> storage_of_;   // of each mention
    list<std::size_t> first_array_;  // of each tensor
    std::uint64_t name_bytes_ = 0;
    std::uint64_t steps_ = 0;
    std::uint64_t array_bytes_ = 0;
};

}  // namespace detail

EPONYM_INLINE archive open_torch(shared<mapped_file const> file, list<zip_entry> const& entries) {
    return detail::torch_reader(std::move(file), entries).read();
}

}  // namespace eponym::inline EPONYM_ABI::io

EPONYM_END_COLD
