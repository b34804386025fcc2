// SPDX-License-Identifier: BSL-1.0
#include <eponym/ops/avg_pool2d.hpp>
#include <eponym/ops/relu.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;

auto run(ep::Tensor<ep::dyn, 3, 32, 32> const& x) { return ep::avg_pool2d<ep::avg_pool2d_options{.kernel = 2}>(x); }

#ifdef EPONYM_CASE_rank
auto wrong(ep::Tensor<ep::dyn, 784> const& x) {
    return ep::relu(ep::avg_pool2d<ep::avg_pool2d_options{.kernel = 2}>(x));
    // error: x \(\?, 784\) must be \(batch, channels, height, width\) or without batch
}
#endif

#ifdef EPONYM_CASE_kernel_too_large
auto wrong(ep::Tensor<ep::dyn, 3, 32, 2> const& x) {
    return ep::avg_pool2d<ep::avg_pool2d_options{.kernel = 3}>(x);
    // error: the kernel \(3, 3\) does not fit into x \(\?, 3, 32, 2\)
}
#endif

#ifdef EPONYM_CASE_padding
auto wrong(ep::Tensor<ep::dyn, 3, 32, 32> const& x) {
    return ep::avg_pool2d<ep::avg_pool2d_options{.kernel = 2, .padding = 2}>(x);
    // error: at most half the kernel
}
#endif
