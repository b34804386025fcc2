// SPDX-License-Identifier: BSL-1.0
// Every cut and every flipped bit of small files: never a crash, and never other values than those written.
#include <cstring>

#include "support.hpp"

using namespace eponym_test;

namespace {
/// Opens the bytes; if that succeeds, reads all elements, so that a sanitizer sees every view.
std::string contents(scratch const& file, std::string_view bytes) {
    file.write(bytes);
    std::string all;
    try {
        auto opened = io::open(file.path());
        opened.verify();
        for (io::array const& a : opened.arrays) {
            std::string elements(io::byte_count(a), '\0');
            io::copy_elements(a, 0, io::element_count(a), reinterpret_cast<std::byte*>(elements.data()));
            all += a.name + "=" + elements + ";";
        }
    } catch (eponym::file_error const&) {
        return "refused";
    }
    return all;
}

std::string small_safetensors() {
    return safetensors(
        "{\"__metadata__\":{\"format\":\"pt\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
        "\"b\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[24,25]}} ",
        std::string(24, '\7') + "x");
}
}  // namespace

TEST_CASE("a file cut anywhere is refused", "[io][hostile]") {
    scratch const file;
    for (std::string const& whole : {small_safetensors(), good_file(), read_file(golden("one.pt"))}) {
        CHECK(contents(file, whole) != "refused");
        for (std::size_t size = 0; size < whole.size(); ++size) {
            CAPTURE(size);
            CHECK(contents(file, std::string_view(whole).substr(0, size)) == "refused");
        }
    }
}

TEST_CASE("a flipped bit of a PyTorch file is noticed, or is where it changes nothing", "[io][hostile]") {
    scratch const file;
    std::string const whole = read_file(golden("one.pt")), expected = contents(file, whole);
    std::size_t noticed = 0, harmless = 0;
    for (std::size_t bit = 0; bit < 8 * whole.size(); bit += whole[bit / 8] == 'Z' ? 8 : 1) {
        std::string bytes = whole;
        bytes[bit / 8] = char(bytes[bit / 8] ^ (1 << (bit % 8)));
        std::string const found = contents(file, bytes);
        if (found == "refused")
            ++noticed;
        else if (found == expected)
            ++harmless;
        else
            FAIL("bit " << bit << " of byte " << bit / 8 << " changes what is read");
    }
    CHECK(noticed > 8 * harmless / 10);
}

TEST_CASE("a flipped bit of a safetensors file does no harm, and is noticed in the header's numbers", "[io][hostile]") {
    scratch const file;
    std::string const whole = small_safetensors();
    for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
        std::string bytes = whole;
        bytes[bit / 8] = char(bytes[bit / 8] ^ (1 << (bit % 8)));
        bool const refused = contents(file, bytes) == "refused";
        if (bit < 64) CHECK(refused);  // the length of the header
    }
}
