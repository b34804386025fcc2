// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/atomic_file.hpp>
#include <eponym/io/json.hpp>
#include <eponym/io/safetensors.hpp>
#include <eponym/io/sort.hpp>
#include <eponym/io/text.hpp>
#include <eponym/io/write_arrays.hpp>
#include <eponym/meta/exception.hpp>
#include <eponym/meta/list.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io {

namespace detail {

struct safetensors_dtype {
    std::string_view name;
    dtype type;
};

/// In the order of the reference's enumeration, from which the order in a file follows.
inline constexpr safetensors_dtype safetensors_dtypes[] = {
    {"BOOL", dtype::boolean},
    {"F4", dtype::float4_e2m1},
    {"F6_E2M3", dtype::float6_e2m3},
    {"F6_E3M2", dtype::float6_e3m2},
    {"U8", dtype::uint8},
    {"I8", dtype::int8},
    {"F8_E5M2", dtype::float8_e5m2},
    {"F8_E4M3", dtype::float8_e4m3fn},
    {"F8_E8M0", dtype::float8_e8m0fnu},
    {"F8_E4M3FNUZ", dtype::float8_e4m3fnuz},
    {"F8_E5M2FNUZ", dtype::float8_e5m2fnuz},
    {"I16", dtype::int16},
    {"U16", dtype::uint16},
    {"F16", dtype::float16},
    {"BF16", dtype::bfloat16},
    {"I32", dtype::int32},
    {"U32", dtype::uint32},
    {"F32", dtype::float32},
    {"C64", dtype::complex64},
    {"F64", dtype::float64},
    {"I64", dtype::int64},
    {"U64", dtype::uint64},
};
inline constexpr std::size_t safetensors_dtype_count = sizeof safetensors_dtypes / sizeof safetensors_dtypes[0];
inline constexpr std::size_t largest_safetensors_header = 100'000'000;

inline std::size_t safetensors_index(dtype type) {
    std::size_t i = 0;
    while (i < safetensors_dtype_count && safetensors_dtypes[i].type != type) ++i;
    return i;
}

inline std::uint64_t little_endian(std::byte const* bytes, int count) {
    std::uint64_t number = 0;
    for (int i = 0; i < count; ++i) number |= std::uint64_t(bytes[i]) << (8 * i);
    return number;
}

struct safetensors_entry {
    std::uint64_t begin, end;
    std::size_t which;
};

/// Reads `{"dtype": ..., "shape": [...], "data_offsets": [begin, end]}`, the fields in any order, each once.
inline void read_entry(json_reader& json, array& a, safetensors_entry& entry) {
    bool has_type = false, has_shape = false, has_offsets = false;
    json.expect('{');
    do {
        std::string const field = json.string();
        json.expect(':');
        bool& has = field == "dtype" ? has_type : field == "shape" ? has_shape : has_offsets;
        if (field == "dtype") {
            std::string const type = json.string();
            std::size_t i = 0;
            while (i < safetensors_dtype_count && safetensors_dtypes[i].name != type) ++i;
            if (i == safetensors_dtype_count)
                json.fail({"tensor ", in_quotes(a.name), " has the unknown dtype ", in_quotes(type)});
            a.type = safetensors_dtypes[i].type;
        } else if (field == "shape") {
            json.expect('[');
            for (bool more = !json.accept(']'); more; more = !json.accept(']')) {
                if (!a.shape.empty()) json.expect(',');
                if (a.shape.size() == longest_shape)
                    json.fail({"tensor ", in_quotes(a.name), " has more than 64 dimensions"});
                std::uint64_t const size = json.number();
                if (size > std::uint64_t(INT64_MAX))
                    json.fail({"the shape of tensor ", in_quotes(a.name), " overflows"});
                a.shape.push_back(dim(size));
            }
        } else if (field == "data_offsets") {
            json.expect('[');
            entry.begin = json.number();
            json.expect(',');
            entry.end = json.number();
            json.expect(']');
        } else {
            json.fail({"tensor ", in_quotes(a.name), " has the unknown field ", in_quotes(field)});
        }
        if (has) json.fail({"tensor ", in_quotes(a.name), " has the field ", in_quotes(field), " twice"});
        has = true;
    } while (json.accept(','));
    json.expect('}');
    if (!has_type || !has_shape || !has_offsets)
        json.fail({"tensor ", in_quotes(a.name), " lacks the field ",
                   !has_type    ? "\"dtype\""
                   : !has_shape ? "\"shape\""
                                : "\"data_offsets\""});
}

inline void read_metadata(json_reader& json, metadata_list& metadata) {
    if (json.accept_null()) return;
    json.expect('{');
    if (json.accept('}')) return;
    do {
        std::string key = json.string();
        json.expect(':');
        if (json.peek() != '"') json.fail({"the metadata value ", in_quotes(key), " is not a string"});
        metadata.push_back({std::move(key), json.string()});
    } while (json.accept(','));
    json.expect('}');
    list<std::string_view> keys;
    keys.reserve(metadata.size());
    for (auto const& [key, text] : metadata) keys.push_back(key);
    sort_by(keys, [](std::string_view a, std::string_view b) { return a < b; });
    for (std::size_t i = 1; i < keys.size(); ++i)
        if (keys[i] == keys[i - 1]) json.fail({"the metadata key ", in_quotes(keys[i]), " occurs twice"});
}

/// Sorted by their offsets, the tensors must cover the bytes after the header, each byte once.
inline void place_arrays(archive& opened, list<safetensors_entry>& entries, std::span<std::byte const> data) {
    sort_by(entries, [](safetensors_entry const& a, safetensors_entry const& b) {
        if (a.begin != b.begin) return a.begin < b.begin;
        return a.end != b.end ? a.end < b.end : a.which < b.which;
    });
    std::string const& file = opened.path;
    std::uint64_t position = 0;
    list<array> ordered;
    ordered.reserve(entries.size());
    for (safetensors_entry const& entry : entries) {
        array& a = opened.arrays[entry.which];
        if (entry.begin != position || entry.end < entry.begin)
            detail::refuse(file, {"the offsets of tensor ", in_quotes(a.name), " are [", entry.begin, ", ", entry.end,
                                  "], expected to begin at ", position, ", where the tensor before it ends"});
        std::uint64_t const expected = checked_byte_count(a, file);
        if (entry.end - entry.begin != expected)
            detail::refuse(file, {"tensor ", in_quotes(a.name), " has ", entry.end - entry.begin,
                                  " bytes, and its shape and dtype call for ", expected});
        if (entry.end > data.size())
            detail::refuse(file, {"tensor ", in_quotes(a.name), " ends at byte ", entry.end,
                                  " of the data, which has only ", data.size(), " bytes"});
        a.strides = contiguous_strides(a.shape);
        a.data = a.storage_data = data.data() + entry.begin;
        a.storage_bytes = std::size_t(expected);
        a.storage_index = ordered.size();
        position = entry.end;
        ordered.push_back(std::move(a));
    }
    if (position != data.size())
        detail::refuse(file, {"the tensors take ", position, " bytes, and ", data.size(), " bytes follow the header"});
    opened.arrays = std::move(ordered);
}

}  // namespace detail

EPONYM_INLINE archive open_safetensors(shared<mapped_file const> file) {
    std::span<std::byte const> const bytes = file->bytes();
    archive opened;
    opened.path = file->path();
    opened.kind = format::safetensors;
    opened.mapping = std::move(file);
    std::string const& name = opened.path;
    if (bytes.size() < 8) detail::refuse(name, {"has ", bytes.size(), " bytes, too few for a safetensors file"});
    std::uint64_t const length = detail::little_endian(bytes.data(), 8);
    if (length > detail::largest_safetensors_header)
        detail::refuse(
            name, {"the safetensors header claims ", length, " bytes, more than the format's limit of 100,000,000"});
    if (length > bytes.size() - 8)
        detail::refuse(name,
                       {"the safetensors header claims ", length, " bytes, and only ", bytes.size() - 8, " follow"});
    std::string_view const header(reinterpret_cast<char const*>(bytes.data() + 8), std::size_t(length));
    if (!detail::is_utf8(header)) detail::refuse(name, {"the safetensors header is not valid UTF-8"});

    detail::json_reader json(header, name, "the safetensors header");
    list<detail::safetensors_entry> entries;
    bool has_metadata = false;
    json.expect('{');
    if (!json.accept('}')) {
        do {
            std::string key = json.string();
            json.expect(':');
            if (key == "__metadata__") {
                if (has_metadata) json.fail({"\"__metadata__\" occurs twice"});
                has_metadata = true;
                detail::read_metadata(json, opened.metadata);
                continue;
            }
            if (auto const fault = detail::fault_of_name(key); !fault.empty())
                json.fail({"the name ", detail::in_quotes(key), " ", fault});
            array a;
            a.name = std::move(key);
            entries.push_back({0, 0, opened.arrays.size()});
            detail::read_entry(json, a, entries.back());
            opened.arrays.push_back(std::move(a));
        } while (json.accept(','));
        json.expect('}');
    }
    json.expect_end();
    detail::require_unique_names(opened.arrays, name);
    detail::place_arrays(opened, entries, bytes.subspan(8 + std::size_t(length)));
    return opened;
}

namespace detail {

/// The order in which the reference writes tensors: by dtype, the last one first, then by name.
inline list<array const*> safetensors_order(std::span<array const> arrays, std::string const& file) {
    list<array const*> order;
    for (array const& a : arrays) {
        if (safetensors_index(a.type) == safetensors_dtype_count)
            detail::refuse(file, {"cannot be written: the safetensors format has no dtype for ", in_quotes(a.name),
                                  ", which is ", name_of(a.type)});
        if (a.name == "__metadata__")
            detail::refuse(file, {"cannot be written: no tensor may have the name \"__metadata__\""});
        order.push_back(&a);
    }
    sort_by(order, [](array const* a, array const* b) {
        std::size_t const left = safetensors_index(a->type), right = safetensors_index(b->type);
        return left != right ? left > right : a->name < b->name;
    });
    return order;
}

inline void append_metadata(std::string& header, metadata_list const& metadata, std::string const& file) {
    if (metadata.empty()) return;
    list<named_text const*> pairs;
    for (auto const& pair : metadata) pairs.push_back(&pair);
    sort_by(pairs, [](auto const* a, auto const* b) { return a->name < b->name; });
    header += "\"__metadata__\":{";
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        auto const& [key, text] = *pairs[i];
        if (!is_utf8(key) || !is_utf8(text))
            detail::refuse(file, {"cannot be written: the metadata under ", in_quotes(key), " is not valid UTF-8"});
        if (i > 0 && key == pairs[i - 1]->name)
            detail::refuse(file, {"cannot be written: the metadata key ", in_quotes(key), " occurs twice"});
        if (i > 0) header += ',';
        append_json_string(header, key);
        header += ':';
        append_json_string(header, text);
    }
    header += '}';
}

inline void append_entry(std::string& header, array const& a, std::uint64_t begin) {
    append_json_string(header, a.name);
    header += ":{\"dtype\":\"";
    header += safetensors_dtypes[safetensors_index(a.type)].name;
    header += "\",\"shape\":[";
    for (std::size_t i = 0; i < a.shape.size(); ++i) {
        if (i > 0) header += ',';
        append(header, a.shape[i]);
    }
    header += sentence({"],\"data_offsets\":[", begin, ",", begin + byte_count(a), "]}"});
}

}  // namespace detail

EPONYM_INLINE void write_safetensors(path const& name, std::span<array const> arrays, metadata_list const& metadata) {
    detail::require_writable(arrays, name.utf8);
    list<array const*> const order = detail::safetensors_order(arrays, name.utf8);
    std::string header = "{";
    detail::append_metadata(header, metadata, name.utf8);
    std::uint64_t position = 0;
    for (array const* a : order) {
        if (header.size() > 1) header += ',';
        detail::append_entry(header, *a, position);
        position += byte_count(*a);
    }
    header += '}';
    header.append((8 - header.size() % 8) % 8, ' ');
    if (header.size() > detail::largest_safetensors_header)
        detail::refuse(name.utf8, {"cannot be written: the header would have ", header.size(),
                                   " bytes, and the format's limit is 100,000,000"});
    std::string length;
    for (int i = 0; i < 8; ++i) length += char(static_cast<unsigned char>(header.size() >> (8 * i)));

    atomic_file file(name);
    file.reserve(8 + header.size() + position);
    file.write(length);
    file.write(header);
    auto const write = [&file](std::byte const* bytes, std::size_t count) { file.write(bytes, count); };
    for (array const* a : order) detail::for_each_chunk(*a, file.position(), write);
    file.commit();
}

}  // namespace eponym::inline EPONYM_ABI::io

EPONYM_END_COLD
