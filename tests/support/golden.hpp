// SPDX-License-Identifier: BSL-1.0
// The files in tests/data that PyTorch wrote: tensors by name, and the parameters of each case.
#pragma once

#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <eponym/io/mapped_file.hpp>
#include <eponym/io/safetensors.hpp>
#include <eponym/tensor/any_tensor.hpp>

namespace test {

namespace ep = eponym;

/// One case of a golden file: "conv2d.15", and its parameters as text, "stride=3,2 padding=0,3".
struct golden_case {
    std::string name;
    std::string parameters;

    /// The numbers of one parameter: {3, 2} for "stride"; empty where the case has no such parameter.
    std::vector<ep::dim> numbers(std::string_view parameter) const {
        std::vector<ep::dim> found;
        std::istringstream words(parameters);
        for (std::string word; words >> word;) {
            if (word.substr(0, word.find('=')) != parameter) continue;
            std::istringstream list(word.substr(word.find('=') + 1));
            for (std::string number; std::getline(list, number, ',');) found.push_back(std::stoll(number));
        }
        return found;
    }
    ep::dim number(std::string_view parameter) const { return numbers(parameter).at(0); }
    bool has(std::string_view parameter) const { return !numbers(parameter).empty(); }
};

/// A safetensors file of tests/data.
class golden_file {
public:
    explicit golden_file(std::string const& name)
        : archive_(ep::io::open_safetensors(
              ep::shared<ep::io::mapped_file const>::make(std::string(EPONYM_TEST_DATA) + "/" + name))) {}

    bool has(std::string const& name) const { return archive_.find(name) != nullptr; }

    /// A copy of one tensor.
    ep::AnyTensor tensor(std::string const& name) const {
        ep::io::array const* const array = archive_.find(name);
        if (array == nullptr) throw std::runtime_error("there is no golden tensor " + name);
        ep::Shape shape;
        for (ep::dim size : array->shape) shape.push_back(size);
        ep::AnyTensor const copy = ep::AnyTensor::empty(array->type, shape);
        ep::io::copy_elements(*array, 0, ep::io::element_count(*array), copy.mutable_bytes());
        return copy;
    }

    /// The cases of one operation.
    std::vector<golden_case> cases(std::string const& operation) const {
        std::vector<golden_case> found;
        for (auto const& [name, parameters] : archive_.metadata)
            if (name.substr(0, name.find('.')) == operation) found.push_back({name, parameters});
        if (found.empty()) throw std::runtime_error("there are no golden cases of " + operation);
        return found;
    }

private:
    ep::io::archive archive_;
};

/// What PyTorch's operations answer; see tests/golden/make_ops.py.
inline golden_file const& golden_ops() {
    static golden_file const file("ops.safetensors");
    return file;
}

/// The text of a file in tests/data, without the line end at its end.
inline std::string golden_text(std::string const& name) {
    std::ifstream file(std::string(EPONYM_TEST_DATA) + "/" + name, std::ios::binary);
    if (!file) throw std::runtime_error("there is no golden file " + name);
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

}  // namespace test
