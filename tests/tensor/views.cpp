// SPDX-License-Identifier: BSL-1.0
// Strided views: the same memory under another shape, compared with plain loops over indices.
#include <cstdint>
#include <limits>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/tensor/create.hpp>

#include "support/tensors.hpp"

namespace ep = eponym;

namespace {

using ep::dim;

bool shares_memory(ep::AnyTensor const& a, ep::AnyTensor const& b) { return a.impl().storage == b.impl().storage; }

// What Python's range(*slice(start, stop, step).indices(size)) gives, by trying every index.
std::vector<dim> sliced_indices(dim size, dim start, dim stop, dim step) {
    std::vector<dim> indices;
    dim const first = start < 0 ? start + size : start;
    dim const last = stop < 0 ? stop + size : stop;
    for (dim i = first < 0 ? 0 : first; i < size && i < last; i += step) indices.push_back(i);
    return indices;
}

}  // namespace

TEST_CASE("slice has Python's rules for negative and too large numbers", "[tensor]") {
    ep::AnyTensor const x = test::counting({5, 4});
    for (dim dimension : {0, 1, -1, -2})
        for (dim start = -7; start <= 7; ++start)
            for (dim stop = -7; stop <= 7; ++stop)
                for (dim step : {1, 2, 3, 100}) {
                    ep::AnyTensor const y = x.slice(dimension, start, stop, step);
                    int const position = dimension < 0 ? int(dimension) + 2 : int(dimension);
                    auto const kept = sliced_indices(x.shape()[position], start, stop, step);
                    ep::Shape expected = x.shape();
                    expected[position] = dim(kept.size());
                    bool good = y.shape() == expected && shares_memory(x, y);
                    test::for_each_index(y.shape(), [&](ep::Shape const& index) {
                        ep::Shape from = index;
                        from[position] = kept[std::size_t(index[position])];
                        good = good && test::element_at(y, index) == test::element_at(x, from);
                    });
                    INFO("dimension " << dimension << ", " << start << ":" << stop << ":" << step);
                    REQUIRE(good);
                }
}

TEST_CASE("slice takes the largest numbers there are", "[tensor]") {
    constexpr dim largest = std::numeric_limits<dim>::max();
    constexpr dim smallest = std::numeric_limits<dim>::min();
    ep::AnyTensor const x = test::counting({5});
    CHECK(test::values_of(x.slice(0, smallest, largest)) == std::vector<double>{0, 1, 2, 3, 4});
    CHECK(test::values_of(x.slice(0, 1, largest, largest)) == std::vector<double>{1});
    CHECK(x.slice(0, largest, smallest).numel() == 0);
}

TEST_CASE("slice refuses steps that Python has and PyTorch has not, and dimensions that are not there", "[tensor]") {
    ep::AnyTensor const x = test::counting({5});
    CHECK(test::sentence_of([&] { (void)x.slice(0, 0, 5, 0); }) ==
          "slice(dimension, start, stop, step): step must be positive, not 0");
    CHECK_FALSE(test::sentence_of([&] { (void)x.slice(0, 0, 5, -1); }).empty());
    CHECK(test::sentence_of([&] { (void)x.slice(1, 0, 5); }) ==
          "slice(dimension, start, stop, step): dimension 1 is out of range for a tensor of rank 1");
    CHECK_FALSE(test::sentence_of([&] { (void)x.slice(-2, 0, 5); }).empty());
}

TEST_CASE("select takes one index away from a dimension", "[tensor]") {
    ep::AnyTensor const x = test::counting({2, 3, 4});
    for (dim index = -3; index < 3; ++index) {
        ep::AnyTensor const y = x.select(1, index);
        CHECK(y.shape() == ep::Shape{2, 4});
        CHECK(shares_memory(x, y));
        test::for_each_index(y.shape(), [&](ep::Shape const& at) {
            CHECK(test::element_at(y, at) == test::element_at(x, {at[0], index < 0 ? index + 3 : index, at[1]}));
        });
    }
    CHECK(test::sentence_of([&] { (void)x.select(1, 3); }) ==
          "select(dimension, index): index 3 is out of range for a dimension of size 3");
    CHECK_FALSE(test::sentence_of([&] { (void)x.select(1, -4); }).empty());
    CHECK_FALSE(test::sentence_of([&] { (void)x.select(3, 0); }).empty());
    CHECK_FALSE(test::sentence_of([&] { (void)ep::zeros<>().any().select(0, 0); }).empty());
}

TEST_CASE("transpose and permute reorder indices, not memory", "[tensor]") {
    ep::AnyTensor const x = test::counting({2, 3, 4});
    ep::AnyTensor const swapped = x.transpose(0, -1);
    CHECK(swapped.shape() == ep::Shape{4, 3, 2});
    CHECK(shares_memory(x, swapped));
    dim const order[] = {2, 0, -2};
    ep::AnyTensor const permuted = x.permute(order);
    CHECK(permuted.shape() == ep::Shape{4, 2, 3});
    CHECK(shares_memory(x, permuted));
    test::for_each_index(x.shape(), [&](ep::Shape const& at) {
        CHECK(test::element_at(swapped, {at[2], at[1], at[0]}) == test::element_at(x, at));
        CHECK(test::element_at(permuted, {at[2], at[0], at[1]}) == test::element_at(x, at));
    });
    CHECK_FALSE(swapped.is_contiguous());
    CHECK(test::bit_difference(swapped.transpose(2, 0), x) == "");
    dim const twice[] = {0, 0, 1};
    CHECK(test::sentence_of([&] { (void)x.permute(twice); }) == "permute(order): dimension 0 is named twice");
    dim const few[] = {1, 0};
    CHECK(test::sentence_of([&] { (void)x.permute(few); }) == "permute(order): 2 dimensions for a tensor of rank 3");
}

TEST_CASE("a change through a view is seen by every other", "[tensor]") {
    ep::AnyTensor const x = test::counting({3, 4});
    ep::AnyTensor const column = x.slice(1, 2, 3);
    ep::AnyTensor const row = x.select(0, 1);
    column.copy_from(ep::full<3, 1>(-1).any());
    CHECK(test::values_of(row) == std::vector<double>{4, 5, -1, 7});
    CHECK(test::values_of(x) == std::vector<double>{0, 1, -1, 3, 4, 5, -1, 7, 8, 9, -1, 11});
    auto const before = x.impl().storage->version.load();
    (void)row.mutable_bytes();
    CHECK(column.impl().storage->version.load() > before);
}

TEST_CASE("a view keeps its memory alive after the tensor is gone", "[tensor]") {
    ep::AnyTensor view;
    {
        ep::AnyTensor const x = test::counting({3, 3});
        view = x.transpose(0, 1).select(0, 2);
    }
    CHECK(test::values_of(view) == std::vector<double>{2, 5, 8});
    CHECK(test::values_of(view.clone()) == std::vector<double>{2, 5, 8});
}

TEST_CASE("reshape keeps the order of the elements, in the same memory where strides allow it", "[tensor]") {
    dim const order[] = {0, 2, 1, 3};
    ep::AnyTensor const whole = test::counting({2, 3, 2, 2});
    std::vector<ep::AnyTensor> const views{
        whole,
        whole.transpose(0, 1),
        whole.permute(order),
        whole.slice(0, 1, 2),
        whole.slice(3, 0, 1),
        whole.slice(1, 0, 2),
        whole.transpose(2, 3),
        test::counting({24, 1}).transpose(0, 1),
        test::counting({4, 12}).slice(1, 0, 6),
        test::counting({4, 12}).slice(1, 0, 12, 2),
    };
    std::vector<ep::Shape> const shapes{{24},   {12},      {4, 6},    {6, 4},     {2, 12},   {3, 4},       {1, 12},
                                        {2, 6}, {2, 3, 4}, {4, 3, 2}, {1, 24, 1}, {2, 2, 6}, {2, 3, 1, 4}, {8, 3}};
    int shared = 0;
    for (ep::AnyTensor const& x : views)
        for (ep::Shape const& shape : shapes) {
            if (shape.numel() != x.numel()) {
                CHECK_THROWS_AS(x.reshape(shape), ep::shape_error);
                continue;
            }
            ep::AnyTensor const y = x.reshape(shape);
            INFO("from " << to_string(x.shape()) << " with strides " << to_string(x.strides()) << " to "
                         << to_string(shape));
            CHECK(y.shape() == shape);
            CHECK(test::values_of(y) == test::values_of(x));
            if (x.is_contiguous()) CHECK(shares_memory(x, y));
            shared += shares_memory(x, y) ? 1 : 0;
        }
    CHECK(shared > 20);
}

TEST_CASE("reshape of a view that strides allow copies nothing", "[tensor]") {
    ep::AnyTensor const rows = test::counting({4, 6}).slice(0, 0, 4, 2);  // (2, 6), strides (12, 1)
    CHECK(shares_memory(rows, rows.reshape({2, 2, 3})));
    CHECK_FALSE(shares_memory(rows, rows.reshape({12})));
    ep::AnyTensor const every_second = test::counting({12}).slice(0, 0, 12, 2);
    CHECK(shares_memory(every_second, every_second.reshape({2, 3})));
}

TEST_CASE("one size of a reshape may be left to be computed", "[tensor]") {
    ep::AnyTensor const x = test::counting({2, 6});
    CHECK(x.reshape({3, -1}).shape() == ep::Shape{3, 4});
    CHECK(x.reshape({-1}).shape() == ep::Shape{12});
    CHECK(test::sentence_of([&] { (void)x.reshape({5, -1}); }) ==
          "reshape(shape): (5, 2) does not hold the 12 elements of shape (2, 6)");
    CHECK_FALSE(test::sentence_of([&] { (void)x.reshape({-1, -1}); }).empty());
    CHECK_FALSE(test::sentence_of([&] { (void)x.reshape({-2, -6}); }).empty());
    CHECK_FALSE(test::sentence_of([&] { (void)x.reshape({}); }).empty());
    ep::AnyTensor const none = test::counting({0, 3});
    CHECK(none.reshape({3, 0, 2}).shape() == ep::Shape{3, 0, 2});
    CHECK(none.reshape({-1, 3}).shape() == ep::Shape{0, 3});
    CHECK_FALSE(test::sentence_of([&] { (void)none.reshape({-1, 0}); }).empty());
}

TEST_CASE("contiguous is the tensor itself where it has no gaps, else a copy", "[tensor]") {
    ep::AnyTensor const x = test::counting({3, 4});
    CHECK(x.contiguous().shared_impl() == x.shared_impl());
    ep::AnyTensor const y = x.transpose(0, 1).contiguous();
    CHECK_FALSE(shares_memory(x, y));
    CHECK(y.is_contiguous());
    CHECK(test::bit_difference(y, x.transpose(0, 1)) == "");
    CHECK(test::counting({4, 4}).slice(0, 1, 3).is_contiguous());
    CHECK(test::counting({1, 4, 1}).transpose(0, 2).is_contiguous());
    CHECK(test::counting({4, 0}).transpose(0, 1).is_contiguous());
}

TEST_CASE("copy_from writes through strides on both sides", "[tensor]") {
    for (ep::Shape const& shape : {ep::Shape{}, ep::Shape{7}, ep::Shape{3, 4}, ep::Shape{2, 3, 4},
                                   ep::Shape{2, 3, 2, 3}, ep::Shape{0, 3}, ep::Shape{33, 31}, ep::Shape{1, 1, 5, 1}}) {
        ep::AnyTensor const source = test::scattered(shape);
        ep::AnyTensor const expected = source.clone();
        for (ep::AnyTensor const& from : {source, test::with_gaps(source)}) {
            ep::AnyTensor const packed = ep::AnyTensor::empty(ep::dtype::float32, shape);
            packed.copy_from(from);
            CHECK(test::bit_difference(packed, expected) == "");
            ep::AnyTensor const spread = test::with_gaps(ep::AnyTensor::empty(ep::dtype::float64, shape));
            spread.copy_from(from);
            CHECK(test::difference(spread.to(ep::dtype::float32), expected) == "");
        }
    }
    CHECK(test::sentence_of([] { test::counting({2, 3}).copy_from(test::counting({3, 2})); }) ==
          "copy_from(source): source has shape (3, 2), this tensor has shape (2, 3)");
}

TEST_CASE("writing into a view leaves what is between its elements", "[tensor]") {
    ep::AnyTensor const x = ep::full<3, 6>(9).any();
    x.slice(1, 0, 6, 2).copy_from(ep::zeros<3, 3>().any());
    CHECK(test::values_of(x) == std::vector<double>{0, 9, 0, 9, 0, 9, 0, 9, 0, 9, 0, 9, 0, 9, 0, 9, 0, 9});
}

TEST_CASE("copying a tensor onto a view of itself reads before it writes", "[tensor]") {
    ep::AnyTensor const x = test::counting({3, 3});
    x.copy_from(x);
    CHECK(test::values_of(x) == std::vector<double>{0, 1, 2, 3, 4, 5, 6, 7, 8});
    x.transpose(0, 1).copy_from(x);
    CHECK(test::values_of(x) == std::vector<double>{0, 3, 6, 1, 4, 7, 2, 5, 8});
    x.copy_from(x.transpose(0, 1));
    CHECK(test::values_of(x) == std::vector<double>{0, 1, 2, 3, 4, 5, 6, 7, 8});
    ep::AnyTensor const line = test::counting({5});
    line.slice(0, 1, 5).copy_from(line.slice(0, 0, 4));
    CHECK(test::values_of(line) == std::vector<double>{0, 0, 1, 2, 3});
}

TEST_CASE("View has the members of mdspan", "[tensor]") {
    ep::Tensor<ep::dyn, 3> x = ep::Tensor<ep::dyn, 3>(test::counting({2, 3}));
    ep::View<float, ep::dyn, 3> const view = x.view();
    STATIC_REQUIRE(ep::View<float, ep::dyn, 3>::rank() == 2);
    CHECK(view.extent(0) == 2);
    CHECK(view.extent(1) == 3);
    CHECK(view.stride(0) == 3);
    CHECK(view.stride(1) == 1);
    CHECK(view.size() == 6);
    CHECK(view.data_handle() == std::as_const(x).data());
    view(1, 1) = 40;
    CHECK(std::as_const(x)(1, 1) == 40);
    ep::Tensor<3, ep::dyn> const turned(x.any().transpose(0, 1));
    auto const reading = turned.view();
    STATIC_REQUIRE(std::is_same_v<decltype(reading(0, 0)), float const&>);
    CHECK(reading.stride(0) == 1);
    CHECK(reading.stride(1) == 3);
    CHECK(reading(1, 1) == 40);
    CHECK(reading(2, 0) == 2);
}
