// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/reduce.hpp>
#include <eponym/ops/shaping.hpp>

#include "support/reductions.hpp"

namespace ep = eponym;
using ep::dim;

namespace {

unsigned bits_of(test::golden_case const& one, ep::AnyTensor const& x) {
    return one.has("dim") ? 1u << ep::position_of(one.number("dim"), x.rank()) : (1u << x.rank()) - 1;
}

bool keeps(test::golden_case const& one) { return one.has("keepdim") && one.number("keepdim") != 0; }

// The definition, in double; the dimensions in `bits` are reduced and kept with size 1.
std::vector<double> reduced(ep::reduction operation, ep::AnyTensor const& x, unsigned bits) {
    ep::Shape shape = x.shape();
    double count = 1;
    for (int i = 0; i < x.rank(); ++i)
        if ((bits >> i) & 1u) {
            count *= double(shape[i]);
            shape[i] = 1;
        }
    ep::AnyTensor const total = ep::AnyTensor::empty(ep::dtype::float64, shape);
    for (dim i = 0; i < total.numel(); ++i)
        total.mutable_data<double>()[i] = operation == ep::reduction::max    ? -INFINITY
                                          : operation == ep::reduction::min  ? INFINITY
                                          : operation == ep::reduction::prod ? 1
                                                                             : 0;
    test::for_each_index(x.shape(), [&](ep::Shape const& at) {
        dim offset = 0;
        for (int i = 0; i < x.rank(); ++i) offset = offset * shape[i] + (shape[i] == 1 ? 0 : at[i]);
        double& value = total.mutable_data<double>()[offset];
        double const element = test::element_at(x, at);
        switch (operation) {
            case ep::reduction::max: value = element > value ? element : value; break;
            case ep::reduction::min: value = element < value ? element : value; break;
            case ep::reduction::prod: value *= element; break;
            default: value += element;
        }
    });
    auto values = test::values_of(total);
    if (operation == ep::reduction::mean)
        for (double& value : values) value /= count;
    return values;
}

}  // namespace

TEST_CASE("sum, mean, max and argmax give PyTorch's values, for strided x too", "[ops]") {
    // Sums in float: relative 2e-6, the order of the additions; max and argmax exactly.
    using ep::reduction;
    for (auto const& [name, operation] :
         {std::pair{"sum", reduction::sum}, std::pair{"mean", reduction::mean}, std::pair{"max", reduction::max}})
        for (auto const& one : test::golden_ops().cases(name)) {
            ep::AnyTensor const x = test::golden_ops().tensor(one.name + ".x");
            ep::AnyTensor const y = test::golden_ops().tensor(one.name + ".y");
            test::tolerance const allowed = operation == reduction::max      ? test::tolerance{}
                                            : x.type() == ep::dtype::float32 ? test::tolerance{2e-6, 1e-6}
                                                                             : test::tolerance{1e-14, 1e-14};
            INFO(one.name << " " << one.parameters);
            CHECK(test::difference(reduce(operation, x, bits_of(one, x), keeps(one)), y, allowed) == "");
            CHECK(test::difference(reduce(operation, test::with_gaps(x), bits_of(one, x), keeps(one)), y, allowed) ==
                  "");
        }
    for (auto const& one : test::golden_ops().cases("argmax")) {
        ep::AnyTensor const x = test::golden_ops().tensor(one.name + ".x");
        ep::AnyTensor const y = test::golden_ops().tensor(one.name + ".y");
        INFO(one.name << " " << one.parameters);
        if (!one.has("dim")) {
            CHECK(test::difference(argmax(flatten(x), 0, false), y) == "");
            continue;
        }
        CHECK(test::difference(argmax(x, one.number("dim"), keeps(one)), y) == "");
        CHECK(test::difference(argmax(test::with_gaps(x), one.number("dim"), keeps(one)), y) == "");
    }
    for (auto const& one : test::golden_ops().cases("max"))
        if (one.has("dim")) {
            ep::AnyTensor const x = test::golden_ops().tensor(one.name + ".x");
            CHECK(test::difference(argmax(x, one.number("dim"), keeps(one)),
                                   test::golden_ops().tensor(one.name + ".indices")) == "");
        }
}

TEST_CASE("min, prod, argmin and the extremes with their indices give PyTorch's values, for strided x too", "[ops]") {
    // Products in float: relative 2e-6, the order of the multiplications; the others exactly.
    auto const& golden = test::golden_reductions();
    for (auto const& [name, operation] : {std::pair{"min", ep::reduction::min}, std::pair{"prod", ep::reduction::prod}})
        for (auto const& one : golden.cases(name)) {
            ep::AnyTensor const x = test::input_of(one);
            unsigned const bits = test::dimension_bits(one, x);
            test::tolerance const allowed = operation == ep::reduction::min  ? test::tolerance{}
                                            : x.type() == ep::dtype::float32 ? test::tolerance{2e-6, 0}
                                                                             : test::tolerance{1e-14, 0};
            INFO(one.name << " " << one.parameters);
            CHECK(test::difference(reduce(operation, x, bits, keeps(one)), golden.tensor(one.name + ".y"), allowed) ==
                  "");
            CHECK(test::difference(reduce(operation, test::with_gaps(x), bits, keeps(one)),
                                   golden.tensor(one.name + ".y"), allowed) == "");
        }
    for (auto const& one : golden.cases("argmin")) {
        ep::AnyTensor const x = test::input_of(one);
        INFO(one.name << " " << one.parameters);
        CHECK(test::difference(argmin(x, one.number("dim"), keeps(one)), golden.tensor(one.name + ".y")) == "");
        CHECK(test::difference(argmin(test::with_gaps(x), one.number("dim"), keeps(one)),
                               golden.tensor(one.name + ".y")) == "");
    }
    for (char const* name : {"min_with_indices", "max_with_indices"})
        for (auto const& one : golden.cases(name)) {
            ep::AnyTensor const x = test::input_of(one);
            auto const find = [&](ep::AnyTensor const& of) {
                return std::string(name) == "min_with_indices" ? min_with_indices(of, one.number("dim"), keeps(one))
                                                               : max_with_indices(of, one.number("dim"), keeps(one));
            };
            INFO(one.name << " " << one.parameters);
            CHECK(test::difference(find(x).values, golden.tensor(one.name + ".values")) == "");
            CHECK(test::difference(find(x).indices, golden.tensor(one.name + ".indices")) == "");
            CHECK(test::difference(find(test::with_gaps(x)).values, golden.tensor(one.name + ".values")) == "");
        }
}

TEMPLATE_TEST_CASE("reductions agree with plain loops over every set of dimensions and every length", "[ops]", float,
                   double) {
    std::vector<ep::Shape> shapes{{2, 3, 4, 5}, {3, 1, 2, 1}, {1, 1, 7, 33}};
    for (dim size : {1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 65, 130, 2003}) {
        shapes.push_back({size});
        shapes.push_back({3, size});
        shapes.push_back({size, 3});
        shapes.push_back({2, size, 17});
    }
    for (ep::Shape const& shape : shapes) {
        ep::AnyTensor const x = test::scattered<TestType>(shape);
        double const sum_size = 32 + 4 * std::sqrt(double(shape.numel()));  // how large partial sums may become
        for (unsigned bits = 0; bits < 1u << shape.rank(); ++bits)
            for (ep::reduction operation : {ep::reduction::sum, ep::reduction::mean, ep::reduction::prod,
                                            ep::reduction::max, ep::reduction::min}) {
                auto const expected = reduced(operation, x, bits);
                auto const actual = test::values_of(reduce(operation, x, bits, true));
                bool const exact = operation == ep::reduction::max || operation == ep::reduction::min;
                double const allowed = exact ? 0 : (sizeof(TestType) == 4 ? 1e-7 : 2e-16) * sum_size;
                bool good = actual.size() == expected.size();
                for (std::size_t i = 0; i < expected.size() && good; ++i)
                    good = std::fabs(actual[i] - expected[i]) <= allowed;
                INFO(to_string(shape) << " bits " << bits << ", " << name_of(operation));
                REQUIRE(good);
                REQUIRE(test::values_of(reduce(operation, x, bits, false)) == actual);
            }
    }
}

TEST_CASE("argmax finds the first of equals, and NaN before anything", "[ops]") {
    CHECK(ep::argmax<0>(ep::tensor({1.f, 3.f, 3.f, 2.f})).item() == 1);
    CHECK(ep::argmax<0>(ep::tensor({1.f, INFINITY, NAN, NAN})).item() == 2);
    CHECK(ep::argmax<0>(ep::tensor({-INFINITY, -INFINITY})).item() == 0);
    for (dim size : {1, 7, 8, 15, 16, 17, 33, 64, 100})
        for (dim at = 0; at < size; ++at) {
            ep::AnyTensor const x = ep::zeros<ep::dyn>(size).any();
            x.mutable_data<float>()[at] = 1;
            if (at + 1 < size) x.mutable_data<float>()[size - 1] = 1;
            REQUIRE(argmax(x, 0, false).item() == double(at));
        }
}

TEST_CASE("the result's shape follows from the dimensions and keepdim", "[ops]") {
    auto const x = ep::Tensor<ep::dyn, 3, 4>(test::counting({2, 3, 4}));
    STATIC_REQUIRE(std::is_same_v<decltype(ep::sum(x)), ep::Tensor<>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::sum<ep::keepdim>(x)), ep::Tensor<1, 1, 1>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::mean<-1>(x)), ep::Tensor<ep::dyn, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::max<0, 2, ep::keepdim>(x)), ep::Tensor<1, 3, 1>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::argmax<1>(x)), ep::BasicTensor<std::int64_t, ep::dyn, 4>>);
    STATIC_REQUIRE(
        std::is_same_v<decltype(ep::argmax<-1, ep::keepdim>(x)), ep::BasicTensor<std::int64_t, ep::dyn, 3, 1>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::min<-1, ep::keepdim>(x)), ep::Tensor<ep::dyn, 3, 1>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::prod<0>(x)), ep::Tensor<3, 4>>);
    STATIC_REQUIRE(std::is_same_v<decltype(ep::argmin<0>(x)), ep::BasicTensor<std::int64_t, 3, 4>>);
    auto const [smallest, places] = ep::min_with_indices<1>(x);
    STATIC_REQUIRE(std::is_same_v<decltype(smallest), ep::Tensor<ep::dyn, 4> const>);
    STATIC_REQUIRE(std::is_same_v<decltype(places), ep::BasicTensor<std::int64_t, ep::dyn, 4> const>);
    CHECK(smallest(1, 3) == 15);
    CHECK(places(1, 3) == 0);
    CHECK(ep::max_with_indices<-1>(x).values(1, 2) == 23);
    CHECK(ep::max_with_indices<-1>(x).indices(1, 2) == 3);
    CHECK(ep::sum(x).item() == 276);
    CHECK(test::values_of(ep::max<0, 2>(x).any()) == std::vector<double>{15, 19, 23});
    CHECK(test::values_of(ep::mean<-1>(x).any()) == std::vector<double>{1.5, 5.5, 9.5, 13.5, 17.5, 21.5});
}

TEST_CASE("a reduction of nothing to reduce is a copy", "[ops]") {
    ep::AnyTensor const x = ep::full<>(3).any();
    ep::AnyTensor const y = reduce(ep::reduction::sum, x, 0, false);
    CHECK(y.item() == 3);
    CHECK(y.impl().storage != x.impl().storage);
}

TEST_CASE("sums over no elements are zero, means NaN, and the largest of none is refused", "[ops]") {
    CHECK(ep::sum(ep::zeros<0>()).item() == 0);
    CHECK(test::values_of(ep::sum<0>(ep::zeros<0, 3>()).any()) == std::vector<double>{0, 0, 0});
    CHECK(ep::sum<1>(ep::zeros<0, 3>()).numel() == 0);
    CHECK(std::isnan(ep::mean(ep::zeros<0>()).item()));
    CHECK(ep::max<1>(ep::zeros<0, 3>()).numel() == 0);
    CHECK(ep::prod(ep::zeros<0>()).item() == 1);
    CHECK(test::values_of(ep::prod<0>(ep::zeros<0, 3>()).any()) == std::vector<double>{1, 1, 1});
    CHECK(ep::min_with_indices<1>(ep::zeros<0, 3>()).indices.numel() == 0);
    ep::Tensor<ep::dyn, 3> const none = ep::zeros<0, 3>();
    CHECK(test::sentence_of([&] { (void)ep::max<0>(none); }) == "max(x): dimension 0 of x (0, 3) has no elements");
    CHECK(test::sentence_of([&] { (void)ep::min(none); }) == "min(x): dimension 0 of x (0, 3) has no elements");
    CHECK(test::sentence_of([&] { (void)ep::max_with_indices<0>(none); }) ==
          "max_with_indices(x): dimension 0 of x (0, 3) has no elements");
    CHECK(test::sentence_of([&] { (void)ep::argmax<0>(none); }) ==
          "argmax(x): dimension 0 of x (0, 3) has no elements");
}

TEST_CASE("reductions say at run time that a dimension is not there", "[ops]") {
    ep::AnyTensor const x = ep::zeros<2, 3>().any();
    CHECK(test::sentence_of([&] { (void)argmax(x, 2, false); }) ==
          "argmax(x): dimension 2 is out of range for x (2, 3)");
    CHECK(test::sentence_of([&] { (void)argmax(x, -3, false); }) ==
          "argmax(x): dimension -3 is out of range for x (2, 3)");
    CHECK(test::sentence_of([&] { (void)reduce(ep::reduction::sum, x, 4, false); }) ==
          "sum(x): a dimension is out of range for x of shape (2, 3)");
    CHECK_FALSE(
        test::sentence_of([&] { (void)reduce(ep::reduction::mean, ep::ones<int, 2>().any(), 1, false); }).empty());
}
