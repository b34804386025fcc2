// SPDX-License-Identifier: BSL-1.0
// Builders of good and bad files, byte by byte, and the check that every bad one is refused in the same way.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <eponym/io/open.hpp>
#include <eponym/io/safetensors.hpp>
#include <eponym/io/torch_writer.hpp>
#include <eponym/meta/exception.hpp>

namespace eponym_test {

namespace io = eponym::io;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

/// Bytes allocated at the same time, at most, since `watch_allocations`.
void watch_allocations();
std::size_t peak_allocation();

/// A file name in a folder of its own that goes away.
class scratch {
public:
    explicit scratch(std::string_view name = "file.pt") {
        static int number = 0;
        folder_ = std::filesystem::temp_directory_path() /
                  ("eponym-io-" + std::to_string(std::hash<std::string>()(std::filesystem::current_path().string())) +
                   "-" + std::to_string(process()) + "-" + std::to_string(++number));
        std::filesystem::create_directories(folder_);
        name_ = (folder_ / std::filesystem::path(std::u8string(name.begin(), name.end())));
    }
    ~scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    std::filesystem::path const& path() const { return name_; }
    std::filesystem::path const& folder() const { return folder_; }
    std::string name() const {
        auto const text = name_.u8string();
        return {text.begin(), text.end()};
    }
    void write(std::string_view bytes) const {
        std::ofstream(name_, std::ios::binary).write(bytes.data(), std::streamsize(bytes.size()));
    }

private:
    static int process();

    std::filesystem::path folder_, name_;
};

inline std::string read_file(std::filesystem::path const& name) {
    std::ifstream in(name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string golden(std::string_view name) { return std::string(EPONYM_TEST_DATA "/io/") + std::string(name); }

/// What opening these bytes and comparing all checksums says; "" where nothing is wrong. Asserts that the sentence
/// begins with the file's name, that only eponym::file_error is thrown, and that memory stays in proportion.
inline std::string fault_of(std::string_view bytes, std::string_view name = "hostile.bin") {
    scratch const file(name);
    file.write(bytes);
    watch_allocations();
    std::string fault;
    try {
        auto opened = io::open(file.path());
        opened.verify();
    } catch (eponym::file_error const& error) {
        fault = error.what();
    }
    CHECK(peak_allocation() < (std::size_t(1) << 20) + 100 * bytes.size());
    if (fault.empty()) return fault;
    CHECK_THAT(fault, StartsWith(file.name() + ": "));
    return fault.substr(file.name().size() + 2);
}

/// Little-endian bytes of a number.
inline std::string le(std::uint64_t number, int width) {
    std::string bytes;
    for (int i = 0; i < width; ++i, number >>= 8) bytes += char(static_cast<unsigned char>(number));
    return bytes;
}

inline std::string safetensors(std::string_view header, std::string_view data = "") {
    return le(header.size(), 8) + std::string(header) + std::string(data);
}

/// The CRC-32 of zip, a bit at a time.
inline std::uint32_t slow_crc(std::string_view bytes) {
    std::uint32_t crc = ~0u;
    for (char const c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int i = 0; i < 8; ++i) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320u : 0u);
    }
    return ~crc;
}

/// An entry of a zip archive; what is set contradicts what would be right.
struct zip_part {
    std::string name, data;
    std::optional<std::string> local_name{};
    std::optional<std::uint32_t> crc{}, local_crc{}, size{}, local_size{}, offset{}, uncompressed{};
    std::uint32_t flags = 0x0800, method = 0, disk = 0;
    std::string extra{};
};

struct zip_archive {
    std::vector<zip_part> parts;
    std::optional<std::uint32_t> count{}, size{}, offset{};
    std::uint32_t disk = 0;
    std::string before_directory{}, before_end{}, comment{};

    std::string bytes() const {
        std::string out;
        std::vector<std::uint64_t> begins;
        for (zip_part const& p : parts) {
            begins.push_back(out.size());
            std::uint32_t const local = p.local_size.value_or(p.size.value_or(std::uint32_t(p.data.size())));
            std::uint32_t const crc = p.local_crc.value_or(p.crc.value_or(slow_crc(p.data)));
            std::string const name = p.local_name.value_or(p.name);
            out += "PK\3\4" + le(20, 2) + le(p.flags, 2) + le(p.method, 2) + le(0, 4) + le(crc, 4) + le(local, 4) +
                   le(p.uncompressed.value_or(local), 4) + le(name.size(), 2) + le(0, 2) + name + p.data;
        }
        out += before_directory;
        std::uint64_t const directory = out.size();
        for (std::size_t i = 0; i < parts.size(); ++i) {
            zip_part const& p = parts[i];
            std::uint32_t const csize = p.size.value_or(std::uint32_t(p.data.size()));
            out += "PK\1\2" + le(20, 2) + le(20, 2) + le(p.flags, 2) + le(p.method, 2) + le(0, 4) +
                   le(p.crc.value_or(slow_crc(p.data)), 4) + le(csize, 4) + le(p.uncompressed.value_or(csize), 4) +
                   le(p.name.size(), 2) + le(p.extra.size(), 2) + le(0, 2) + le(p.disk, 2) + le(0, 2) + le(0, 4) +
                   le(p.offset.value_or(std::uint32_t(begins[i])), 4) + p.name + p.extra;
        }
        std::uint64_t const end = out.size();
        out += before_end;
        out += "PK\5\6" + le(disk, 2) + le(disk, 2) + le(count.value_or(std::uint32_t(parts.size())), 2) +
               le(count.value_or(std::uint32_t(parts.size())), 2) +
               le(size.value_or(std::uint32_t(end - directory)), 4) + le(offset.value_or(std::uint32_t(directory)), 4) +
               le(comment.size(), 2) + comment;
        return out;
    }
};

/// The instructions of a pickle.
namespace p {
inline std::string text(std::string_view t) { return "X" + le(t.size(), 4) + std::string(t); }
inline std::string integer(std::int64_t n) {
    if (n >= 0 && n < 256) return "K" + le(std::uint64_t(n), 1);
    return "\x8A\x08" + le(std::uint64_t(n), 8);
}
inline std::string global(std::string_view module, std::string_view name) {
    return "c" + std::string(module) + "\n" + std::string(name) + "\n";
}
inline std::string tuple(std::vector<std::int64_t> const& numbers) {
    std::string out = "(";
    for (auto const n : numbers) out += integer(n);
    return out + "t";
}
inline std::string ordered_dict() { return global("collections", "OrderedDict") + ")R"; }
inline std::string storage(std::string_view key, std::int64_t count, std::string_view type = "FloatStorage") {
    return "(" + text("storage") + global("torch", type) + text(key) + text("cpu") + integer(count) + "tQ";
}
inline std::string tensor(std::string const& storage, std::int64_t offset, std::vector<std::int64_t> const& size,
                          std::vector<std::int64_t> const& stride) {
    return global("torch._utils", "_rebuild_tensor_v2") + "(" + storage + integer(offset) + tuple(size) +
           tuple(stride) + "\x89" + ordered_dict() + "tR";
}
/// A dict of text keys.
inline std::string dict(std::vector<std::pair<std::string, std::string>> const& items) {
    std::string out = "}(";
    for (auto const& [key, value] : items) out += text(key) + value;
    return out + "u";
}
inline std::string whole(std::string const& value) { return "\x80\x02" + value + "."; }
}  // namespace p

inline std::vector<zip_part> torch_parts(std::string const& pickle, std::vector<std::string> const& storages = {}) {
    std::vector<zip_part> parts{{"a/data.pkl", pickle}, {"a/byteorder", "little"}};
    for (std::size_t i = 0; i < storages.size(); ++i) parts.push_back({"a/data/" + std::to_string(i), storages[i]});
    parts.push_back({"a/version", "3\n"});
    return parts;
}

/// A whole file around a pickle.
inline std::string torch_file(std::string const& pickle, std::vector<std::string> const& storages = {}) {
    return zip_archive{torch_parts(pickle, storages)}.bytes();
}

/// A file with the tensor "w", 2 x 3 floats, everything right.
inline std::string good_pickle() {
    return p::whole(p::dict({{"w", p::tensor(p::storage("0", 6), 0, {2, 3}, {3, 1})}}));
}
inline std::string good_file() { return torch_file(good_pickle(), {std::string(24, '\1')}); }

}  // namespace eponym_test
