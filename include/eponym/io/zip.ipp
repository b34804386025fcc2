// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/crc32.hpp>
#include <eponym/io/sort.hpp>
#include <eponym/io/text.hpp>
#include <eponym/io/zip.hpp>
#include <eponym/meta/exception.hpp>
#include <eponym/meta/list.hpp>

#if defined(EPONYM_HAS_LIBDEFLATE)
#include <libdeflate.h>
#include <memory>
#endif

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io {

namespace detail {

inline constexpr std::uint32_t zip_local = 0x04034B50, zip_central = 0x02014B50, zip_descriptor = 0x08074B50,
                               zip_end = 0x06054B50, zip64_end = 0x06064B50, zip64_locator = 0x07064B50;
inline constexpr std::uint32_t zip_in_zip64 = 0xFFFFFFFF;

/// Little-endian numbers out of bytes whose length the caller has checked.
struct zip_fields {
    std::byte const* bytes;

    std::uint64_t number(std::size_t offset, int count) const {
        std::uint64_t value = 0;
        for (int i = 0; i < count; ++i) value |= std::uint64_t(bytes[offset + std::size_t(i)]) << (8 * i);
        return value;
    }
    std::uint32_t two(std::size_t offset) const { return std::uint32_t(number(offset, 2)); }
    std::uint32_t four(std::size_t offset) const { return std::uint32_t(number(offset, 4)); }
    std::uint64_t eight(std::size_t offset) const { return number(offset, 8); }
};

class zip_reader {
public:
    zip_reader(std::span<std::byte const> bytes, std::string const& file) : bytes_(bytes), file_(file) {}

    list<zip_entry> read() {
        find_directory();
        read_directory();
        check_layout();
        check_names();
        list<zip_entry> entries;
        entries.reserve(places_.size());
        for (place const& p : places_) entries.push_back(p.entry);
        return entries;
    }

private:
    struct place {
        zip_entry entry;
        std::uint64_t begin, end;  // of local header, data and descriptor together
        std::uint64_t compressed;
        std::uint32_t flags, method;
    };

    [[noreturn]] void fail(std::initializer_list<part> parts) const {
        refuse(file_, {"the zip archive is not valid: ", sentence(parts)});
    }

    zip_fields at(std::uint64_t offset) const { return {bytes_.data() + offset}; }

    void find_directory() {
        if (bytes_.size() < 22 || at(bytes_.size() - 22).four(0) != zip_end)
            detail::refuse(file_,
                           {"is not a whole zip archive: its last 22 bytes are not an end-of-directory record; the "
                            "file was cut short, or something was added to it"});
        std::uint64_t const end = bytes_.size() - 22;
        zip_fields const record = at(end);
        count_ = record.two(10);
        size_ = record.four(12);
        offset_ = record.four(16);
        if (record.two(20) != 0) fail({"its end record announces a comment that is not there"});
        if (record.two(4) != 0 || record.two(6) != 0 || record.two(8) != record.two(10))
            fail({"it is a part of an archive on several disks"});
        std::uint64_t directory_end = end;
        if (end >= 20 + 56 && at(end - 20).four(0) == zip64_locator) {
            directory_end = end - 20 - 56;
            read_zip64_end(directory_end, at(end - 20));
        } else if (count_ == 0xFFFF || size_ == zip_in_zip64 || offset_ == zip_in_zip64) {
            fail({"its end record refers to a zip64 record that is not there"});
        }
        if (offset_ > directory_end || size_ != directory_end - offset_)
            fail({"its directory is said to be ", size_, " bytes at ", offset_, ", and should end at ", directory_end});
        if (count_ > size_ / 46) fail({"its directory of ", size_, " bytes cannot hold ", count_, " entries"});
    }

    void read_zip64_end(std::uint64_t position, zip_fields locator) {
        zip_fields const record = at(position);
        if (locator.four(4) != 0 || locator.four(16) > 1) fail({"it is a part of an archive on several disks"});
        if (locator.eight(8) != position || record.four(0) != zip64_end || record.eight(4) != 44)
            fail({"its zip64 locator points to byte ", locator.eight(8), ", where no zip64 record is expected"});
        if (record.four(16) != 0 || record.four(20) != 0 || record.eight(24) != record.eight(32))
            fail({"it is a part of an archive on several disks"});
        auto const settle = [&](std::uint64_t& small, std::uint64_t marker, std::uint64_t large) {
            if (small != marker && small != large) fail({"its two end records disagree"});
            small = large;
        };
        settle(count_, 0xFFFF, record.eight(32));
        settle(size_, zip_in_zip64, record.eight(40));
        settle(offset_, zip_in_zip64, record.eight(48));
    }

    void read_directory() {
        places_.reserve(std::size_t(count_));
        std::uint64_t position = offset_;
        std::uint64_t const end = offset_ + size_;
        for (std::uint64_t i = 0; i < count_; ++i) {
            if (end - position < 46 || at(position).four(0) != zip_central)
                fail({"entry ", i, " of its directory is damaged"});
            zip_fields const header = at(position);
            std::uint64_t const name = header.two(28), extra = header.two(30), comment = header.two(32);
            if (end - position - 46 < name + extra + comment)
                fail({"entry ", i, " of its directory goes past the directory's end"});
            place p{};
            p.entry.name = text(position + 46, name);
            if (auto const fault = fault_of_name(p.entry.name); !fault.empty())
                fail({"the name ", in_quotes(p.entry.name), " ", fault});
            p.flags = header.two(8);
            p.method = header.two(10);
            p.entry.crc = header.four(16);
            p.compressed = header.four(20);
            p.entry.size = header.four(24);
            p.begin = header.four(42);
            if (header.two(34) != 0) fail({"entry ", in_quotes(p.entry.name), " is on another disk"});
            read_zip64_extra(position + 46 + name, extra, p);
            read_local(p);
            places_.push_back(p);
            position += 46 + name + extra + comment;
        }
        if (position != end) fail({"its directory has ", end - position, " bytes more than its entries take"});
    }

    std::string_view text(std::uint64_t offset, std::uint64_t size) const {
        return {reinterpret_cast<char const*>(bytes_.data() + offset), std::size_t(size)};
    }

    /// Takes the sizes and the offset that did not fit into 32 bits from the entry's zip64 block.
    void read_zip64_extra(std::uint64_t position, std::uint64_t size, place& p) const {
        bool found = false;
        while (size >= 4) {
            std::uint32_t const id = at(position).two(0), length = at(position).two(2);
            if (length > size - 4) break;
            if (id == 1) {
                if (found) fail({"entry ", in_quotes(p.entry.name), " has two zip64 blocks"});
                found = true;
                std::uint64_t used = 0;
                auto const take = [&](std::uint64_t& field) {
                    if (field != zip_in_zip64) return;
                    if (length < used + 8)
                        fail({"the zip64 block of entry ", in_quotes(p.entry.name), " is too short"});
                    field = at(position + 4 + used).eight(0);
                    used += 8;
                };
                take(p.entry.size);
                take(p.compressed);
                take(p.begin);
            }
            position += 4 + length;
            size -= 4 + length;
        }
        if (size != 0) fail({"the extra field of entry ", in_quotes(p.entry.name), " is damaged"});
    }

    void read_local(place& p) const {
        in_quotes const name(p.entry.name);
        constexpr std::uint32_t descriptor = 1u << 3, utf8 = 1u << 11, deflate_levels = 3u << 1;
        if ((p.flags & 1) != 0) fail({"entry ", name, " is encrypted"});
        if ((p.flags & ~(descriptor | utf8 | deflate_levels)) != 0)
            fail({"entry ", name, " has the unknown flags ", p.flags});
        if (p.method != 0 && p.method != 8)
            fail({"entry ", name, " is compressed by method ", p.method, ", expected none or deflate"});
        if (p.method == 0 && p.compressed != p.entry.size)
            fail({"entry ", name, " is stored and has two sizes, ", p.compressed, " and ", p.entry.size});
        if (p.begin > offset_ || offset_ - p.begin < 30 || at(p.begin).four(0) != zip_local)
            fail({"entry ", name, " is said to be at byte ", p.begin, ", where no entry begins"});
        zip_fields const local = at(p.begin);
        std::uint64_t const head = 30 + std::uint64_t(local.two(26)) + local.two(28);
        if (offset_ - p.begin < head || p.compressed > offset_ - p.begin - head)
            fail({"entry ", name, " of ", p.compressed, " bytes goes past the directory's begin"});
        if (text(p.begin + 30, local.two(26)) != p.entry.name)
            fail({"entry ", name, " calls itself ", in_quotes(text(p.begin + 30, local.two(26)))});
        if (local.two(6) != p.flags || local.two(8) != p.method)
            fail({"entry ", name, " and the directory disagree about its flags or method"});
        bool const described = (p.flags & descriptor) != 0;
        check_local_sizes(p, local, described);
        p.entry.stored = bytes_.subspan(std::size_t(p.begin + head), std::size_t(p.compressed));
        p.entry.deflated = p.method == 8;
        p.end = p.begin + head + p.compressed;
        if (described) p.end += descriptor_size(p);
    }

    void check_local_sizes(place const& p, zip_fields local, bool described) const {
        place stated{};
        stated.entry = p.entry;
        stated.entry.size = local.four(22);
        stated.compressed = local.four(18);
        if (!described || stated.entry.size == zip_in_zip64 || stated.compressed == zip_in_zip64)
            read_zip64_extra(p.begin + 30 + local.two(26), local.two(28), stated);
        auto const agree = [&](std::uint64_t here, std::uint64_t there) {
            return here == there || (described && here == 0);
        };
        if (!agree(stated.entry.size, p.entry.size) || !agree(stated.compressed, p.compressed) ||
            !agree(local.four(14), p.entry.crc))
            fail({"entry ", in_quotes(p.entry.name), " and the directory disagree about its size or checksum"});
    }

    /// The descriptor after the data repeats checksum and sizes, with or without a signature, in 4 or in 8 bytes each.
    std::uint64_t descriptor_size(place const& p) const {
        std::uint64_t const left = offset_ - p.end;
        for (int const width : {4, 8})
            for (std::uint64_t const signature : {4u, 0u}) {
                std::uint64_t const size = signature + 4 + 2 * std::uint64_t(width);
                if (left < size || (signature != 0 && at(p.end).four(0) != zip_descriptor)) continue;
                zip_fields const d = at(p.end + signature);
                if (d.four(0) == p.entry.crc && d.number(4, width) == p.compressed &&
                    d.number(4 + std::size_t(width), width) == p.entry.size && next_begins(p.end + size))
                    return size;
            }
        fail({"entry ", in_quotes(p.entry.name), " and the directory disagree about its size or checksum"});
    }

    /// Tells a descriptor of 4-byte sizes from one of 8-byte sizes where both would fit.
    bool next_begins(std::uint64_t position) const {
        return position == offset_ || (offset_ - position >= 4 && at(position).four(0) == zip_local);
    }

    void check_layout() {
        sort_by(places_, [](place const& a, place const& b) { return a.begin < b.begin; });
        std::uint64_t position = 0;
        for (place const& p : places_) {
            if (p.begin < position) fail({"entry ", in_quotes(p.entry.name), " overlaps the entry before it"});
            if (p.begin > position)
                fail({"there are ", p.begin - position, " bytes before entry ", in_quotes(p.entry.name),
                      " that belong to no entry"});
            position = p.end;
        }
        if (position != offset_)
            fail({"there are ", offset_ - position, " bytes before its directory that belong to no entry"});
    }

    void check_names() const {
        list<std::string_view> names;
        names.reserve(places_.size());
        for (place const& p : places_) names.push_back(p.entry.name);
        auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; };
        auto const compare = [&](std::string_view a, std::string_view b) {
            for (std::size_t i = 0; i < a.size() && i < b.size(); ++i)
                if (lower(a[i]) != lower(b[i])) return lower(a[i]) < lower(b[i]) ? -1 : 1;
            return a.size() < b.size() ? -1 : a.size() > b.size() ? 1 : 0;
        };
        sort_by(names, [&](std::string_view a, std::string_view b) { return compare(a, b) < 0; });
        for (std::size_t i = 1; i < names.size(); ++i)
            if (compare(names[i - 1], names[i]) == 0)
                fail({"the names ", in_quotes(names[i - 1]), " and ", in_quotes(names[i]),
                      " are the same but for their case"});
    }

    std::span<std::byte const> bytes_;
    std::string const& file_;
    std::uint64_t count_ = 0, size_ = 0, offset_ = 0;  // of the directory
    list<place> places_;
};

}  // namespace detail

EPONYM_INLINE list<zip_entry> read_zip(std::span<std::byte const> bytes, std::string const& file) {
    return detail::zip_reader(bytes, file).read();
}

EPONYM_INLINE void require_crc(zip_entry const& entry, std::string const& file) {
    if (crc32(0, entry.stored.data(), entry.stored.size()) != entry.crc)
        detail::refuse(file, {"the record ", detail::in_quotes(entry.name),
                              " is damaged: its checksum is not the one that was stored"});
}

EPONYM_INLINE shared<Storage> inflate(zip_entry const& entry, std::uint64_t& budget, std::string const& file) {
    detail::in_quotes const name(entry.name);
    if (entry.size > budget)
        detail::refuse(file, {"the compressed record ", name, " claims ", entry.size,
                              " bytes, more than a checkpoint of this size may grow to"});
    budget -= entry.size;
#if defined(EPONYM_HAS_LIBDEFLATE)
    struct release {
        void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
    };
    std::unique_ptr<libdeflate_decompressor, release> const decompressor(libdeflate_alloc_decompressor());
    shared<Storage> const out = Storage::allocate(std::size_t(entry.size));
    if (!decompressor || libdeflate_deflate_decompress(decompressor.get(), entry.stored.data(), entry.stored.size(),
                                                       out->data, std::size_t(entry.size), nullptr) != 0)
        detail::refuse(file, {"the compressed record ", name, " is damaged"});
    if (crc32(0, out->data, std::size_t(entry.size)) != entry.crc)
        detail::refuse(file, {"the record ", name, " is damaged: its checksum is not the one that was stored"});
    return out;
#else
    detail::refuse(file, {"the record ", name,
                          " is compressed, which needs the compiled form of this library; or in "
                          "Python: torch.save(torch.load(path), path)"});
#endif
}

}  // namespace eponym::inline EPONYM_ABI::io

EPONYM_END_COLD
