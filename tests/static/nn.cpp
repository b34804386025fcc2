// SPDX-License-Identifier: BSL-1.0
// What the compiler knows of layers: options, the types of results, and what is a module.
#include <array>
#include <type_traits>
#include <utility>

#include <eponym/nn/conv2d.hpp>
#include <eponym/nn/dropout.hpp>
#include <eponym/nn/flatten.hpp>
#include <eponym/nn/identity.hpp>
#include <eponym/nn/in_order.hpp>
#include <eponym/nn/linear.hpp>
#include <eponym/nn/max_pool2d.hpp>
#include <eponym/nn/relu.hpp>
#include <eponym/nn/sequential.hpp>
#include <eponym/reflect/node.hpp>
#include <eponym/tensor/create.hpp>

namespace {

namespace ep = eponym;
namespace nn = eponym::nn;
using ep::dyn;
using ep::Tensor;

template<class Layer, ep::dim... D>
using result = std::remove_cvref_t<decltype(std::declval<Layer const&>()(std::declval<Tensor<D...> const&>()))>;
template<class Layer>
concept has_bias = requires(Layer& layer) { layer.bias; };

// Options in any order.
using ordered = nn::Conv2d<4, 8, nn::kernel(3, 5), nn::stride(2), nn::padding(1, 2), nn::groups(2), nn::bias(false)>;
using mixed = nn::Conv2d<4, 8, nn::kernel(3, 5), nn::bias(false), nn::groups(2), nn::padding(1, 2), nn::stride(2)>;
static_assert(ordered::options == mixed::options && !has_bias<ordered> && !has_bias<mixed>);
static_assert(ordered::options.stride == ep::size2(2, 2) && ordered::options.padding == ep::size2(1, 2));
static_assert(ordered::options.dilation == ep::size2(1) && ordered::options.groups == 2);
static_assert(std::is_same_v<decltype(ordered::weight), ep::Parameter<8, 2, 3, 5>>);
static_assert(has_bias<nn::Conv2d<4, 8, 3, nn::bias(true)>> && has_bias<nn::Linear<2, 3>>);
static_assert(!has_bias<nn::Linear<2, 3, nn::bias(false)>>);
static_assert(std::is_same_v<decltype(nn::Linear<2, 3>::weight), ep::Parameter<3, 2>>);
static_assert(nn::MaxPool2d<3>::options.stride == ep::size2(3) &&
              nn::MaxPool2d<3, nn::stride(2)>::options.stride == ep::size2(2));
static_assert(nn::MaxPool2d<2, nn::ceil_mode(true)>::options.ceil_mode && !nn::MaxPool2d<2>::options.ceil_mode);

// Results.
static_assert(std::is_same_v<result<nn::Linear<784, 10>, dyn, 784>, Tensor<dyn, 10>>);
static_assert(std::is_same_v<result<ordered, dyn, 4, 9, 9>, Tensor<dyn, 8, 5, 5>>);
static_assert(std::is_same_v<result<nn::MaxPool2d<2>, 6, 28, 28>, Tensor<6, 14, 14>>);
static_assert(std::is_same_v<result<nn::Flatten<>, dyn, 16, 5, 5>, Tensor<dyn, 400>>);
static_assert(std::is_same_v<result<nn::Identity, dyn, 7>, Tensor<dyn, 7>>);
static_assert(std::is_same_v<result<nn::Dropout, 2, 7>, Tensor<2, 7>>);
static_assert(std::is_same_v<result<nn::ReLU, 2, 7>, Tensor<2, 7>>);
using net = nn::Sequential<nn::Conv2d<1, 6, 5, nn::padding(2)>, nn::ReLU, nn::MaxPool2d<2>, nn::Flatten<>,
                           nn::Linear<1176, 10>>;
static_assert(std::is_same_v<result<net, dyn, 1, 28, 28>, Tensor<dyn, 10>> && net::size() == 5);
static_assert(std::is_same_v<result<nn::Sequential<>, 2, 3>, Tensor<2, 3>>);
static_assert(std::is_same_v<result<nn::Sequential<nn::Linear<4, 4>, nn::ReLU, nn::same_as<0>>, 2, 4>, Tensor<2, 4>>);

// A struct that calls in_order is a layer like any other, as is any callable struct.
struct Block {
    nn::Linear<4, 8> widen;
    nn::ReLU act;
    nn::Linear<8, 4> narrow;
    auto operator()(auto const& x) const { return ep::in_order(*this, x); }
};
struct Twice {
    auto operator()(auto const& x) const { return x; }
};
static_assert(std::is_same_v<result<Block, dyn, 4>, Tensor<dyn, 4>>);
static_assert(std::is_same_v<result<nn::Sequential<Block, Twice, Block>, dyn, 4>, Tensor<dyn, 4>>);
static_assert(ep::is_module<Block> && ep::is_module<nn::Sequential<Block>> && ep::is_module<std::array<Block, 2>>);

// Layers are values that move without throwing.
static_assert(std::is_nothrow_move_constructible_v<nn::Linear<2, 3>> && std::is_copy_assignable_v<ordered>);
static_assert(std::is_nothrow_move_constructible_v<net> && std::is_nothrow_move_assignable_v<Block>);

}  // namespace
