// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/pickle_writer.hpp>
#include <eponym/io/sort.hpp>
#include <eponym/io/text.hpp>
#include <eponym/io/torch_writer.hpp>
#include <eponym/io/write_arrays.hpp>
#include <eponym/io/zip_writer.hpp>
#include <eponym/meta/exception.hpp>
#include <eponym/meta/list.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io {

namespace detail {

/// The folder in the archive: the name of the file without folders and without its last extension.
inline std::string torch_folder(std::string_view name) {
    std::size_t const slash = name.find_last_of("/\\");
    if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
    std::size_t const dot = name.rfind('.');
    if (dot != std::string_view::npos) name = name.substr(0, dot);
    bool const usable = !name.empty() && name.size() < 256 && fault_of_name(name).empty();
    return std::string(usable ? name : std::string_view("archive"));
}

/// Gives each array its storage, numbered by first use. Arrays of one dtype and with the same storage bytes share.
inline list<pickle_storage> share_storages(std::span<array const> arrays, list<std::size_t>& storage_of) {
    list<std::size_t> order(arrays.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    auto const shareable = [](array const& a) {
        return a.storage_data != nullptr && a.storage_bytes != 0 && element_count(a) != 0;
    };
    auto const same = [&](array const& a, array const& b) {
        return shareable(a) && shareable(b) && a.storage_data == b.storage_data && a.storage_bytes == b.storage_bytes &&
               a.type == b.type;
    };
    sort_by(order, [&](std::size_t i, std::size_t j) {
        array const &a = arrays[i], &b = arrays[j];
        if (a.storage_data != b.storage_data) return a.storage_data < b.storage_data;
        if (a.storage_bytes != b.storage_bytes) return a.storage_bytes < b.storage_bytes;
        return a.type != b.type ? a.type < b.type : i < j;
    });
    constexpr std::size_t none = std::size_t(-1);
    list<std::size_t> first_of(arrays.size(), none);  // of those that share
    for (std::size_t i = 0; i < order.size();) {
        std::size_t end = i + 1;
        while (end < order.size() && same(arrays[order[i]], arrays[order[end]])) ++end;
        for (std::size_t j = i; j < end && end - i > 1; ++j) first_of[order[j]] = order[i];
        i = end;
    }
    list<pickle_storage> storages;
    storage_of.clear();
    storage_of.resize(arrays.size(), none);
    for (std::size_t i = 0; i < arrays.size(); ++i) {
        array const& a = arrays[i];
        std::size_t const width = std::size_t(bits_of(a.type)) / 8;
        if (first_of[i] != none && storage_of[first_of[i]] != none) {
            storage_of[i] = storage_of[first_of[i]];
            continue;
        }
        storage_of[i] = storages.size();
        bool const shared = first_of[i] != none;
        std::uint64_t const bytes = shared ? a.storage_bytes : byte_count(a);
        storages.push_back({&a, a.type, bytes / width, shared});
    }
    return storages;
}

inline void require_torch_dtypes(std::span<array const> arrays, std::string const& file) {
    for (array const& a : arrays)
        if (bits_of(a.type) % 8 != 0)
            detail::refuse(file, {"cannot be written: ", in_quotes(a.name), " is ", name_of(a.type),
                                  ", which is not written to PyTorch files"});
}

}  // namespace detail

EPONYM_INLINE void write_torch(path const& name, std::span<array const> arrays, torch_options const& options) {
    detail::require_writable(arrays, name.utf8);
    detail::require_torch_dtypes(arrays, name.utf8);
    list<std::size_t> storage_of;
    list<detail::pickle_storage> const storages = detail::share_storages(arrays, storage_of);
    detail::pickle_writer pickle;
    pickle.state_dict(arrays, storages, storage_of, options.module_versions);

    zip_writer archive(name, detail::torch_folder(name.utf8));
    std::uint64_t room = pickle.bytes().size() + 4096 + 512 * storages.size();
    for (auto const& s : storages) room += s.count * std::uint64_t(bits_of(s.type)) / 8;
    archive.reserve(room);
    archive.add("data.pkl", pickle.bytes());
    archive.add(".format_version", "1");
    archive.add(".storage_alignment", "64");
    archive.add("byteorder", "little");
    auto const write = [&archive](std::byte const* bytes, std::size_t count) { archive.write(bytes, count); };
    for (std::size_t i = 0; i < storages.size(); ++i) {
        detail::pickle_storage const& s = storages[i];
        std::uint64_t const bytes = s.count * std::uint64_t(bits_of(s.type)) / 8;
        archive.begin("data/" + std::to_string(i), bytes);
        if (s.whole)
            detail::for_each_chunk(s.first->storage_data, std::size_t(bytes), archive.position(), write);
        else
            detail::for_each_chunk(*s.first, archive.position(), write);
    }
    archive.add("version", "3\n");
    std::string const number = std::to_string(archive.fingerprint());
    archive.add(".data/serialization_id", std::string(40 - number.size(), '0') + number);
    archive.commit();
}

}  // namespace eponym::inline EPONYM_ABI::io

EPONYM_END_COLD
