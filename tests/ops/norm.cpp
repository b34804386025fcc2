// SPDX-License-Identifier: BSL-1.0
// norm, variance and standard_deviation.
#include <cmath>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/norm.hpp>
#include <eponym/ops/variance.hpp>

#include "support/reductions.hpp"

namespace ep = eponym;
using ep::dim;

namespace {

test::tolerance allowed(ep::dtype type) {
    return type == ep::dtype::float32 ? test::tolerance{3e-6, 1e-7} : test::tolerance{1e-14, 1e-15};
}

template<class Compute>
void check(char const* operation, Compute const& compute) {
    for (auto const& one : test::golden_reductions().cases(operation)) {
        ep::AnyTensor const x = test::input_of(one);
        ep::AnyTensor const y = test::golden_reductions().tensor(one.name + ".y");
        unsigned const bits = test::dimension_bits(one, x);
        bool const keep = one.number("keepdim") != 0;
        INFO(one.name << " " << one.parameters);
        CHECK(test::difference(compute(one, x, bits, keep), y, allowed(x.type())) == "");
        CHECK(test::difference(compute(one, test::with_gaps(x), bits, keep), y, allowed(x.type())) == "");
    }
}

}  // namespace

TEST_CASE("norms of every order give PyTorch's values, NaN, infinity and nothing among them", "[ops]") {
    // Relative 3e-6 in float, 1e-14 in double: the order of the additions, and the power function.
    check("norm", [](auto const& one, ep::AnyTensor const& x, unsigned bits, bool keep) {
        return norm(x, bits, keep, test::real(one, "p"));
    });
}

TEST_CASE("variances and standard deviations give PyTorch's values, with every correction", "[ops]") {
    check("variance", [](auto const& one, ep::AnyTensor const& x, unsigned bits, bool keep) {
        return variance(x, bits, keep, test::real(one, "correction"));
    });
    check("standard_deviation", [](auto const& one, ep::AnyTensor const& x, unsigned bits, bool keep) {
        return standard_deviation(x, bits, keep, test::real(one, "correction"));
    });
}

TEMPLATE_TEST_CASE("norms and variances agree with plain loops for every length", "[ops]", float, double) {
    for (dim size : {1, 2, 15, 16, 17, 31, 32, 33, 63, 64, 65, 130, 1003, 20011}) {
        ep::AnyTensor const x = test::scattered<TestType>({2, size}, 5);
        for (dim row = 0; row < 2; ++row) {
            long double absolute = 0, squares = 0, cubes = 0, sum = 0, deviations = 0;
            double largest = 0, smallest = 9;
            for (dim i = 0; i < size; ++i) {
                double const value = test::element_at(x, {row, i});
                absolute += std::fabs(value);
                squares += value * value;
                cubes += std::pow(std::fabs(value), 3);
                largest = std::max(largest, std::fabs(value));
                smallest = std::min(smallest, std::fabs(value));
                sum += value;
            }
            for (dim i = 0; i < size; ++i) deviations += std::pow(test::element_at(x, {row, i}) - sum / size, 2);
            double const relative = sizeof(TestType) == 4 ? 1e-6 : 1e-14;
            auto const near = [&](ep::AnyTensor const& y, long double exact) {
                auto const expected = double(exact);
                double const is = test::element_at(y, {row});
                return std::fabs(is - expected) <= relative * expected || (std::isnan(is) && std::isnan(expected));
            };
            INFO("size " << size << " row " << row);
            CHECK(near(norm(x, 2, false, 1), absolute));
            CHECK(near(norm(x, 2, false), std::sqrt(squares)));
            CHECK(near(norm(x, 2, false, 3), std::cbrt(cubes)));
            CHECK(test::element_at(norm(x, 2, false, INFINITY), {row}) == largest);
            CHECK(test::element_at(norm(x, 2, false, -INFINITY), {row}) == smallest);
            CHECK(near(norm(x, 2, false, 0), size));
            CHECK(near(variance(x, 2, false, 0), deviations / size));
            CHECK(near(variance(x, 2, false), deviations / (size - 1)));
            CHECK(near(standard_deviation(x, 2, false), std::sqrt(deviations / (size - 1))));
        }
    }
}

TEST_CASE("the variance of numbers far from zero keeps its digits", "[ops]") {
    ep::AnyTensor const x = test::counting({40000});
    for (dim i = 0; i < x.numel(); ++i) x.mutable_data<float>()[i] = 4e6f + float(i % 4);
    CHECK(std::fabs(variance(x, 1, false, 0).item() - 1.25) < 1e-6);
    CHECK(variance(ep::full<1000>(0.1).any(), 1, false).item() < 1e-15);
}

TEST_CASE("the typed norm and variance have the shape that dimensions and keepdim give", "[ops]") {
    auto const x = ep::Tensor<ep::dyn, 3, 4>(test::counting({2, 3, 4}));
    STATIC_REQUIRE(std::is_same_v<decltype(ep::norm(x)), ep::Tensor<>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::norm<1, ep::keepdim>(x, 1)), ep::Tensor<ep::dyn, 1, 4>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::variance<0, -1>(x)), ep::Tensor<3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::standard_deviation<ep::keepdim>(x)), ep::Tensor<1, 1, 1>>);
    CHECK(ep::norm(x, 1).item() == 276);
    CHECK(ep::variance(x).item() == 50);
    CHECK(test::values_of(ep::norm<0, 2>(x, INFINITY).any()) == std::vector<double>{15, 19, 23});
    CHECK(test::values_of(ep::variance<-1>(x, 0).any()) == std::vector<double>(6, 1.25));
}

TEST_CASE("norms and variances say at run time what they cannot do", "[ops]") {
    ep::AnyTensor const none = ep::zeros<0, 3>().any();
    CHECK(test::sentence_of([&] { (void)norm(none, 1, false, INFINITY); }) ==
          "norm(x): dimension 0 of x (0, 3) has no elements");
    CHECK(test::sentence_of([&] { (void)norm(none, 3, false, -1); }) ==
          "norm(x): dimension 0 of x (0, 3) has no elements");
    CHECK(test::sentence_of([&] { (void)norm(none, 4, false); }) ==
          "norm(x): a dimension is out of range for x of shape (0, 3)");
    CHECK(test::sentence_of([&] { (void)variance(none, 4, false); }) ==
          "variance(x): a dimension is out of range for x of shape (0, 3)");
    CHECK(test::sentence_of([&] { (void)variance(ep::ones<int, 2>().any(), 1, false); }) ==
          "variance(x): computes in float32 and float64, not in int32; convert with x.to<float>()");
}
