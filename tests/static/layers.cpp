// SPDX-License-Identifier: BSL-1.0
// What the compiler knows of normalizations, embeddings, convolutions of signals and poolings: keys, members, results.
#include <cstdint>
#include <type_traits>
#include <utility>

#include <eponym/nn/adaptive_avg_pool2d.hpp>
#include <eponym/nn/adaptive_max_pool1d.hpp>
#include <eponym/nn/avg_pool2d.hpp>
#include <eponym/nn/batch_norm1d.hpp>
#include <eponym/nn/batch_norm2d.hpp>
#include <eponym/nn/conv1d.hpp>
#include <eponym/nn/embedding.hpp>
#include <eponym/nn/layer_norm.hpp>
#include <eponym/nn/max_pool1d.hpp>
#include <eponym/nn/sequential.hpp>
#include <eponym/state/schema.hpp>

namespace {

namespace ep = eponym;
namespace nn = eponym::nn;
using ep::dyn;
using ep::Tensor;

template<class Layer, ep::dim... D>
using result = std::remove_cvref_t<decltype(std::declval<Layer const&>()(std::declval<Tensor<D...> const&>()))>;
template<class Layer>
concept has_weight = requires(Layer& layer) { layer.weight; };
template<class Layer>
concept has_bias = requires(Layer& layer) { layer.bias; };
template<class Layer>
concept has_statistics = requires(Layer& layer) { layer.running_mean, layer.running_var, layer.num_batches_tracked; };

// Keys in PyTorch's order; statistics are buffers, and one of them is a scalar of int64.
using norm = nn::BatchNorm2d<8>;
static_assert(ep::keys<norm> == ep::key_list{"weight", "bias", "running_mean", "running_var", "num_batches_tracked"});
static_assert(ep::parameter_count<norm> == 16);
static_assert(std::is_same_v<decltype(norm::num_batches_tracked), ep::BasicBuffer<std::int64_t>>);
static_assert(ep::keys<nn::LayerNorm<8, nn::bias(false)>> == ep::key_list{"weight"});
static_assert(ep::keys<nn::Conv1d<4, 8, 3>> == ep::key_list{"weight", "bias"});

struct Net {
    nn::Embedding<10, 4> words;
    nn::Sequential<nn::Conv1d<4, 8, 3, nn::bias(false)>, nn::BatchNorm1d<8>> features;
};
static_assert(ep::keys<Net> == ep::key_list{"words.weight", "features.0.weight", "features.1.weight", "features.1.bias",
                                            "features.1.running_mean", "features.1.running_var",
                                            "features.1.num_batches_tracked"});
static_assert(ep::is_module<Net> && ep::parameter_count<Net> == 40 + 96 + 16);

// What an option takes away is not there.
using plain = nn::BatchNorm1d<8, nn::affine(false)>;
using untracked = nn::BatchNorm1d<8, nn::bias(false), nn::track_running_stats(false)>;
static_assert(!has_weight<plain> && !has_bias<plain> && has_statistics<plain>);
static_assert(has_weight<untracked> && !has_bias<untracked> && !has_statistics<untracked>);
static_assert(!has_weight<nn::LayerNorm<3, nn::elementwise_affine(false)>>);
static_assert(has_bias<nn::Conv1d<4, 8, 3>> && !has_bias<nn::Conv1d<4, 8, 3, nn::bias(false)>>);
static_assert(std::is_same_v<decltype(nn::Conv1d<4, 8, 3, nn::groups(2)>::weight), ep::Parameter<8, 2, 3>>);
static_assert(std::is_same_v<decltype(nn::LayerNorm<3, 4, nn::eps(1e-6)>::weight), ep::Parameter<3, 4>>);
static_assert(nn::Embedding<10, 4, nn::padding_idx(-3)>::padding_row == 7 && nn::Embedding<10, 4>::padding_row == -1);

// Results.
static_assert(std::is_same_v<result<norm, dyn, 8, 5, dyn>, Tensor<dyn, 8, 5, dyn>>);
static_assert(std::is_same_v<result<plain, 3, 8>, Tensor<3, 8>>);
static_assert(std::is_same_v<result<nn::LayerNorm<8>, dyn, dyn, 8>, Tensor<dyn, dyn, 8>>);
static_assert(std::is_same_v<result<nn::Conv1d<4, 8, 3, nn::stride(2)>, dyn, 4, 9>, Tensor<dyn, 8, 4>>);
static_assert(std::is_same_v<result<nn::MaxPool1d<3, nn::padding(1)>, 2, 9>, Tensor<2, 3>>);
static_assert(std::is_same_v<result<nn::AvgPool2d<2, nn::ceil_mode(true)>, 2, 9, dyn>, Tensor<2, 5, dyn>>);
static_assert(std::is_same_v<result<nn::AdaptiveMaxPool1d<3>, dyn, 2, dyn>, Tensor<dyn, 2, 3>>);
static_assert(std::is_same_v<result<nn::AdaptiveAvgPool2d<nn::output_size(ep::same_size, 1)>, dyn, 2, 7, 7>,
                             Tensor<dyn, 2, 7, 1>>);

// (2, 2) and 2 are the same size, which differ in how they print.
static_assert(ep::size2(2, 2) == ep::size2(2) && nn::AvgPool2d<nn::kernel(2, 2)>::options == nn::AvgPool2d<2>::options);

}  // namespace
