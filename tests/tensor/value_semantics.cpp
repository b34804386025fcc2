// SPDX-License-Identifier: BSL-1.0
// Models are values: the laws that every Parameter, Buffer and Constant keeps, and how a Tensor differs.
#include <cstdint>
#include <type_traits>
#include <utility>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/arithmetic.hpp>
#include <eponym/tensor/create.hpp>
#include <eponym/tensor/parameter.hpp>

#include "support/tensors.hpp"

namespace ep = eponym;

namespace {

template<class Member>
Member counted() {
    Member member;
    member.any().copy_from(test::counting<double>(member.shape()).to(member.type()));
    return member;
}

}  // namespace

#define MEMBER_TYPES                                                                                     \
    (ep::Parameter<2, 3>), (ep::Buffer<2, 3>), (ep::Constant<2, 3>), (ep::Parameter<5>), (ep::Buffer<>), \
        (ep::BasicParameter<double, 2, 2, 2>), (ep::BasicBuffer<std::int64_t, 3>),                       \
        (ep::BasicParameter<ep::bfloat16, 4>), (ep::BasicConstant<ep::float16, 2, 2>), (ep::BasicBuffer<bool, 2>)

TEMPLATE_TEST_CASE("a copy of a member has the values and memory of its own", "[tensor][law]", MEMBER_TYPES) {
    auto const original = counted<TestType>();
    ep::AnyTensor const values = original.any().clone();
    TestType copy = original;
    CHECK(copy.any().const_bytes() != original.any().const_bytes());
    CHECK(test::bit_difference(copy.any(), values) == "");
    ep::detail::fill(copy.any(), 1);
    CHECK(test::bit_difference(original.any(), values) == "");
}

TEMPLATE_TEST_CASE("copy assignment writes into the memory that is there", "[tensor][law]", MEMBER_TYPES) {
    auto const source = counted<TestType>();
    TestType target;
    std::byte const* const before = target.any().const_bytes();
    ep::AnyTensor const handle = target.any();
    target = source;
    CHECK(target.any().const_bytes() == before);
    CHECK(test::bit_difference(handle, source.any()) == "");
    CHECK(source.any().const_bytes() != before);
}

TEMPLATE_TEST_CASE("assigning a member to itself changes nothing", "[tensor][law]", MEMBER_TYPES) {
    auto member = counted<TestType>();
    auto const expected = counted<TestType>();
    std::byte const* const before = member.any().const_bytes();
    TestType const& same = member;
    member = same;
    CHECK(member.any().const_bytes() == before);
    CHECK(test::bit_difference(member.any(), expected.any()) == "");
}

TEMPLATE_TEST_CASE("moving a member moves its memory and cannot throw", "[tensor][law]", MEMBER_TYPES) {
    STATIC_REQUIRE(std::is_nothrow_move_constructible_v<TestType>);
    STATIC_REQUIRE(std::is_nothrow_move_assignable_v<TestType>);
    auto source = counted<TestType>();
    std::byte const* const memory = source.any().const_bytes();
    TestType constructed = std::move(source);
    CHECK(constructed.any().const_bytes() == memory);
    TestType assigned;
    assigned = std::move(constructed);
    CHECK(assigned.any().const_bytes() == memory);
    CHECK(test::bit_difference(assigned.any(), counted<TestType>().any()) == "");
}

TEMPLATE_TEST_CASE("a member that was moved from throws an error instead of being read", "[tensor][law]",
                   MEMBER_TYPES) {
    auto source = counted<TestType>();
    TestType const taken = std::move(source);
    CHECK_THROWS_AS(source.shape(), ep::error);  // NOLINT(bugprone-use-after-move)
    CHECK_THROWS_AS(source.data(), ep::error);
    CHECK_THROWS_AS(std::as_const(source).data(), ep::error);
    CHECK_THROWS_AS(source.tensor(), ep::error);
    CHECK_THROWS_AS(source.grad(), ep::error);
    CHECK_THROWS_AS(TestType(source), ep::error);
    TestType target;
    CHECK_THROWS_AS(target = std::as_const(source), ep::error);
    source = taken;  // and it can be used again
    CHECK(test::bit_difference(source.any(), taken.any()) == "");
    CHECK(source.any().const_bytes() != taken.any().const_bytes());
}

TEMPLATE_TEST_CASE("a new member is zero", "[tensor][law]", MEMBER_TYPES) {
    TestType const member;
    for (double value : test::values_of(member.any())) CHECK(value == 0);
}

TEMPLATE_TEST_CASE("opening a member for writing raises its version, reading does not", "[tensor][law]", MEMBER_TYPES) {
    auto member = counted<TestType>();
    auto const version = [&] { return member.any().impl().storage->version.load(); };
    auto const start = version();
    (void)std::as_const(member).data();
    (void)std::as_const(member).view();
    (void)member.shape();
    CHECK(version() == start);
    (void)member.data();
    CHECK(version() > start);
    auto const after_data = version();
    (void)member.view();
    CHECK(version() > after_data);
    auto const after_view = version();
    member = TestType(member);  // a move replaces the memory, and with it the counter
    auto const fresh = version();
    auto const other = counted<TestType>();
    member = other;
    CHECK(version() > fresh);
    CHECK(after_view > start);
}

TEST_CASE("only a parameter asks for gradients, and its copies do too", "[tensor]") {
    ep::Parameter<2> const parameter;
    ep::Buffer<2> const buffer;
    ep::Constant<2> const constant;
    CHECK(parameter.any().impl().requires_grad);
    CHECK_FALSE(buffer.any().impl().requires_grad);
    CHECK_FALSE(constant.any().impl().requires_grad);
    ep::Parameter<2> const copy = parameter;
    CHECK(copy.any().impl().requires_grad);
    ep::Parameter<2> const from_values = ep::tensor({1.f, 2.f});
    CHECK(from_values.any().impl().requires_grad);
    ep::Parameter<2> adopting;
    adopting.adopt(ep::tensor({3.f, 4.f}).any());
    CHECK(adopting.any().impl().requires_grad);
    CHECK(adopting(1) == 4);
}

TEST_CASE("a member made from a tensor copies it", "[tensor]") {
    ep::Tensor<2> values = ep::tensor({1.f, 2.f});
    ep::Parameter<2> parameter = values;
    values(0) = 9;
    CHECK(parameter(0) == 1);
    parameter(1) = 5;
    CHECK(values(1) == 2);
}

TEST_CASE("assigning a tensor to a member writes into the memory that is there", "[tensor]") {
    ep::Parameter<2> parameter;
    ep::Tensor<2> const handle = parameter.tensor();
    ep::Tensor<2> const values = ep::tensor({1.f, 2.f});
    parameter = values;
    CHECK(handle(0) == 1);
    CHECK(handle(1) == 2);
    CHECK(parameter.any().const_bytes() != values.any().const_bytes());
    CHECK(parameter.any().impl().requires_grad);
}

TEST_CASE("copies of a Tensor are handles on the same elements", "[tensor]") {
    ep::Tensor<2, 2> a = ep::zeros<2, 2>();
    ep::Tensor<2, 2> b = a;
    b(1, 0) = 7;
    CHECK(std::as_const(a)(1, 0) == 7);
    CHECK(std::as_const(a).data() == std::as_const(b).data());
    ep::Tensor<2, 2> c = a.clone();
    c(0, 0) = 3;
    CHECK(std::as_const(a)(0, 0) == 0);
    CHECK(std::as_const(c)(1, 0) == 7);
}

TEST_CASE("a Tensor that was never set says so", "[tensor]") {
    ep::Tensor<2> const nothing;
    CHECK_FALSE(nothing.defined());
    CHECK_THROWS_AS(nothing.shape(), ep::error);
    CHECK_THROWS_AS(nothing.data(), ep::error);
    CHECK_THROWS_AS(nothing(0), ep::error);
    CHECK_THROWS_AS(nothing.clone(), ep::error);
}

TEST_CASE("B3: a parameter has no gradient before backward, and its tensor is its data", "[tensor][B3]") {
    ep::Parameter<2> weight = ep::tensor({1.f, 2.f});
    CHECK_FALSE(weight.grad().defined());
    ep::Tensor<2> data = weight.tensor();
    data += 1;
    CHECK(weight(0) == 2);
    CHECK(weight(1) == 3);
    CHECK_FALSE(weight.grad().defined());
    weight.any().impl().gradient = ep::tensor({0.5f, 0.25f}).any().shared_impl();
    CHECK(weight.grad()(1) == 0.25f);
    ep::Parameter<2> const copy = weight;
    CHECK_FALSE(copy.grad().defined());
}

TEST_CASE("a member whose size is open starts empty and takes the size that it is given", "[tensor]") {
    ep::Parameter<ep::dyn, 2> open;
    CHECK(open.shape() == ep::Shape{0, 2});
    ep::Parameter<ep::dyn, 2> const three = ep::full<3, 2>(4);
    open = three;
    CHECK(open.shape() == ep::Shape{3, 2});
    CHECK(open(2, 1) == 4);
    CHECK_THROWS_AS(open.adopt(ep::zeros<2, 3>().any()), ep::shape_error);
    CHECK_THROWS_AS((open.adopt(ep::zeros<double, 2, 2>().any())), ep::shape_error);
    CHECK(open.shape() == ep::Shape{3, 2});
}
