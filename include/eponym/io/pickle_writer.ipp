// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/pickle_writer.hpp>
#include <eponym/meta/list.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io::detail {

/// The class that stands for a storage of this dtype; newer dtypes have none of their own.
inline std::string_view torch_storage_class(dtype type) {
    switch (type) {
        case dtype::boolean: return "torch\nBoolStorage\n";
        case dtype::uint8: return "torch\nByteStorage\n";
        case dtype::int8: return "torch\nCharStorage\n";
        case dtype::int16: return "torch\nShortStorage\n";
        case dtype::int32: return "torch\nIntStorage\n";
        case dtype::int64: return "torch\nLongStorage\n";
        case dtype::float16: return "torch\nHalfStorage\n";
        case dtype::bfloat16: return "torch\nBFloat16Storage\n";
        case dtype::float32: return "torch\nFloatStorage\n";
        case dtype::float64: return "torch\nDoubleStorage\n";
        case dtype::complex64: return "torch\nComplexFloatStorage\n";
        case dtype::complex128: return "torch\nComplexDoubleStorage\n";
        default: return "torch.storage\nUntypedStorage\n";
    }
}

inline bool has_storage_class(dtype type) { return torch_storage_class(type).substr(0, 6) == "torch\n"; }

EPONYM_INLINE void pickle_writer::little_endian(std::uint64_t number, int width) {
    for (int i = 0; i < width; ++i) op(static_cast<unsigned char>(number >> (8 * i)));
}

EPONYM_INLINE void pickle_writer::remember() {
    bool const is_short = remembered_ < 256;
    op(is_short ? 'q' : 'r');
    little_endian(remembered_++, is_short ? 1 : 4);
}

EPONYM_INLINE void pickle_writer::recall(std::uint32_t place) {
    op(place < 256 ? 'h' : 'j');
    little_endian(place, place < 256 ? 1 : 4);
}

EPONYM_INLINE void pickle_writer::integer(std::int64_t number) {
    auto const bits = std::uint64_t(number);
    if (number >= 0 && number < 0x100) {
        op('K');
        little_endian(bits, 1);
    } else if (number >= 0 && number < 0x10000) {
        op('M');
        little_endian(bits, 2);
    } else if (number >= INT32_MIN && number <= INT32_MAX) {
        op('J');
        little_endian(bits, 4);
    } else {
        int width = 5;
        while (width < 8 && (number >> (8 * width - 1)) != 0 && (number >> (8 * width - 1)) != -1) ++width;
        op(0x8A);
        op(static_cast<unsigned char>(width));
        little_endian(bits, width);
    }
}

EPONYM_INLINE void pickle_writer::text(std::string_view text) {
    op('X');
    little_endian(text.size(), 4);
    out_ += text;
    remember();
}

EPONYM_INLINE void pickle_writer::again(known& constant) {
    if (constant.place != unknown) return recall(constant.place);
    constant.place = remembered_;
    text(constant.text);
}

EPONYM_INLINE void pickle_writer::global(known& name) {
    if (name.place != unknown) return recall(name.place);
    name.place = remembered_;
    op('c');
    out_ += name.text;
    remember();
}

EPONYM_INLINE void pickle_writer::ordered_dict() {
    global(ordered_dict_);
    op(')');
    op('R');
    remember();
}

EPONYM_INLINE void pickle_writer::dims(list<dim> const& numbers) {
    if (numbers.empty()) return op(')');
    if (numbers.size() > 3) op('(');
    for (dim const number : numbers) integer(number);
    op(numbers.size() > 3 ? 't' : static_cast<unsigned char>(0x84 + numbers.size()));
    remember();
}

EPONYM_INLINE void pickle_writer::storage(pickle_storage const& s, std::size_t number) {
    op('(');
    again(storage_word_);
    known& type = storage_types_[std::size_t(s.type)];
    // All dtypes without a class of their own have one in common.
    global(has_storage_class(s.type) ? type : storage_types_[std::size_t(dtype::complex32)]);
    if (storage_keys_[number] != unknown) {
        recall(storage_keys_[number]);
    } else {
        storage_keys_[number] = remembered_;
        text(std::to_string(number));
    }
    again(cpu_);
    integer(std::int64_t(has_storage_class(s.type) ? s.count : s.count * std::uint64_t(bits_of(s.type)) / 8));
    op('t');
    remember();
    op('Q');
}

EPONYM_INLINE void pickle_writer::tensor(array const& a, pickle_storage const& s, std::size_t number) {
    bool const has_class = has_storage_class(a.type);
    global(has_class ? rebuild_v2_ : rebuild_v3_);
    op('(');
    storage(s, number);
    std::ptrdiff_t const offset = s.whole ? (a.data - a.storage_data) / (bits_of(a.type) / 8) : 0;
    integer(offset);
    dims(a.shape);
    dims(s.whole && !a.strides.empty() ? a.strides : contiguous_strides(a.shape));
    op(0x89);
    ordered_dict();
    if (!has_class) global(dtypes_[std::size_t(a.type)]);
    op('t');
    remember();
    op('R');
    remember();
}

EPONYM_INLINE void pickle_writer::metadata(list<module_version> const& versions) {
    op('}');
    remember();
    text("_metadata");
    ordered_dict();
    items(versions.size(), [&](std::size_t i) {
        text(versions[i].name);
        op('}');
        remember();
        again(version_);
        integer(versions[i].version);
        op('s');
    });
    op('s');
    op('b');
}

EPONYM_INLINE void pickle_writer::state_dict(std::span<array const> arrays, std::span<pickle_storage const> storages,
                                             list<std::size_t> const& storage_of,
                                             list<module_version> const& versions) {
    constexpr std::size_t dtype_count = std::size_t(dtype::float4_e2m1) + 1;
    storage_keys_.clear();
    storage_keys_.resize(storages.size(), unknown);
    dtype_names_.reserve(dtype_count);  // `known` refers to the strings
    for (std::size_t i = 0; i < dtype_count; ++i) {
        dtype_names_.push_back("torch\n" + std::string(name_of(dtype(i))) + "\n");
        dtypes_.push_back({dtype_names_.back()});
        storage_types_.push_back({torch_storage_class(dtype(i))});
    }
    op(0x80);
    op(2);
    ordered_dict();
    items(arrays.size(), [&](std::size_t i) {
        text(arrays[i].name);
        tensor(arrays[i], storages[storage_of[i]], storage_of[i]);
    });
    if (!versions.empty()) metadata(versions);
    op('.');
}

}  // namespace eponym::inline EPONYM_ABI::io::detail

EPONYM_END_COLD
