// SPDX-License-Identifier: BSL-1.0
// Options of normalizations, embeddings, convolutions of signals and poolings that are wrong, doubled or of another
// layer.
#include <eponym/nn/avg_pool1d.hpp>
#include <eponym/nn/avg_pool2d.hpp>
#include <eponym/nn/batch_norm2d.hpp>
#include <eponym/nn/conv1d.hpp>
#include <eponym/nn/embedding.hpp>
#include <eponym/nn/layer_norm.hpp>
#include <eponym/nn/max_pool1d.hpp>

namespace nn = eponym::nn;

nn::BatchNorm2d<4, nn::momentum(nn::cumulative), nn::eps(1e-3)> batch_norm;
nn::LayerNorm<4, 8, nn::bias(false)> layer_norm;
nn::Conv1d<4, 8, 3, nn::stride(2)> conv;

#ifdef EPONYM_CASE_batch_norm_stride
nn::BatchNorm2d<4, nn::stride(2)> wrong;
// error: the options are eps, momentum, affine, bias and track_running_stats
#endif

#ifdef EPONYM_CASE_batch_norm_twice
nn::BatchNorm2d<4, nn::eps(1e-3), nn::eps(1e-4)> wrong;
// error: the options are eps, momentum, affine, bias and track_running_stats
#endif

#ifdef EPONYM_CASE_layer_norm_momentum
nn::LayerNorm<4, nn::momentum(0.5)> wrong;  // error: the options are eps, elementwise_affine and bias
#endif

#ifdef EPONYM_CASE_layer_norm_without_sizes
nn::LayerNorm<nn::eps(1e-3)> wrong;  // error: give the sizes of the last dimensions
#endif

#ifdef EPONYM_CASE_embedding_row
nn::Embedding<10, 3, nn::padding_idx(10)> wrong;  // error: the row must be one of the rows
#endif

#ifdef EPONYM_CASE_embedding_bias
nn::Embedding<10, 3, nn::bias(false)> wrong;  // error: the only option is padding_idx\(row\)
#endif

#ifdef EPONYM_CASE_conv1d_pair
nn::Conv1d<4, 8, 3, nn::stride(2, 1)> wrong;  // error: stride, padding and dilation are one number each
#endif

#ifdef EPONYM_CASE_conv1d_groups
nn::Conv1d<4, 8, 3, nn::groups(3)> wrong;  // error: in and out must be divisible by the groups
#endif

#ifdef EPONYM_CASE_max_pool1d_bias
nn::MaxPool1d<2, nn::bias(false)> wrong;  // error: the options are stride, padding, dilation and ceil_mode
#endif

#ifdef EPONYM_CASE_avg_pool1d_dilation
nn::AvgPool1d<2, nn::dilation(2)> wrong;
// error: the options are stride, padding, ceil_mode and count_include_pad
#endif

#ifdef EPONYM_CASE_avg_pool2d_divisor
nn::AvgPool2d<2, nn::divisor_override(0)> wrong;  // error: n must not be 0
#endif
