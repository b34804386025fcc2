// SPDX-License-Identifier: BSL-1.0
// The shape rules of the operations, computed by the compiler, and the types of their results.
#include <type_traits>
#include <utility>

#include <eponym/ops/arithmetic.hpp>
#include <eponym/ops/conv2d.hpp>
#include <eponym/ops/linear.hpp>
#include <eponym/ops/log_softmax.hpp>
#include <eponym/ops/matmul.hpp>
#include <eponym/ops/max_pool2d.hpp>
#include <eponym/ops/reduce.hpp>
#include <eponym/ops/relu.hpp>
#include <eponym/ops/shaping.hpp>
#include <eponym/ops/softmax.hpp>

namespace {

namespace ep = eponym;
namespace rules = eponym::rules;
using ep::dyn;
using ep::Shape;
using ep::Tensor;

template<ep::dim... D>
Tensor<D...> const& tensor();
#define RESULT(...) std::remove_cvref_t<decltype(__VA_ARGS__)>

constexpr ep::operand f32(Shape shape) { return {ep::dtype::float32, shape}; }

// matmul
static_assert(std::is_same_v<RESULT(matmul(tensor<2, 3>(), tensor<3, 4>())), Tensor<2, 4>>);
static_assert(std::is_same_v<RESULT(matmul(tensor<dyn, 3>(), tensor<3, dyn>())), Tensor<dyn, dyn>>);
static_assert(std::is_same_v<RESULT(matmul(tensor<2, dyn>(), tensor<3, 4>())), Tensor<2, 4>>);
static_assert(std::is_same_v<RESULT(matmul(tensor<3>(), tensor<3>())), Tensor<>>);
static_assert(std::is_same_v<RESULT(matmul(tensor<5, 1, 2, 3>(), tensor<7, 3, 4>())), Tensor<5, 7, 2, 4>>);
static_assert(rules::matmul(f32({2, dyn}), f32({3, 4}), nullptr) && !rules::matmul(f32({2, 3}), f32({4, 3}), nullptr));

// linear
static_assert(std::is_same_v<RESULT(linear(tensor<dyn, 3>(), tensor<4, 3>(), tensor<4>())), Tensor<dyn, 4>>);
static_assert(std::is_same_v<RESULT(linear(tensor<2, 5, 3>(), tensor<4, 3>())), Tensor<2, 5, 4>>);
static_assert(!rules::linear(f32({2, 3}), f32({3, 4}), nullptr, nullptr) &&
              rules::linear(f32({3}), f32({4, 3}), nullptr, nullptr));

// Element-wise arithmetic broadcasts.
static_assert(rules::broadcasts({2, 1, 3}, {4, 3}) && !rules::broadcasts({2, 3}, {2}) && rules::broadcasts({dyn}, {7}));
static_assert(rules::broadcast_shape({2, 1, 3}, {4, 1}) == Shape{2, 4, 3});
static_assert(rules::broadcast_shape({1}, {0}) == Shape{0} && rules::broadcast_shape({dyn}, {1}) == Shape{dyn});
static_assert(std::is_same_v<RESULT(tensor<2, 3>() + tensor<3>()), Tensor<2, 3>>);
static_assert(std::is_same_v<RESULT(1 - tensor<2, 3>()), Tensor<2, 3>>);

// Convolutions and pooling: PyTorch's formula, floor and ceil.
static_assert(rules::window_positions(28, 5, 1, 0, 1) == 24 && rules::window_positions(28, 5, 1, 2, 1) == 28);
static_assert(rules::window_positions(10, 3, 2, 1, 2) == 4 && rules::window_positions(2, 3, 1, 0, 1) == 0);
static_assert(rules::window_positions(dyn, 3, 1, 0, 1) == dyn);
static_assert(rules::pool_positions(7, 2, 2, 0, 1, false) == 3 && rules::pool_positions(7, 2, 2, 0, 1, true) == 4);
static_assert(rules::pool_positions(5, 2, 3, 1, 1, true) == 2);  // a third window would begin behind the padding
static_assert(std::is_same_v<RESULT(ep::conv2d(tensor<dyn, 3, 32, 32>(), tensor<6, 3, 5, 5>(), tensor<6>())),
                             Tensor<dyn, 6, 28, 28>>);
static_assert(
    std::is_same_v<RESULT(ep::conv2d<ep::conv2d_options{.groups = 2}>(tensor<4, 8, 8>(), tensor<6, 2, 1, 1>())),
                   Tensor<6, 8, 8>>);
static_assert(std::is_same_v<RESULT(ep::max_pool2d<ep::max_pool2d_options{.kernel = 2}>(tensor<dyn, 6, 28, 28>())),
                             Tensor<dyn, 6, 14, 14>>);

// Reductions, softmax, views.
static_assert(std::is_same_v<RESULT(ep::sum<1>(tensor<2, 3>())), Tensor<2>>);
static_assert(std::is_same_v<RESULT(ep::mean<0, ep::keepdim>(tensor<2, 3>())), Tensor<1, 3>>);
static_assert(std::is_same_v<RESULT(ep::max(tensor<2, 3>())), Tensor<>>);
static_assert(std::is_same_v<RESULT(ep::argmax<-1>(tensor<dyn, 3>())), ep::BasicTensor<std::int64_t, dyn>>);
static_assert(std::is_same_v<RESULT(ep::softmax<-1>(tensor<dyn, 3>())), Tensor<dyn, 3>>);
static_assert(std::is_same_v<RESULT(ep::log_softmax<0>(tensor<4>())), Tensor<4>>);
static_assert(std::is_same_v<RESULT(ep::relu(tensor<dyn, 3>())), Tensor<dyn, 3>>);
static_assert(rules::slice_size(5, -2, 100, 1) == 2 && rules::slice_size(5, 4, 2, 1) == 0 &&
              rules::slice_size(dyn, 0, 1, 1) == dyn);
static_assert(rules::flattened_shape({dyn, 2, 3}, 1, -1) == Shape{dyn, 6} &&
              rules::flattened_shape({2, dyn}, 0, 1) == Shape{dyn});
static_assert(rules::reshaped_shape({4, 6}, {-1, 8}) == Shape{3, 8} && !rules::reshape({4, 6}, {5, -1}, nullptr));

// What is no tensor is not taken: the mistake is found at the call, not inside.
template<class A, class B>
concept adds = requires(A const& a, B const& b) { a + b; };
template<class A, class B>
concept multiplies = requires(A const& a, B const& b) { matmul(a, b); };
template<class X>
concept rectifies = requires(X const& x) { relu(x); };
template<class A, class B>
concept adds_in_place = requires(A& a, B const& b) { a += b; };
static_assert(adds<Tensor<2>, float> && adds<int, Tensor<2>> && !adds<Tensor<2>, char const*> &&
              !adds<ep::AnyTensor, int>);
static_assert(multiplies<Tensor<2, 2>, Tensor<2>> && !multiplies<Tensor<2, 2>, float>);
static_assert(adds_in_place<Tensor<2>, int> && adds_in_place<ep::poison, Tensor<2>> &&
              !adds_in_place<Tensor<2>, char const*>);
static_assert(rectifies<ep::AnyTensor> && rectifies<ep::poison> && !rectifies<float>);

// After a mistake everything is poison, in silence.
constexpr ep::poison mistake{};
static_assert(ep::poisoned<RESULT(matmul(mistake, tensor<2, 2>()))> &&
              ep::poisoned<RESULT(matmul(tensor<2, 2>(), mistake))>);
static_assert(ep::poisoned<RESULT(linear(mistake, tensor<2, 2>(), tensor<2>()))> &&
              ep::poisoned<RESULT(relu(mistake))>);
static_assert(ep::poisoned<RESULT(ep::conv2d(mistake, tensor<1, 1, 1, 1>()))>);
static_assert(ep::poisoned<RESULT(ep::max_pool2d<ep::max_pool2d_options{.kernel = 2}>(mistake))>);
static_assert(ep::poisoned<RESULT(mistake + 1)> && ep::poisoned<RESULT(2 * mistake)> &&
              ep::poisoned<RESULT(mistake - tensor<2>())>);
static_assert(ep::poisoned<RESULT(ep::sum(mistake))> && ep::poisoned<RESULT(ep::argmax<1>(mistake))>);
static_assert(ep::poisoned<RESULT(ep::softmax<1>(mistake))> && ep::poisoned<RESULT(ep::log_softmax<1>(mistake))>);
static_assert(ep::poisoned<RESULT(ep::flatten<1>(mistake))> && ep::poisoned<RESULT(ep::reshape<2, -1>(mistake))>);
static_assert(ep::poisoned<RESULT(ep::transpose<0, 1>(mistake))> && ep::poisoned<RESULT(ep::permute<1, 0>(mistake))>);
static_assert(ep::poisoned<RESULT(ep::slice<0, 1, 2>(mistake))> && ep::poisoned<RESULT(-mistake)>);

}  // namespace
