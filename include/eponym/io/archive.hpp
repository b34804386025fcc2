// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <eponym/io/array.hpp>
#include <eponym/io/mapped_file.hpp>
#include <eponym/io/value.hpp>
#include <eponym/meta/list.hpp>
#include <eponym/meta/named.hpp>
#include <eponym/meta/shared.hpp>
#include <eponym/tensor/storage.hpp>

namespace eponym::inline EPONYM_ABI::io {

/// The formats that `open` reads.
enum class format : std::uint8_t { safetensors, torch_zip };

std::string_view name_of(format kind);

/// A file that has been opened: everything about its arrays is known and checked, their bytes are read when touched.
struct archive {
    std::string path;
    format kind = format::safetensors;
    list<array> arrays;  // in the file's order; names of nested dicts and lists joined with '.'

    /// The strings under "__metadata__" of a safetensors file.
    list<named_text> metadata;

    /// The version numbers that state_dict() keeps under `_metadata`, by the name of the module, "" for the root.
    list<module_version> module_versions;

    /// Everything in a torch file that is not a tensor, and where the tensors are.
    shared<value_tree const> values;

    /// Keep the arrays' bytes alive: the file, and what had to be decompressed.
    shared<mapped_file const> mapping;
    list<shared<Storage>> decompressed;

    /// A part of the file whose checksum nobody has compared yet.
    struct unchecked_record {
        std::string name;
        std::byte const* data;
        std::size_t size;
        std::uint32_t crc;
    };
    list<unchecked_record> unchecked;

    /// The root of `values`; none for a safetensors file.
    std::optional<value> root() const;

    /// The array of that name, or null. Looks at every name; for many look-ups sort them.
    array const* find(std::string_view name) const;

    /// Compares the checksums of all records that were not compared yet and makes sure that the file still has all of
    /// its bytes. Throws file_error. Reads the whole file, so a program that copies the arrays calls it first, and one
    /// that maps them does not.
    void verify();
};

}  // namespace eponym::inline EPONYM_ABI::io

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/archive.ipp>
#endif
