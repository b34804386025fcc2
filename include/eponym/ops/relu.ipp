// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/unary.hpp>
#include <eponym/ops/relu.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

template<class Element>
void run_relu(AnyTensor const& x, AnyTensor const& y) {
    visit_computed<Element>(x.type(), [&]<class T>() { kernels::relu(x.data<T>(), y.mutable_data<T>(), x.numel()); });
}

}  // namespace detail

template<class Element>
AnyTensor detail::relu_for(AnyTensor const& x) {
    detail::require([&](sentence* why) { return rules::computes("relu(x)", x.type(), why); });
    AnyTensor const packed = x.contiguous();
    AnyTensor const y = AnyTensor::empty(x.type(), x.shape());
    detail::run_relu<Element>(packed, y);
    return y;
}

template<class Element>
AnyTensor detail::relu_for(AnyTensor&& x) {
    if (!x.is_sole_owner() || !x.is_contiguous()) return relu_for<Element>(static_cast<AnyTensor const&>(x));
    detail::require([&](sentence* why) { return rules::computes("relu(x)", x.type(), why); });
    detail::run_relu<Element>(x, x);
    return std::move(x);
}

#if defined(EPONYM_COMPILED)
template AnyTensor detail::relu_for<detail::any_element>(AnyTensor const&);
template AnyTensor detail::relu_for<detail::any_element>(AnyTensor&&);
template AnyTensor detail::relu_for<float>(AnyTensor const&);
template AnyTensor detail::relu_for<float>(AnyTensor&&);
template AnyTensor detail::relu_for<double>(AnyTensor const&);
template AnyTensor detail::relu_for<double>(AnyTensor&&);
#endif

}  // namespace eponym::inline EPONYM_ABI
