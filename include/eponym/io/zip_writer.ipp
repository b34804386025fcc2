// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/crc32.hpp>
#include <eponym/io/zip_writer.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io {

namespace detail {

inline constexpr std::uint64_t zip_too_big = 0xFFFFFFFF;
inline constexpr std::uint64_t zip_alignment = 64;

/// Appends little-endian numbers.
struct zip_bytes {
    std::string text;

    zip_bytes& put(std::uint64_t number, int width) {
        for (int i = 0; i < width; ++i) text += char(static_cast<unsigned char>(number >> (8 * i)));
        return *this;
    }
    zip_bytes& two(std::uint64_t number) { return put(number, 2); }
    zip_bytes& four(std::uint64_t number) { return put(number, 4); }
    zip_bytes& eight(std::uint64_t number) { return put(number, 8); }

    /// A 32-bit field; its number follows in a zip64 block where it is too big.
    zip_bytes& four_or_marker(std::uint64_t number) { return four(number < zip_too_big ? number : zip_too_big); }
};

/// The block with the numbers that do not fit into 32 bits; empty where all fit.
inline std::string zip64_block(std::uint64_t size, std::uint64_t offset) {
    zip_bytes numbers;
    if (size >= zip_too_big) numbers.eight(size).eight(size);
    if (offset >= zip_too_big) numbers.eight(offset);
    if (numbers.text.empty()) return {};
    return zip_bytes().two(1).two(numbers.text.size()).text + numbers.text;
}

/// Bit 11: names are UTF-8. Bit 3: checksum and sizes follow the data; PyTorch leaves that out for empty entries.
inline std::uint64_t zip_flags(std::uint64_t size) { return size > 0 ? 0x0808 : 0x0800; }

}  // namespace detail

EPONYM_INLINE void zip_writer::begin(std::string_view name, std::uint64_t size) {
    end();
    entries_.push_back({folder_ + "/" + std::string(name), file_.position(), size, 0});
    open_ = true;
    entry const& e = entries_.back();
    std::string extra = detail::zip64_block(size, e.offset);
    std::uint64_t const start = e.offset + 30 + e.name.size() + extra.size() + 4;
    std::uint64_t const padding = (detail::zip_alignment - start % detail::zip_alignment) % detail::zip_alignment;
    extra += "FB";
    extra += detail::zip_bytes().two(padding).text;
    extra.append(std::size_t(padding), 'Z');
    detail::zip_bytes header;
    header.four(0x04034B50).two(0).two(detail::zip_flags(size)).two(0).two(0).two(0).four(0).four(0).four(0);
    header.two(e.name.size()).two(extra.size());
    file_.write(header.text);
    file_.write(e.name);
    file_.write(extra);
}

EPONYM_INLINE void zip_writer::write(std::byte const* bytes, std::size_t count) {
    entries_.back().crc = crc32(entries_.back().crc, bytes, count);
    file_.write(bytes, count);
}

EPONYM_INLINE void zip_writer::end() {
    if (!open_) return;
    open_ = false;
    entry const& e = entries_.back();
    if (e.size == 0) return;
    int const width = e.size >= detail::zip_too_big || e.offset >= detail::zip_too_big ? 8 : 4;
    file_.write(detail::zip_bytes().four(0x08074B50).four(e.crc).put(e.size, width).put(e.size, width).text);
}

EPONYM_INLINE void zip_writer::add(std::string_view name, std::string_view text) {
    begin(name, text.size());
    write(reinterpret_cast<std::byte const*>(text.data()), text.size());
}

EPONYM_INLINE std::uint64_t zip_writer::fingerprint() const {
    std::uint64_t hash = 0xCBF29CE484222325;  // FNV-1a
    auto const mix = [&hash](std::uint64_t byte) { hash = (hash ^ byte) * 0x100000001B3; };
    for (entry const& e : entries_) {
        for (char const c : e.name) mix(static_cast<unsigned char>(c));
        mix(e.crc);
    }
    return hash;
}

EPONYM_INLINE void zip_writer::commit() {
    end();
    std::uint64_t const directory = file_.position();
    for (entry const& e : entries_) {
        std::string const extra = detail::zip64_block(e.size, e.offset);
        detail::zip_bytes header;
        header.four(0x02014B50).two(0).two(0).two(detail::zip_flags(e.size)).two(0).two(0).two(0).four(e.crc);
        header.four_or_marker(e.size).four_or_marker(e.size).two(e.name.size()).two(extra.size());
        header.two(0).two(0).two(0).four(0).four_or_marker(e.offset);
        file_.write(header.text);
        file_.write(e.name);
        file_.write(extra);
    }
    std::uint64_t const end64 = file_.position(), size = end64 - directory, count = entries_.size();
    detail::zip_bytes tail;
    tail.four(0x06064B50).eight(44).two(0x031E).two(45).four(0).four(0).eight(count).eight(count);
    tail.eight(size).eight(directory);
    tail.four(0x07064B50).four(0).eight(end64).four(1);
    std::uint64_t const small_count = count < 0xFFFF ? count : 0xFFFF;
    tail.four(0x06054B50).two(0).two(0).two(small_count).two(small_count);
    tail.four_or_marker(size).four_or_marker(directory).two(0);
    file_.write(tail.text);
    file_.commit();
}

}  // namespace eponym::inline EPONYM_ABI::io

EPONYM_END_COLD
