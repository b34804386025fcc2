// SPDX-License-Identifier: BSL-1.0
#include <eponym/ops/adaptive_pool1d.hpp>
#include <eponym/ops/adaptive_pool2d.hpp>
#include <eponym/ops/relu.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;

auto run(ep::Tensor<ep::dyn, 3, 32, 32> const& x) { return ep::adaptive_avg_pool2d<1>(x); }
auto run(ep::Tensor<ep::dyn, 3, 32> const& x) { return ep::adaptive_max_pool1d<ep::same_size>(x); }

#ifdef EPONYM_CASE_rank
auto wrong(ep::Tensor<ep::dyn, 784> const& x) {
    return ep::relu(ep::adaptive_avg_pool2d<1>(x));
    // error: adaptive_avg_pool2d\(x\): x \(\?, 784\) must be \(batch, channels, height, width\) or without batch
}
#endif

#ifdef EPONYM_CASE_nothing_to_average
auto wrong(ep::Tensor<ep::dyn, 3, 0, 2> const& x) {
    return ep::adaptive_avg_pool2d<ep::size2(2, 1)>(x);
    // error: x \(\?, 3, 0, 2\) must have elements in each plane
}
#endif

#ifdef EPONYM_CASE_negative_size
auto wrong(ep::Tensor<ep::dyn, 3, 8> const& x) {
    return ep::adaptive_max_pool1d<-5>(x);
    // error: adaptive_max_pool1d\(x\): an output size must be at least 0 or same_size, and one is -5
}
#endif
