// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/random.hpp>
#include <eponym/nn/initialization.hpp>
#include <eponym/ops/check.hpp>
#include <eponym/tensor/generator.hpp>

namespace eponym::inline EPONYM_ABI::nn {
namespace detail {

EPONYM_INLINE void fill_uniform(AnyTensor const& tensor, double bound) {
    default_generator_lock const lock;
    eponym::detail::visit_computed<eponym::detail::any_element>(tensor.type(), [&]<class T>() {
        kernels::uniform(tensor.mutable_data<T>(), std::size_t(tensor.numel()), -bound, bound, *lock);
    });
}

}  // namespace detail

EPONYM_INLINE void kaiming_uniform::operator()(AnyTensor const& tensor) const {
    detail::fill_uniform(tensor, kernels::weight_bound(fan_in));
}

EPONYM_INLINE void bias_uniform::operator()(AnyTensor const& tensor) const {
    detail::fill_uniform(tensor, kernels::bias_bound(fan_in));
}

}  // namespace eponym::inline EPONYM_ABI::nn
