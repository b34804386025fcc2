// SPDX-License-Identifier: BSL-1.0
// The text of tensors against what PyTorch printed: tests/data/prints/tensors.txt, written by
// tests/golden/make_prints.py.
#include <cstdint>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/meta/exception.hpp>
#include <eponym/tensor/format.hpp>

namespace ep = eponym;

namespace {

struct printed {
    std::string name;
    ep::dtype type = ep::dtype::float32;
    std::vector<ep::dim> shape;
    std::vector<ep::dim> strides;
    std::vector<unsigned char> bytes;
    std::string text;
};

ep::dtype dtype_named(std::string const& name) {
    for (int i = 0; i <= int(ep::dtype::float4_e2m1); ++i) {
        if (ep::name_of(ep::dtype(i)) == name) return ep::dtype(i);
    }
    throw ep::error("no element type is called " + name);
}

/// The words after the first of the next line.
std::istringstream rest_of_line(std::istream& file) {
    std::string line;
    std::getline(file, line);
    std::istringstream words(line);
    std::string first;
    words >> first;
    return words;
}

bool read_case(std::istream& file, printed* one) {
    *one = {};
    std::istringstream words = rest_of_line(file);
    if (!(words >> one->name)) return false;
    std::string type;
    rest_of_line(file) >> type;
    one->type = dtype_named(type);
    words = rest_of_line(file);
    for (ep::dim size; words >> size;) one->shape.push_back(size);
    words = rest_of_line(file);
    for (ep::dim stride; words >> stride;) one->strides.push_back(stride);
    words = rest_of_line(file);
    words >> std::hex;
    for (std::uint64_t bits; words >> bits;) {
        for (int i = 0; i < ep::bits_of(one->type); i += 8) one->bytes.push_back((unsigned char)(bits >> i));
    }
    int lines = 0;
    rest_of_line(file) >> lines;
    for (int i = 0; i != lines; ++i) {
        std::string line;
        std::getline(file, line);
        one->text += (i == 0 ? "" : "\n") + line;
    }
    return true;
}

}  // namespace

TEST_CASE("Tensors print as PyTorch prints them", "[unit][format]") {
    std::ifstream file(EPONYM_TEST_DATA "/prints/tensors.txt");
    REQUIRE(file);
    int count = 0;
    printed one;
    while (read_case(file, &one)) {
        INFO(one.name);
        CHECK(ep::format_tensor(one.bytes.data(), one.type, one.shape, one.strides) == one.text);
        ++count;
    }
    CHECK(count > 60);
}

TEST_CASE("A parameter's text says that it requires a gradient", "[unit][format]") {
    std::vector<float> values(2, 1.5f);
    std::vector<ep::dim> const shape{2};
    std::vector<ep::dim> const strides{1};
    CHECK(ep::format_tensor(values.data(), ep::dtype::float32, shape, strides, true) ==
          "tensor([1.5000, 1.5000], requires_grad=True)");
}

TEST_CASE("Element types that tensors cannot hold have no text", "[unit][format]") {
    unsigned char value = 0;
    std::vector<ep::dim> const none;
    CHECK_THROWS_AS(ep::format_tensor(&value, ep::dtype::float8_e5m2, none, none), ep::error);
}
