// SPDX-License-Identifier: BSL-1.0
// Facts about tensors that the compiler knows: types, shapes, conversions, and what must not exist.
#include <type_traits>

#include <eponym/tensor/create.hpp>
#include <eponym/tensor/parameter.hpp>

namespace {

namespace ep = eponym;
using ep::dyn;
using ep::Shape;
using ep::Tensor;

template<class To, class From>
inline constexpr bool implicit = std::is_convertible_v<From const&, To>;
template<class To, class From>
inline constexpr bool possible = std::is_constructible_v<To, From const&>;

// Element types.
static_assert(ep::dtype_of<float> == ep::dtype::float32 && ep::dtype_of<bool> == ep::dtype::boolean);
static_assert(ep::element<ep::float16> && ep::element<std::int64_t> && !ep::element<long double> &&
              !ep::element<char*>);
static_assert(ep::computed_element<float> && ep::computed_element<double> && !ep::computed_element<ep::bfloat16>);
static_assert(ep::name_of(ep::dtype::bfloat16) == "bfloat16" && ep::bits_of(ep::dtype::float4_e2m1) == 4);
static_assert(ep::float16(1.0f).bits == 0x3C00 && ep::bfloat16(1.0f).bits == 0x3F80);
static_assert(float(ep::float16::from_bits(0x0001)) == 0x1p-24f && float(ep::bfloat16::from_bits(0xC000)) == -2.0f);
static_assert(std::is_trivially_copyable_v<ep::float16> && sizeof(ep::float16) == 2 && sizeof(ep::bfloat16) == 2);

// Shapes are values that the compiler computes with.
static_assert(Shape{2, 3}.numel() == 6 && Shape{}.numel() == 1 && Shape{2, dyn}.numel() == dyn);
static_assert(Shape{2, 3} == Shape{2, 3} && !(Shape{2, 3} == Shape{3, 2}) && !(Shape{2} == Shape{2, 1}));
static_assert(ep::contiguous_strides(Shape{2, 3, 4}) == Shape{12, 4, 1});
static_assert(ep::contiguous_strides(Shape{2, 0, 4}) == Shape{4, 4, 1});
static_assert(ep::position_of(-1, 3) == 2 && ep::position_of(3, 3) == -1 && ep::position_of(-4, 3) == -1);
static_assert(ep::agree(Shape{2, dyn}, Shape{2, 5}) && !ep::agree(Shape{2, 3}, Shape{3, 3}) &&
              !ep::agree(Shape{2}, Shape{}));
static_assert((ep::sentence{} + Shape{}).view() == "()" && (ep::sentence{} + Shape{4}).view() == "(4,)");
static_assert((ep::sentence{} + Shape{dyn, 3}).view() == "(?, 3)");
static_assert(std::is_same_v<ep::tensor_of<double, Shape{2, dyn}>, ep::BasicTensor<double, 2, dyn>>);
static_assert(ep::static_shape_of<ep::Parameter<4, 5>> == Shape{4, 5});

// Forgetting a size is implicit, claiming one explicit, another one impossible.
static_assert(implicit<Tensor<dyn, 3>, Tensor<2, 3>> && implicit<Tensor<dyn, dyn>, Tensor<dyn, 3>>);
static_assert(!implicit<Tensor<2, 3>, Tensor<dyn, 3>> && possible<Tensor<2, 3>, Tensor<dyn, 3>>);
static_assert(!possible<Tensor<2, 3>, Tensor<3, 3>> && !possible<Tensor<2, 3>, Tensor<2>> &&
              !possible<Tensor<2>, Tensor<2, 1>>);
static_assert(!possible<ep::BasicTensor<double, 2>, Tensor<2>>);
static_assert(possible<Tensor<2>, ep::AnyTensor> && !implicit<Tensor<2>, ep::AnyTensor>);

// Members of a model: values that move without throwing; tensors: handles.
static_assert(std::is_nothrow_move_constructible_v<ep::Parameter<2>> &&
              std::is_nothrow_move_assignable_v<ep::Buffer<2>>);
static_assert(std::is_copy_assignable_v<ep::Constant<2>> && std::is_default_constructible_v<ep::Parameter<dyn>>);
static_assert(implicit<ep::Parameter<2, 3>, Tensor<2, 3>> && !possible<ep::Parameter<2, 3>, Tensor<3, 2>>);
static_assert(!possible<ep::Buffer<2>, ep::Parameter<2>> && !possible<Tensor<2>, ep::Parameter<2>>);
static_assert(std::is_assignable_v<ep::Parameter<2>&, Tensor<2>> &&
              !std::is_assignable_v<ep::Parameter<2>&, Tensor<3>>);
static_assert(ep::leaf_of<ep::Parameter<2>> == ep::leaf::parameter && ep::leaf_of<ep::Buffer<2>> == ep::leaf::buffer);
static_assert(ep::leaf_of<ep::Constant<2>> == ep::leaf::constant && ep::leaf_of<Tensor<2>> == ep::leaf::none);
static_assert(ep::tensor_like<ep::Parameter<2>> && ep::tensor_like<Tensor<2>> && !ep::tensor_like<ep::AnyTensor>);

// Only the right number of indices; items only where there may be one.
template<class T>
concept takes_two = requires(T& x) { x(0, 0); };
template<class T>
concept has_item = requires(T const& x) { x.item(); };
static_assert(takes_two<Tensor<2, 3>> && !takes_two<Tensor<2>> && !takes_two<Tensor<2, 3, 4>>);
static_assert(takes_two<ep::Parameter<2, 3>> && !takes_two<ep::Parameter<2>>);
static_assert(has_item<Tensor<1, 1>> && has_item<Tensor<dyn>> && has_item<Tensor<>> && !has_item<Tensor<2>>);

// Reading a const tensor gives const elements.
static_assert(std::is_same_v<decltype(std::declval<Tensor<2> const&>()(0)), float const&>);
static_assert(std::is_same_v<decltype(std::declval<Tensor<2>&>()(0)), float&>);
static_assert(std::is_same_v<decltype(std::declval<ep::Parameter<2> const&>().data()), float const*>);

}  // namespace
