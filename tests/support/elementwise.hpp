// SPDX-License-Identifier: BSL-1.0
// Answers of element-wise functions beside PyTorch's, whose operands many cases of the golden file share.
#pragma once

#include <cmath>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include "support/golden.hpp"
#include "support/tensors.hpp"

namespace test {

/// What PyTorch answers; see tests/golden/make_elementwise.py.
inline golden_file const& golden_elementwise() {
    static golden_file const file("elementwise.safetensors");
    return file;
}

/// The text of one parameter of a case: "x0.float32" for "x".
inline std::string word_of(golden_case const& one, std::string const& parameter) {
    std::istringstream words(one.parameters);
    for (std::string word; words >> word;)
        if (word.substr(0, word.find('=')) == parameter) return word.substr(word.find('=') + 1);
    return "";
}

/// The operand of a case in that role.
inline ep::AnyTensor operand_of_case(golden_case const& one, std::string const& role) {
    return golden_elementwise().tensor(word_of(one, role));
}

/// The numbers that the function of a case is called with.
inline std::vector<double> numbers_of(golden_case const& one) {
    std::vector<double> found;
    std::istringstream list(word_of(one, "numbers"));
    for (std::string number; std::getline(list, number, ',');) found.push_back(std::stod(number));
    return found;
}

/// How many units in the last place of T, at the magnitude `scale`, lie between two numbers: 0 for two NaNs or two
/// equal numbers, infinity where one is NaN, infinite or a zero of the other sign.
template<class T>
double units_between(double is, double should, double scale) {
    double const infinite = std::numeric_limits<double>::infinity();
    if (std::isnan(is) || std::isnan(should)) return std::isnan(is) && std::isnan(should) ? 0 : infinite;
    if (is == should) return is != 0 || std::signbit(is) == std::signbit(should) ? 0 : infinite;
    if (std::isinf(is) || std::isinf(should)) return infinite;
    T const magnitude = T(std::fabs(scale));
    T const next = std::nextafter(magnitude, std::numeric_limits<T>::infinity());
    return std::fabs(is - should) / (double(next) - double(magnitude));
}

/// The largest of all elements; `scale` is the magnitude whose last place counts, that of `expected` by default.
inline double largest_units(ep::AnyTensor const& actual, ep::AnyTensor const& expected, ep::AnyTensor const& scale) {
    if (actual.type() != expected.type() || actual.shape() != expected.shape())
        return std::numeric_limits<double>::infinity();
    double largest = 0;
    for_each_index(actual.shape(), [&](ep::Shape const& index) {
        double const is = element_at(actual, index);
        double const should = element_at(expected, index);
        double const size = element_at(scale, index);
        double const units = actual.type() == ep::dtype::float64 ? units_between<double>(is, should, size)
                                                                 : units_between<float>(is, should, size);
        if (!(units <= largest)) largest = units;
    });
    return largest;
}

}  // namespace test
