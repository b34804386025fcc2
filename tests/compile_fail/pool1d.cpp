// SPDX-License-Identifier: BSL-1.0
#include <eponym/ops/avg_pool1d.hpp>
#include <eponym/ops/max_pool1d.hpp>
#include <eponym/ops/relu.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;

auto run(ep::Tensor<ep::dyn, 3, 32> const& x) {
    return ep::avg_pool1d<ep::avg_pool1d_options{.kernel = 2}>(ep::max_pool1d<ep::max_pool1d_options{.kernel = 2}>(x));
}

#ifdef EPONYM_CASE_max_rank
auto wrong(ep::Tensor<784> const& x) {
    return ep::relu(ep::max_pool1d<ep::max_pool1d_options{.kernel = 2}>(x));
    // error: max_pool1d\(x\): x \(784,\) must be \(batch, channels, length\) or without batch
}
#endif

#ifdef EPONYM_CASE_max_kernel_too_large
auto wrong(ep::Tensor<ep::dyn, 3, 2> const& x) {
    return ep::max_pool1d<ep::max_pool1d_options{.kernel = 3}>(x);
    // error: the kernel 3 does not fit into x \(\?, 3, 2\)
}
#endif

#ifdef EPONYM_CASE_avg_kernel_too_large
auto wrong(ep::Tensor<ep::dyn, 3, 2> const& x) {
    return ep::relu(ep::avg_pool1d<ep::avg_pool1d_options{.kernel = 3}>(x));
    // error: avg_pool1d\(x\): the kernel 3 does not fit into x \(\?, 3, 2\)
}
#endif
