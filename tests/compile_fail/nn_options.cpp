// SPDX-License-Identifier: BSL-1.0
// Options of layers that are wrong, doubled or of another layer.
#include <eponym/nn/conv2d.hpp>
#include <eponym/nn/linear.hpp>
#include <eponym/nn/max_pool2d.hpp>

namespace nn = eponym::nn;

nn::Linear<4, 8, nn::bias(false)> linear;
nn::Conv2d<4, 8, 3, nn::groups(2), nn::bias(false), nn::stride(2, 1)> conv;
nn::MaxPool2d<2, nn::ceil_mode(true), nn::stride(1), nn::padding(1)> pool;

#ifdef EPONYM_CASE_linear_stride
nn::Linear<4, 8, nn::stride(2)> wrong;  // error: the only option is bias\(false\)
#endif

#ifdef EPONYM_CASE_linear_stride_without_bias
nn::Linear<4, 8, nn::bias(false), nn::stride(2)> wrong;  // error: the only option is bias\(false\)
#endif

#ifdef EPONYM_CASE_linear_number
nn::Linear<4, 8, false> wrong;  // error: the only option is bias\(false\)
#endif

#ifdef EPONYM_CASE_conv_ceil_mode
nn::Conv2d<4, 8, 3, nn::ceil_mode(true)> wrong;
// error: the options are stride, padding, dilation, groups and bias
#endif

#ifdef EPONYM_CASE_conv_ceil_mode_without_bias
nn::Conv2d<4, 8, 3, nn::bias(false), nn::ceil_mode(true)> wrong;
// error: the options are stride, padding, dilation, groups and bias
#endif

#ifdef EPONYM_CASE_conv_twice
nn::Conv2d<4, 8, 3, nn::stride(1), nn::stride(2)> wrong;
// error: the options are stride, padding, dilation, groups and bias
#endif

#ifdef EPONYM_CASE_conv_groups
nn::Conv2d<4, 8, 3, nn::groups(3)> wrong;  // error: in and out must be divisible by the groups
#endif

#ifdef EPONYM_CASE_conv_zero_groups
nn::Conv2d<4, 8, 3, nn::groups(0)> wrong;  // error: in and out must be divisible by the groups
#endif

#ifdef EPONYM_CASE_pool_bias
nn::MaxPool2d<2, nn::bias(false)> wrong;  // error: the options are stride, padding, dilation and ceil_mode
#endif
