// SPDX-License-Identifier: BSL-1.0
// Broken and malicious safetensors files, numbered as in the project's list. Sizes in the millions are cut to tens of
// thousands where the point is the same.
#include "support.hpp"

using namespace eponym_test;

namespace {
/// A header with one tensor of 4 floats, its entry as given.
std::string one(std::string const& entry) { return "{\"w\":" + entry + "}"; }
std::string const floats(16, '\0');
std::string entry(std::string const& type, std::string const& shape, std::string const& offsets) {
    return "{\"dtype\":" + type + ",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
}
std::string const good = one(entry("\"F32\"", "[2,2]", "[0,16]"));
}  // namespace

TEST_CASE("hostile file 0: the good safetensors file that the others are made from opens", "[io][hostile]") {
    CHECK(fault_of(safetensors(good, floats)) == "");
}

TEST_CASE("hostile file 1: an empty file is refused", "[io][hostile]") {
    CHECK_THAT(fault_of(""), ContainsSubstring("is empty"));
}

TEST_CASE("hostile file 2: seven bytes are refused", "[io][hostile]") {
    CHECK_THAT(fault_of("\1\0\0\0\0\0\0"), ContainsSubstring("too few"));
    CHECK_THAT(fault_of(std::string(7, '\0')), ContainsSubstring("has 7 bytes, too few"));
}

TEST_CASE("hostile file 3: a header of 2^64 - 1 bytes is refused", "[io][hostile]") {
    CHECK_THAT(fault_of(le(~0ull, 8) + good), ContainsSubstring("claims 18446744073709551615 bytes"));
}

TEST_CASE("hostile file 4: a header of 100,000,001 bytes is refused", "[io][hostile]") {
    CHECK_THAT(fault_of(le(100'000'001, 8) + good), ContainsSubstring("limit of 100,000,000"));
}

TEST_CASE("hostile file 5: a header one byte past the end is refused", "[io][hostile]") {
    CHECK_THAT(fault_of(le(good.size() + 1, 8) + good),
               ContainsSubstring("claims " + std::to_string(good.size() + 1) + " bytes, and only"));
}

TEST_CASE("hostile file 6: a header of no bytes is refused", "[io][hostile]") {
    CHECK_THAT(fault_of(le(0, 8)), ContainsSubstring("expected '{' and found the end"));
}

TEST_CASE("hostile file 7: a header that is not UTF-8 is refused", "[io][hostile]") {
    for (std::string_view const bytes :
         {"\xFF", "{\"\xC0\x80\":1}", "{\"\xED\xA0\x80\":1}", "{\"\xF4\x90\x80\x80\":1}"})
        CHECK_THAT(fault_of(safetensors(bytes)), ContainsSubstring("not valid UTF-8"));
}

TEST_CASE("hostile file 8: a header that is only a brace is refused", "[io][hostile]") {
    CHECK_THAT(fault_of(safetensors("{")), ContainsSubstring("expected '\"' and found the end"));
}

TEST_CASE("hostile file 9: a header that is no object is refused", "[io][hostile]") {
    for (std::string_view const header : {"[]", "null", "\"x\"", "12"})
        CHECK_THAT(fault_of(safetensors(header)), ContainsSubstring("expected '{'"));
}

TEST_CASE("hostile file 10: something after the header's brace is refused", "[io][hostile]") {
    CHECK_THAT(fault_of(safetensors(good + "x", floats)), ContainsSubstring("something follows the closing brace"));
    CHECK_THAT(fault_of(safetensors(good + "{}", floats)), ContainsSubstring("something follows the closing brace"));
    CHECK(fault_of(safetensors(" \t\n\r" + good + " \t\n\r", floats)) == "");
}

TEST_CASE("hostile file 11: a header padded with NUL is refused", "[io][hostile]") {
    CHECK_THAT(fault_of(safetensors(good + std::string(3, '\0'), floats)), ContainsSubstring("NUL character"));
}

TEST_CASE("hostile file 12: a byte order mark is refused", "[io][hostile]") {
    CHECK_THAT(fault_of(safetensors("\xEF\xBB\xBF" + good, floats)), ContainsSubstring("expected '{'"));
}

TEST_CASE("hostile file 13: a hundred thousand brackets are refused without recursion", "[io][hostile]") {
    CHECK_THAT(fault_of(safetensors(std::string(100'000, '['))), ContainsSubstring("expected '{'"));
    CHECK_THAT(fault_of(safetensors("{\"w\":" + std::string(100'000, '['))), ContainsSubstring("expected '{'"));
    std::string braces;
    for (int i = 0; i < 20'000; ++i) braces += "{\"a\":";
    CHECK_THAT(fault_of(safetensors(braces)), ContainsSubstring("unknown field"));
}

TEST_CASE("hostile file 14: a tensor's name twice is refused", "[io][hostile]") {
    std::string const w = "\"w\":" + entry("\"F32\"", "[2]", "[0,8]");
    CHECK_THAT(fault_of(safetensors("{" + w + "," + w + "}", floats)), ContainsSubstring("\"w\" occurs twice"));
    std::string const other = "\"\\u0077\":" + entry("\"F32\"", "[2]", "[8,16]");
    CHECK_THAT(fault_of(safetensors("{" + w + "," + other + "}", floats)), ContainsSubstring("\"w\" occurs twice"));
}

TEST_CASE("hostile file 15: a field of a tensor twice is refused", "[io][hostile]") {
    CHECK_THAT(fault_of(safetensors(one("{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}"),
                                    floats)),
               ContainsSubstring("field \"dtype\" twice"));
    CHECK_THAT(
        fault_of(safetensors(one("{\"dtype\":\"F32\",\"shape\":[],\"shape\":[4],\"data_offsets\":[0,16]}"), floats)),
        ContainsSubstring("field \"shape\" twice"));
    CHECK_THAT(fault_of(safetensors(
                   one("{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16],\"data_offsets\":[0,16]}"), floats)),
               ContainsSubstring("field \"data_offsets\" twice"));
    CHECK_THAT(fault_of(safetensors(one("{\"dtype\":\"F32\",\"shape\":[4]}"), floats)),
               ContainsSubstring("lacks the field \"data_offsets\""));
    CHECK_THAT(fault_of(safetensors(one("[\"F32\",[4],[0,16]]"), floats)), ContainsSubstring("expected '{'"));
}

TEST_CASE("hostile file 16: the metadata twice is refused", "[io][hostile]") {
    CHECK_THAT(fault_of(safetensors("{\"__metadata__\":{},\"__metadata__\":{}}")),
               ContainsSubstring("\"__metadata__\" occurs twice"));
    CHECK_THAT(fault_of(safetensors("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}")),
               ContainsSubstring("metadata key \"a\" occurs twice"));
}

TEST_CASE("hostile file 17: a metadata value that is no string is refused", "[io][hostile]") {
    for (std::string const value : {"1", "{}", "null", "[]", "true"})
        CHECK_THAT(fault_of(safetensors("{\"__metadata__\":{\"a\":" + value + "}}")),
                   ContainsSubstring("\"a\" is not a string"));
    CHECK(fault_of(safetensors("{\"__metadata__\":null}")) == "");
}

TEST_CASE("hostile file 18: an unknown dtype is refused", "[io][hostile]") {
    for (std::string const type : {"\"f32\"", "\"F128\"", "\"\"", "\"F32 \""})
        CHECK_THAT(fault_of(safetensors(one(entry(type, "[4]", "[0,16]")), floats)),
                   ContainsSubstring("unknown dtype " + type));
}

TEST_CASE("hostile file 19: a size that is no whole number is refused", "[io][hostile]") {
    for (std::string const size : {"-1", "1.0", "1e2", "\"2\"", "18446744073709551616", "true", "01", "+1", "null"})
        CHECK_THAT(fault_of(safetensors(one(entry("\"F32\"", "[" + size + "]", "[0,16]")), floats)),
                   ContainsSubstring("the safetensors header is not valid"));
}

TEST_CASE("hostile file 20: a shape whose product overflows is refused", "[io][hostile]") {
    for (std::string const shape : {"[4294967296,4294967296]", "[2,9223372036854775807]", "[9223372036854775808,4,0]",
                                    "[4611686018427387904,4,0]"})
        CHECK_THAT(fault_of(safetensors(one(entry("\"F32\"", shape, "[0,16]")), floats)),
                   ContainsSubstring("overflows"));
}

TEST_CASE("hostile file 21: bad offsets are refused", "[io][hostile]") {
    for (std::string const offsets :
         {"[16,0]", "[0,16,16]", "[0]", "[-1,16]", "[0,32]", "[0,18446744073709551615]", "[]"})
        CHECK(fault_of(safetensors(one(entry("\"F32\"", "[4]", offsets)), floats)) != "");
    CHECK_THAT(fault_of(safetensors(one(entry("\"F32\"", "[8]", "[0,32]")), floats)),
               ContainsSubstring("ends at byte 32 of the data, which has only 16"));
}

TEST_CASE("hostile file 22: a gap between tensors is refused", "[io][hostile]") {
    auto const two = [](std::string const& a, std::string const& b) {
        return "{\"a\":" + entry("\"F32\"", "[1]", a) + ",\"b\":" + entry("\"F32\"", "[1]", b) + "}";
    };
    CHECK_THAT(fault_of(safetensors(two("[4,8]", "[8,12]"), floats)), ContainsSubstring("expected to begin at 0"));
    CHECK_THAT(fault_of(safetensors(two("[0,4]", "[8,12]"), floats)), ContainsSubstring("expected to begin at 4"));
    CHECK_THAT(fault_of(safetensors(two("[0,4]", "[4,8]"), floats)), ContainsSubstring("the tensors take 8 bytes"));
}

TEST_CASE("hostile file 23: tensors that overlap are refused", "[io][hostile]") {
    CHECK_THAT(
        fault_of(safetensors(
            "{\"a\":" + entry("\"U8\"", "[8]", "[0,8]") + ",\"b\":" + entry("\"U8\"", "[9]", "[7,16]") + "}", floats)),
        ContainsSubstring("expected to begin at 8"));
    std::string many = "{";
    for (int i = 0; i < 30'000; ++i)
        many += (i > 0 ? ",\"" : "\"") + std::to_string(i) + "\":" + entry("\"F32\"", "[4]", "[0,16]");
    CHECK_THAT(fault_of(safetensors(many + "}", floats)), ContainsSubstring("expected to begin at 16"));
}

TEST_CASE("hostile file 24: bytes after the tensors are refused", "[io][hostile]") {
    CHECK_THAT(fault_of(safetensors(good, floats + "PK\5\6")), ContainsSubstring("20 bytes follow the header"));
}

TEST_CASE("hostile file 25: one byte missing is refused", "[io][hostile]") {
    CHECK_THAT(fault_of(safetensors(good, floats.substr(1))), ContainsSubstring("has only 15 bytes"));
}

TEST_CASE("hostile file 26: a size other than that of shape and dtype is refused", "[io][hostile]") {
    CHECK_THAT(fault_of(safetensors(one(entry("\"F64\"", "[4]", "[0,16]")), floats)), ContainsSubstring("call for 32"));
    CHECK_THAT(fault_of(safetensors(one(entry("\"F32\"", "[3]", "[0,16]")), floats)), ContainsSubstring("call for 12"));
    CHECK_THAT(fault_of(safetensors(one(entry("\"F32\"", "[0]", "[0,16]")), floats)), ContainsSubstring("call for 0"));
}

TEST_CASE("hostile file 27: half a byte is refused", "[io][hostile]") {
    CHECK_THAT(fault_of(safetensors(one(entry("\"F4\"", "[1,3]", "[0,16]")), floats)),
               ContainsSubstring("does not fill its last byte"));
    CHECK_THAT(fault_of(safetensors(one(entry("\"F6_E2M3\"", "[3]", "[0,16]")), floats)),
               ContainsSubstring("does not fill its last byte"));
}

TEST_CASE("hostile file 28: a name that is no sensible text is refused", "[io][hostile]") {
    auto const named = [](std::string const& name) {
        return safetensors("{\"" + name + "\":" + entry("\"F32\"", "[4]", "[0,16]") + "}", floats);
    };
    CHECK_THAT(fault_of(named("a\\u0000b")), ContainsSubstring("control character"));
    CHECK_THAT(fault_of(named("../x")), ContainsSubstring("\"..\""));
    CHECK_THAT(fault_of(named("a/..\\\\b")), ContainsSubstring("\"..\""));
    CHECK_THAT(fault_of(named(std::string(1'000'000, 'n'))), ContainsSubstring("longer than 4,096 bytes"));
    CHECK_THAT(fault_of(named("\\ud800")), ContainsSubstring("half of a surrogate pair"));
    CHECK_THAT(fault_of(named("\\udc00\\ud800")), ContainsSubstring("half of a surrogate pair"));
    CHECK_THAT(fault_of(named("\\ud800\\u0041")), ContainsSubstring("half of a surrogate pair"));
    CHECK_THAT(fault_of(named("\\x")), ContainsSubstring("unknown escape"));
    CHECK_THAT(fault_of(named("\\u12G4")), ContainsSubstring("four hexadecimal digits"));
    CHECK(fault_of(named("\\ud83d\\ude00 \\u00e9..b")) == "");
}

TEST_CASE("hostile file 29: very many empty tensors cost no more memory than their header", "[io][hostile]") {
    std::string header = "{";
    for (int i = 0; i < 50'000; ++i)
        header += (i > 0 ? ",\"" : "\"") + std::to_string(i) + "\":" + entry("\"F32\"", "[0]", "[0,0]");
    std::string const bytes = safetensors(header + "}");
    CHECK(fault_of(bytes) == "");
    CHECK(peak_allocation() < 10 * bytes.size());
}

TEST_CASE("hostile file 30: a file that is cut short while it is open is noticed", "[io][hostile]") {
    scratch const file("cut.safetensors");
    file.write(safetensors(good, floats));
    auto opened = io::open(file.path());
    std::filesystem::resize_file(file.path(), 20);
    CHECK_THROWS_AS(opened.verify(), eponym::file_error);
    CHECK_THROWS_WITH(opened.mapping->require_unchanged(), ContainsSubstring("has been cut short while it was open"));
}
