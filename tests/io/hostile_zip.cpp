// SPDX-License-Identifier: BSL-1.0
// Broken and malicious zip archives, numbered as in the project's list.
#include "support.hpp"

using namespace eponym_test;

namespace {
std::string const floats(24, '\1');

/// The good archive with one entry changed.
template<class Change>
std::string changed(std::size_t part, Change change) {
    zip_archive zip{torch_parts(good_pickle(), {floats})};
    change(zip.parts[part]);
    return zip.bytes();
}

/// The good archive with `end` in the place of its end record.
std::string with_end(std::string const& end) {
    std::string const good = good_file();
    return good.substr(0, good.size() - 22) + end;
}

std::string end_record(std::uint64_t count, std::uint64_t size, std::uint64_t offset) {
    return "PK\5\6" + le(0, 4) + le(count, 2) + le(count, 2) + le(size, 4) + le(offset, 4) + le(0, 2);
}

std::string zip64(std::uint64_t count, std::uint64_t size, std::uint64_t offset, std::uint64_t position) {
    return "PK\6\6" + le(44, 8) + le(0, 12) + le(count, 8) + le(count, 8) + le(size, 8) + le(offset, 8) + "PK\6\7" +
           le(0, 4) + le(position, 8) + le(1, 4);
}
}  // namespace

TEST_CASE("hostile file 0: the good PyTorch file that the others are made from opens", "[io][hostile]") {
    CHECK(fault_of(good_file()) == "");
    std::string const good = good_file();
    std::size_t const end = good.size() - 22, directory = good.find("PK\1\2");
    CHECK(fault_of(with_end(zip64(4, end - directory, directory, end) + end_record(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF))) ==
          "");
}

TEST_CASE("hostile file 40: an archive without one end record at its end is refused", "[io][hostile]") {
    CHECK_THAT(fault_of(with_end("")), ContainsSubstring("not a whole zip archive"));
    CHECK_THAT(fault_of(good_file() + "x"), ContainsSubstring("not a whole zip archive"));
    zip_archive two{torch_parts(good_pickle(), {floats})};
    two.comment = end_record(0, 0, 0);
    CHECK(fault_of(two.bytes()) != "");
    two.comment = "a comment";
    CHECK_THAT(fault_of(two.bytes()), ContainsSubstring("not a whole zip archive"));
    CHECK_THAT(fault_of(std::string("PK\3\4", 4)), ContainsSubstring("not a whole zip archive"));
}

TEST_CASE("hostile file 41: a zip64 record elsewhere, or more entries than bytes, is refused", "[io][hostile]") {
    std::string const good = good_file();
    std::size_t const end = good.size() - 22, directory = good.find("PK\1\2");
    for (std::uint64_t const position : {std::uint64_t(0), std::uint64_t(end + 1), ~std::uint64_t(0)})
        CHECK_THAT(fault_of(with_end(zip64(4, end - directory, directory, position) +
                                     end_record(4, end - directory, directory))),
                   ContainsSubstring("zip64 locator points"));
    CHECK_THAT(fault_of(with_end(zip64(1ull << 32, end - directory, directory, end) +
                                 end_record(0xFFFF, end - directory, directory))),
               ContainsSubstring("cannot hold 4294967296 entries"));
    CHECK_THAT(fault_of(with_end(end_record(0xFFFF, end - directory, directory))),
               ContainsSubstring("zip64 record that is not there"));
    CHECK_THAT(
        fault_of(with_end(zip64(5, end - directory, directory, end) + end_record(4, end - directory, directory))),
        ContainsSubstring("disagree"));
}

TEST_CASE("hostile file 42: a directory or an entry outside of its place is refused", "[io][hostile]") {
    std::string const good = good_file();
    std::size_t const end = good.size() - 22, directory = good.find("PK\1\2"), size = end - directory;
    CHECK_THAT(fault_of(with_end(end_record(4, size, directory + 1))),
               ContainsSubstring("its directory is said to be"));
    CHECK_THAT(fault_of(with_end(end_record(4, size + 1, directory))),
               ContainsSubstring("its directory is said to be"));
    CHECK_THAT(fault_of(with_end(end_record(4, size, 0xFFFFFFF0))), ContainsSubstring("its directory is said to be"));
    CHECK_THAT(fault_of(with_end(end_record(3, size, directory))), ContainsSubstring("more than its entries take"));
    CHECK_THAT(fault_of(with_end(end_record(5, size, directory))), ContainsSubstring("cannot hold 5 entries"));
    CHECK_THAT(fault_of(changed(2, [](zip_part& part) { part.offset = 0; })),
               ContainsSubstring("calls itself \"a/data.pkl\""));
    CHECK_THAT(fault_of(changed(2, [](zip_part& part) { part.offset = 0xFFFFFFF0; })),
               ContainsSubstring("where no entry begins"));
    CHECK_THAT(fault_of(changed(2, [](zip_part& part) { part.size = 1'000'000; })),
               ContainsSubstring("goes past the directory"));
    zip_archive overlap{torch_parts(good_pickle(), {floats})};
    overlap.parts[2].size = 30;  // reaches into the next entry
    CHECK_THAT(fault_of(overlap.bytes()), ContainsSubstring("overlaps"));
    zip_archive gap{torch_parts(good_pickle(), {floats})};
    gap.before_directory = "hidden";
    CHECK_THAT(fault_of(gap.bytes()), ContainsSubstring("6 bytes before its directory that belong to no entry"));
    gap.before_directory.clear();
    gap.before_end = "hidden";
    CHECK(fault_of(gap.bytes()) != "");
}

TEST_CASE("hostile file 43: a local header other than the directory's is refused", "[io][hostile]") {
    CHECK_THAT(fault_of(changed(2, [](zip_part& part) { part.local_name = "a/data/1"; })),
               ContainsSubstring("calls itself \"a/data/1\""));
    CHECK_THAT(fault_of(changed(2, [](zip_part& part) { part.local_size = 20; })),
               ContainsSubstring("disagree about its size"));
    CHECK_THAT(fault_of(changed(2, [](zip_part& part) { part.local_crc = 7; })),
               ContainsSubstring("disagree about its size"));
    CHECK_THAT(fault_of(changed(2, [](zip_part& part) { part.flags = 0x0808; })),
               ContainsSubstring("disagree about its size"));
}

TEST_CASE("hostile file 44: a compressed record that would grow beyond all measure is refused", "[io][hostile]") {
    std::string const deflated("\x63\x64\x64\x64\x64\x64\x64\x64\x64\x04\x00", 11);
    CHECK_THAT(fault_of(changed(2,
                                [&](zip_part& part) {
                                    part.method = 8;
                                    part.data = deflated;
                                    part.uncompressed = 100'000'000;
                                })),
               ContainsSubstring("has 100000000 bytes, and 6 elements"));
    CHECK_THAT(fault_of(changed(0,
                                [&](zip_part& part) {
                                    part.method = 8;
                                    part.data = deflated;
                                    part.uncompressed = 100'000'000;
                                })),
               ContainsSubstring("more than a checkpoint of this size may grow to"));
    std::string const compressed = fault_of(changed(0, [&](zip_part& part) {
        part.method = 8;
        part.data = deflated;
        part.uncompressed = 1000;
    }));
    bool const refused = compressed.find("is compressed, which needs the compiled form") != std::string::npos;
    bool const damaged = compressed.find("is damaged") != std::string::npos;
    CHECK((refused || damaged));
}

TEST_CASE("hostile file 45: encryption, other methods and several disks are refused", "[io][hostile]") {
    CHECK_THAT(fault_of(changed(2, [](zip_part& part) { part.flags |= 1; })), ContainsSubstring("is encrypted"));
    CHECK_THAT(fault_of(changed(2, [](zip_part& part) { part.flags |= 0x2000; })), ContainsSubstring("unknown flags"));
    CHECK_THAT(fault_of(changed(2, [](zip_part& part) { part.method = 99; })), ContainsSubstring("method 99"));
    CHECK_THAT(fault_of(changed(2, [](zip_part& part) { part.disk = 1; })), ContainsSubstring("on another disk"));
    zip_archive disks{torch_parts(good_pickle(), {floats})};
    disks.disk = 1;
    CHECK_THAT(fault_of(disks.bytes()), ContainsSubstring("several disks"));
}

TEST_CASE("hostile file 46: names that are the same but for their case are refused", "[io][hostile]") {
    zip_archive zip{torch_parts(good_pickle(), {floats})};
    zip.parts.push_back({"a/data/0", floats});
    CHECK_THAT(fault_of(zip.bytes()), ContainsSubstring("the same but for their case"));
    zip.parts.back().name = "a/DATA/0";
    CHECK_THAT(fault_of(zip.bytes()), ContainsSubstring("the same but for their case"));
    zip.parts.back().name = "a/Data.pkl";
    CHECK_THAT(fault_of(zip.bytes()), ContainsSubstring("the same but for their case"));
}

TEST_CASE("hostile file 47: no version, or one that is unknown, is refused", "[io][hostile]") {
    CHECK_THAT(fault_of(changed(3, [](zip_part& part) { part.name = "a/other"; })),
               ContainsSubstring("no record \"version\""));
    for (std::string const version : {"99", "abc", "-1", "0", "", "3\n\n", "03", " 3"})
        CHECK_THAT(fault_of(changed(3, [&](zip_part& part) { part.data = version; })),
                   ContainsSubstring("format version"));
    CHECK_THAT(fault_of(changed(3, [&](zip_part& part) { part.data = std::string(1'000'000, '9'); })),
               ContainsSubstring("format version"));
}

TEST_CASE("hostile file 48: a first record in no folder is refused", "[io][hostile]") {
    zip_archive zip{torch_parts(good_pickle(), {floats})};
    zip.parts.insert(zip.parts.begin(), zip_part{"data.pkl", good_pickle()});
    CHECK_THAT(fault_of(zip.bytes()), ContainsSubstring("which is in no folder"));
    zip.parts.front().name = "/data.pkl";
    CHECK_THAT(fault_of(zip.bytes()), ContainsSubstring("which is in no folder"));
}

TEST_CASE("hostile file 49: a record outside of the folder is refused", "[io][hostile]") {
    zip_archive zip{torch_parts(good_pickle(), {floats})};
    zip.parts.push_back({"b/data/1", "x"});
    CHECK_THAT(fault_of(zip.bytes()), ContainsSubstring("\"b/data/1\" outside of the folder"));
    zip.parts.back().name = "a/../x";
    CHECK_THAT(fault_of(zip.bytes()), ContainsSubstring("\"..\""));
    zip.parts.back().name = std::string("a/x\0y", 5);
    CHECK_THAT(fault_of(zip.bytes()), ContainsSubstring("control character"));
    zip.parts.back().name = "a/\xFF";
    CHECK_THAT(fault_of(zip.bytes()), ContainsSubstring("not valid UTF-8"));
}

TEST_CASE("hostile file 50: a TorchScript archive is refused", "[io][hostile]") {
    zip_archive zip{torch_parts(good_pickle(), {floats})};
    zip.parts.push_back({"a/constants.pkl", "x"});
    CHECK_THAT(fault_of(zip.bytes()), ContainsSubstring("is a TorchScript archive"));
}

TEST_CASE("hostile file 51: an unknown byte order is refused", "[io][hostile]") {
    CHECK_THAT(fault_of(changed(1, [](zip_part& part) { part.data = "middle"; })),
               ContainsSubstring("byte order \"middle\""));
    CHECK_THAT(fault_of(changed(1, [](zip_part& part) { part.data = "big"; })), ContainsSubstring("big-endian"));
}

TEST_CASE("hostile file 52: a wrong checksum is refused", "[io][hostile]") {
    for (std::size_t part = 0; part < 4; ++part)
        CHECK_THAT(fault_of(changed(part, [](zip_part& p) { p.crc = 0xBAD; })),
                   ContainsSubstring("its checksum is not the one"));
}

TEST_CASE("hostile file 53: a record shorter or longer than its storage is refused", "[io][hostile]") {
    CHECK_THAT(fault_of(torch_file(good_pickle(), {floats.substr(1)})),
               ContainsSubstring("has 23 bytes, and 6 elements of 4 bytes"));
    CHECK_THAT(fault_of(torch_file(good_pickle(), {floats + "x"})),
               ContainsSubstring("has 25 bytes, and 6 elements of 4 bytes"));
}
