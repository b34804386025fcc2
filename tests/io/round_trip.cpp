// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstring>

#include <eponym/io/atomic_file.hpp>
#include <eponym/io/crc32.hpp>

#include "support.hpp"

using namespace eponym_test;
using eponym::dim;
using eponym::dtype;

namespace {
io::array make(std::string name, dtype type, eponym::list<dim> shape, std::vector<std::byte> const& bytes) {
    io::array a;
    a.name = std::move(name);
    a.type = type;
    a.shape = std::move(shape);
    a.data = bytes.data();
    return a;
}

std::vector<std::byte> pattern(std::size_t count) {
    std::vector<std::byte> bytes(count);
    for (std::size_t i = 0; i < count; ++i) bytes[i] = std::byte(i * 37 + (i >> 8));
    return bytes;
}

bool same_bytes(io::array const& a, std::vector<std::byte> const& bytes) {
    return io::byte_count(a) == bytes.size() && (bytes.empty() || std::memcmp(a.data, bytes.data(), bytes.size()) == 0);
}

io::archive open_whole(scratch const& file) {
    auto opened = io::open(file.path());
    opened.verify();
    return opened;
}
}  // namespace

TEST_CASE("arrays of every dtype and size come back from safetensors", "[io]") {
    std::vector<std::vector<std::byte>> bytes;
    std::vector<io::array> arrays;
    for (int i = 0; i <= int(dtype::float4_e2m1); ++i) {
        auto const type = dtype(i);
        if (type == dtype::complex32 || type == dtype::complex128) continue;
        bytes.push_back(pattern(std::size_t(eponym::bits_of(type)) * 3));
        arrays.push_back(make(std::string(eponym::name_of(type)), type, {4, 6}, {}));
    }
    for (std::size_t i = 0; i < arrays.size(); ++i) arrays[i].data = bytes[i].data();
    scratch const file("types.bin");
    io::write_safetensors(file.path(), arrays);
    auto const opened = open_whole(file);
    REQUIRE(opened.arrays.size() == arrays.size());
    for (std::size_t i = 0; i < arrays.size(); ++i) {
        io::array const* const a = opened.find(arrays[i].name);
        REQUIRE(a != nullptr);
        CHECK(a->type == arrays[i].type);
        CHECK(a->shape == arrays[i].shape);
        CHECK(same_bytes(*a, bytes[i]));
        CHECK(reinterpret_cast<std::uintptr_t>(a->data) % (std::size_t(eponym::bits_of(a->type) + 7) / 8) == 0);
    }
}

TEST_CASE("arrays of every dtype come back from PyTorch files, on multiples of 64 bytes", "[io]") {
    std::vector<std::vector<std::byte>> bytes;
    std::vector<io::array> arrays;
    for (int i = 0; i <= int(dtype::float8_e8m0fnu); ++i) {
        bytes.push_back(pattern(std::size_t(eponym::bits_of(dtype(i))) * 3));
        arrays.push_back(make(std::string(eponym::name_of(dtype(i))), dtype(i), {4, 6}, {}));
    }
    for (std::size_t i = 0; i < arrays.size(); ++i) arrays[i].data = bytes[i].data();
    scratch const file("model.pt");
    io::write_torch(file.path(), arrays);
    auto const opened = open_whole(file);
    REQUIRE(opened.arrays.size() == arrays.size());
    for (std::size_t i = 0; i < arrays.size(); ++i) {
        CHECK(opened.arrays[i].name == arrays[i].name);
        CHECK(opened.arrays[i].type == arrays[i].type);
        CHECK(same_bytes(opened.arrays[i], bytes[i]));
        CHECK(reinterpret_cast<std::uintptr_t>(opened.arrays[i].data) % 64 == 0);
    }
}

TEST_CASE("sizes around the writers' buffers and pieces come back", "[io]") {
    for (std::size_t const size :
         {0u, 1u, 63u, 64u, 65u, 65'535u, 65'536u, 65'537u, 2'097'151u, 2'097'153u, 4'200'000u}) {
        CAPTURE(size);
        auto const bytes = pattern(size), small = pattern(5);
        std::vector<io::array> arrays{make("small", dtype::uint8, {5}, small),
                                      make("large", dtype::uint8, {dim(size)}, bytes),
                                      make("last", dtype::uint8, {5}, small)};
        scratch const safe("a.safetensors"), torch("a.pt");
        io::write_safetensors(safe.path(), arrays);
        io::write_torch(torch.path(), arrays);
        for (scratch const* file : {&safe, &torch}) {
            auto const opened = open_whole(*file);
            CHECK(same_bytes(*opened.find("large"), bytes));
            CHECK(same_bytes(*opened.find("last"), small));
        }
    }
}

TEST_CASE("arrays with strides are written in row-major order", "[io]") {
    std::vector<std::int32_t> numbers(24);
    for (int i = 0; i < 24; ++i) numbers[std::size_t(i)] = i;
    io::array a;
    a.name = "turned";
    a.type = dtype::int32;
    a.shape = {4, 3, 2};
    a.strides = {1, 4, 12};
    a.data = reinterpret_cast<std::byte const*>(numbers.data());
    std::vector<std::int32_t> expected;
    for (int i = 0; i < 4; ++i)
        for (int j = 0; j < 3; ++j)
            for (int k = 0; k < 2; ++k) expected.push_back(i + 4 * j + 12 * k);
    scratch const safe("a.safetensors"), torch("a.pt");
    io::write_safetensors(safe.path(), std::vector{a});
    io::write_torch(torch.path(), std::vector{a});
    for (scratch const* file : {&safe, &torch}) {
        auto const opened = open_whole(*file);
        CHECK(opened.arrays[0].strides == eponym::list<dim>{6, 2, 1});
        CHECK(std::memcmp(opened.arrays[0].data, expected.data(), 96) == 0);
    }
    std::vector<std::int32_t> part(5);
    io::copy_elements(a, 7, 5, reinterpret_cast<std::byte*>(part.data()));
    CHECK(std::equal(part.begin(), part.end(), expected.begin() + 7));
}

TEST_CASE("arrays that share a storage share it in a PyTorch file, and only those of one dtype", "[io]") {
    auto const bytes = pattern(64);
    auto const view = [&](std::string name, dtype type, eponym::list<dim> shape, std::size_t offset) {
        io::array a = make(std::move(name), type, std::move(shape), bytes);
        a.data += offset;
        a.storage_data = bytes.data();
        a.storage_bytes = 64;
        return a;
    };
    std::vector<io::array> const arrays{view("a", dtype::float32, {16}, 0), view("b", dtype::float32, {4}, 16),
                                        view("c", dtype::int32, {4}, 16), view("d", dtype::float32, {0}, 64)};
    scratch const file("shared.pt");
    io::write_torch(file.path(), arrays);
    auto const opened = open_whole(file);
    CHECK(opened.arrays[0].storage_index == opened.arrays[1].storage_index);
    CHECK(opened.arrays[1].data == opened.arrays[0].data + 16);
    CHECK(opened.arrays[2].storage_index != opened.arrays[0].storage_index);
    CHECK(opened.arrays[2].storage_bytes == 16);
    CHECK(opened.arrays[3].shape == eponym::list<dim>{0});
}

TEST_CASE("a mapped file can be written to in memory and keeps its bytes on the disk", "[io]") {
    scratch const file;
    file.write(good_file());
    auto const opened = io::open(file.path());
    auto const bytes = opened.mapping->bytes();
    bytes[std::size_t(opened.arrays[0].data - bytes.data())] = std::byte(99);
    CHECK(opened.arrays[0].data[0] == std::byte(99));
    CHECK(read_file(file.path()) == good_file());
}

TEST_CASE("a model may be saved over the file that it is mapped from", "[io]") {
    scratch const file("self.safetensors");
    auto const bytes = pattern(100'000);
    io::write_safetensors(file.path(), std::vector{make("a", dtype::uint8, {100'000}, bytes)});
    auto const opened = open_whole(file);
    io::write_safetensors(file.path(), opened.arrays);
    CHECK(same_bytes(opened.arrays[0], bytes));
    CHECK(same_bytes(open_whole(file).arrays[0], bytes));
}

TEST_CASE("a file that cannot be written leaves the old one as it was and nothing beside it", "[io]") {
    scratch const file("kept.safetensors");
    file.write("old bytes");
    auto const bytes = pattern(16);
    std::vector<io::array> const twice{make("a", dtype::uint8, {16}, bytes), make("a", dtype::uint8, {16}, bytes)};
    CHECK_THROWS_WITH(io::write_safetensors(file.path(), twice), ContainsSubstring("\"a\" occurs twice"));
    CHECK_THROWS_AS(io::write_torch(file.path(), twice), eponym::file_error);
    CHECK_THROWS_WITH(io::write_safetensors(file.path(), std::vector{make("a/../b", dtype::uint8, {16}, bytes)}),
                      ContainsSubstring("\"..\""));
    CHECK_THROWS_WITH(io::write_safetensors(file.path(), std::vector{make("a", dtype::complex128, {1}, bytes)}),
                      ContainsSubstring("no dtype for \"a\", which is complex128"));
    CHECK_THROWS_WITH(io::write_torch(file.path(), std::vector{make("a", dtype::float4_e2m1, {2}, bytes)}),
                      ContainsSubstring("float4_e2m1"));
    CHECK_THROWS_AS(io::write_safetensors(file.folder(), {}), eponym::file_error);
    CHECK_THROWS_WITH(io::write_safetensors(file.folder() / "none" / "a.safetensors", {}),
                      ContainsSubstring("cannot be written"));
    {
        io::atomic_file unfinished(file.path());
        unfinished.write("new bytes");
    }
    CHECK(read_file(file.path()) == "old bytes");
    CHECK(std::distance(std::filesystem::directory_iterator(file.folder()), {}) == 1);
}

#if !defined(_WIN32)
TEST_CASE("writing through a symbolic link writes the file behind it, with its permissions", "[io]") {
    scratch const file("real.safetensors");
    file.write("old");
    std::filesystem::permissions(file.path(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    std::filesystem::create_symlink(file.path(), file.folder() / "link");
    io::write_safetensors(file.folder() / "link", {}, {});
    std::string const written = read_file(golden("empty.safetensors"));
    CHECK(std::filesystem::is_symlink(file.folder() / "link"));
    CHECK(read_file(file.path()) == written);
    CHECK(std::filesystem::status(file.path()).permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    CHECK_THROWS_WITH(io::write_safetensors("/dev/null", {}), ContainsSubstring("not a regular file"));
    CHECK_THROWS_WITH(io::open("/dev/null"), ContainsSubstring("not a regular file"));
}
#endif

TEST_CASE("files whose names are not ASCII are written and read, and what is no file is refused", "[io]") {
    scratch const file("größe 权重.pt");
    auto const bytes = pattern(16);
    io::write_torch(file.name(), std::vector{make("w", dtype::uint8, {16}, bytes)});
    CHECK(same_bytes(open_whole(file).arrays[0], bytes));
    CHECK_THAT(read_file(file.path()), ContainsSubstring("größe 权重/data.pkl"));
    CHECK_THROWS_WITH(io::open(file.folder()), ContainsSubstring("is a folder"));
    CHECK_THROWS_WITH(io::open(file.folder() / "missing.pt"), ContainsSubstring("missing.pt: cannot be opened"));
    CHECK_THROWS_WITH(io::open(std::string("a\0b", 3)), ContainsSubstring("NUL"));
    CHECK_THROWS_AS(io::open(""), eponym::file_error);
}

TEST_CASE("metadata is escaped, sorted and comes back", "[io]") {
    scratch const file("meta.safetensors");
    io::metadata_list const pairs{{"z", "line\nfeed \x01 \"q\" \\ /"}, {"a", "größe"}};
    io::write_safetensors(file.path(), {}, pairs);
    CHECK(open_whole(file).metadata == io::metadata_list{pairs[1], pairs[0]});
    CHECK_THAT(read_file(file.path()), ContainsSubstring("\\n") && ContainsSubstring("\\u0001 \\\"q\\\" \\\\ /\""));
    CHECK_THROWS_WITH(io::write_safetensors(file.path(), {}, {{"a", "1"}, {"a", "2"}}),
                      ContainsSubstring("occurs twice"));
    CHECK_THROWS_WITH(io::write_safetensors(file.path(), {}, {{"a", "\xFF"}}), ContainsSubstring("not valid UTF-8"));
}

TEST_CASE("the checksum is that of zip for every length, in one part or in several", "[io]") {
    auto const bytes = pattern(5000);
    std::string const text(reinterpret_cast<char const*>(bytes.data()), bytes.size());
    CHECK(io::crc32(0, reinterpret_cast<std::byte const*>("123456789"), 9) == 0xCBF43926);
    for (std::size_t size = 0; size < 300; ++size) {
        std::uint32_t const expected = slow_crc(text.substr(3, size));
        CHECK(io::crc32(0, bytes.data() + 3, size) == expected);
        std::size_t const half = size / 3;
        CHECK(io::crc32(io::crc32(0, bytes.data() + 3, half), bytes.data() + 3 + half, size - half) == expected);
    }
    CHECK(io::crc32(0, bytes.data(), 5000) == slow_crc(text));
}
