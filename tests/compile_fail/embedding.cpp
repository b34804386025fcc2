// SPDX-License-Identifier: BSL-1.0
#include <cstdint>

#include <eponym/ops/embedding.hpp>
#include <eponym/ops/relu.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;

auto run(ep::BasicTensor<std::int64_t, ep::dyn, 3> const& x, ep::Tensor<10, 4> const& weight) {
    return ep::relu(ep::embedding(x, weight));
}

#ifdef EPONYM_CASE_indices_of_float
auto wrong(ep::Tensor<ep::dyn, 3> const& x, ep::Tensor<10, 4> const& weight) {
    return ep::relu(ep::embedding(x, weight));  // error: indices must be int64 or int32, and are float32
}
#endif

#ifdef EPONYM_CASE_weight_rank
auto wrong(ep::BasicTensor<std::int64_t, 3> const& x, ep::Tensor<10> const& weight) {
    return ep::embedding(x, weight);  // error: weight \(10,\) must be \(rows, columns\)
}
#endif
