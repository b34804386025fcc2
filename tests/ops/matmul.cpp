// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/matmul.hpp>

#include "support/golden.hpp"
#include "support/tensors.hpp"

namespace ep = eponym;
using ep::dim;

namespace {

// Sums of k products of numbers up to 1; each addition may round once.
template<class T>
void check_product(dim m, dim k, dim n) {
    ep::AnyTensor const a = test::scattered<T>({m, k}, 1);
    ep::AnyTensor const b = test::scattered<T>({k, n}, 2);
    ep::AnyTensor const c = matmul(a, b);
    REQUIRE(c.shape() == ep::Shape{m, n});
    double const allowed = (sizeof(T) == 4 ? 6e-8 : 1.2e-16) * double(8 + k);
    for (dim i = 0; i < m; ++i)
        for (dim j = 0; j < n; ++j) {
            double sum = 0;
            for (dim l = 0; l < k; ++l) sum += double(a.data<T>()[i * k + l]) * double(b.data<T>()[l * n + j]);
            REQUIRE(std::fabs(double(c.data<T>()[i * n + j]) - sum) <= allowed);
        }
}

}  // namespace

TEST_CASE("matmul gives PyTorch's values for contiguous and strided operands", "[ops]") {
    // Relative 2e-5 in float, 1e-13 in double: the order of the additions differs.
    for (auto const& one : test::golden_ops().cases("matmul")) {
        ep::AnyTensor const a = test::golden_ops().tensor(one.name + ".a");
        ep::AnyTensor const b = test::golden_ops().tensor(one.name + ".b");
        ep::AnyTensor const y = test::golden_ops().tensor(one.name + ".y");
        test::tolerance const allowed = test::rounding_of(a.type());
        INFO(one.name);
        CHECK(test::difference(matmul(a, b), y, allowed) == "");
        CHECK(test::difference(matmul(test::with_gaps(a), b), y, allowed) == "");
        CHECK(test::difference(matmul(a, test::with_gaps(b)), y, allowed) == "");
        ep::AnyTensor const a_by_columns = a.transpose(0, 1).clone().transpose(0, 1);
        ep::AnyTensor const b_by_columns = b.transpose(0, 1).clone().transpose(0, 1);
        CHECK(test::difference(matmul(a_by_columns, b_by_columns), y, allowed) == "");
    }
}

TEMPLATE_TEST_CASE("matmul agrees with three plain loops at every size around a block's edge", "[ops]", float, double) {
    for (dim m : {0, 1, 2, 31, 33})
        for (dim k : {0, 1, 7, 32, 65})
            for (dim n : {0, 1, 8, 31, 33}) {
                INFO(m << " x " << k << " x " << n);
                check_product<TestType>(m, k, n);
            }
    check_product<TestType>(1, 784, 256);
    check_product<TestType>(129, 300, 67);
}

TEST_CASE("matmul of a batch multiplies each pair, and broadcasts", "[ops]") {
    ep::AnyTensor const a = test::scattered({2, 1, 3, 4}, 1);
    ep::AnyTensor const b = test::scattered({5, 4, 6}, 2);
    ep::AnyTensor const c = matmul(a, b);
    REQUIRE(c.shape() == ep::Shape{2, 5, 3, 6});
    for (dim i = 0; i < 2; ++i)
        for (dim j = 0; j < 5; ++j)
            CHECK(test::difference(c.select(0, i).select(0, j), matmul(a.select(0, i).select(0, 0), b.select(0, j))) ==
                  "");
    CHECK(test::difference(matmul(test::with_gaps(a), test::with_gaps(b)), c, {1e-5, 1e-6}) == "");
    CHECK(matmul(test::scattered({0, 3, 4}), test::scattered({4, 5})).shape() == ep::Shape{0, 3, 5});
}

TEST_CASE("matmul of vectors is a dot product, a row or a column", "[ops]") {
    auto const row = ep::tensor({1.f, 2.f, 3.f});
    auto const matrix = ep::tensor({{1.f, 2.f}, {3.f, 4.f}, {5.f, 6.f}});
    auto const dot = matmul(row, row);
    STATIC_REQUIRE(std::is_same_v<decltype(dot), ep::Tensor<> const>);
    CHECK(dot.item() == 14);
    CHECK(test::values_of(matmul(row, matrix).any()) == std::vector<double>{22, 28});
    CHECK(test::values_of(matmul(matrix, ep::tensor({1.f, 10.f})).any()) == std::vector<double>{21, 43, 65});
    auto const batched = matmul(ep::Tensor<2, 3, 4>(test::counting({2, 3, 4})), ep::ones<4>());
    STATIC_REQUIRE(std::is_same_v<decltype(batched), ep::Tensor<2, 3> const>);
    CHECK(test::values_of(batched.any()) == std::vector<double>{6, 22, 38, 54, 70, 86});
}

TEST_CASE("matmul of a product over no elements is zero", "[ops]") {
    CHECK(test::values_of(matmul(ep::zeros<2, 0>(), ep::zeros<0, 3>()).any()) == std::vector<double>(6, 0.0));
}

TEST_CASE("matmul lets infinities and NaN through", "[ops]") {
    auto const y = matmul(ep::tensor({{INFINITY, 0.f}, {NAN, 1.f}}), ep::tensor({{1.f, 0.f}, {0.f, 1.f}}));
    CHECK(y(0, 0) == INFINITY);
    CHECK(std::isnan(y(0, 1)));
    CHECK(std::isnan(y(1, 0)));
    CHECK(std::isnan(y(1, 1)));
}

TEST_CASE("matmul says at run time which shapes do not fit", "[ops]") {
    ep::Tensor<ep::dyn, ep::dyn> const a = ep::zeros<2, 3>();
    ep::Tensor<ep::dyn, ep::dyn> const b = ep::zeros<4, 5>();
    CHECK(test::sentence_of([&] { (void)matmul(a, b); }) ==
          "matmul(a, b): columns of a must equal rows of b; a (2, 3) has 3, b (4, 5) has 4");
    CHECK(test::sentence_of([&] { (void)matmul(a.any(), ep::zeros<>().any()); }) ==
          "matmul(a, b): both need at least one dimension; a is (2, 3), b is ()");
    CHECK(test::sentence_of([&] { (void)matmul(ep::zeros<2, 1, 3>().any(), ep::zeros<4, 3, 1>().any()); }) ==
          "matmul(a, b): the batch dimensions of a (2, 1, 3) and b (4, 3, 1) do not broadcast");
    CHECK(test::sentence_of([&] { (void)matmul(a.any(), ep::zeros<double, 3, 3>().any()); }) ==
          "matmul(a, b): element types must be the same, and are float32 and float64");
    CHECK(test::sentence_of([] { (void)matmul(ep::zeros<int, 2, 2>().any(), ep::zeros<int, 2, 2>().any()); }) ==
          "matmul(a, b): computes in float32 and float64, not in int32; convert with x.to<float>()");
}
