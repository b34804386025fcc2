// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/linear.hpp>
#include <eponym/ops/linear.hpp>
#include <eponym/ops/workspace.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

template<element T>
void run_linear(AnyTensor const& x, AnyTensor const& weight, AnyTensor const* bias, activation then,
                AnyTensor const& y) {
    dim const in = weight.shape()[1];
    dim const out = weight.shape()[0];
    dim rows = 1;
    for (int i = 0; i + 1 < x.rank(); ++i) rows *= x.shape()[i];
    void* const workspace = thread_workspace(kernels::linear_workspace(rows, in, out, sizeof(T)));
    kernels::linear(x.data<T>(), rows, in, weight.data<T>(), bias != nullptr ? bias->data<T>() : nullptr, out, then,
                    y.mutable_data<T>(), workspace);
}

}  // namespace detail

template<class Element>
AnyTensor detail::linear_for(AnyTensor const& x, AnyTensor const& weight, AnyTensor const* bias, activation then) {
    detail::require([&](sentence* why) {
        return rules::linear(detail::operand_for(x), detail::operand_for(weight), detail::operand_for(bias), why);
    });
    AnyTensor const packed = x.contiguous();
    AnyTensor const packed_weight = weight.contiguous();
    AnyTensor const packed_bias = bias != nullptr ? bias->contiguous() : AnyTensor();
    AnyTensor const y = AnyTensor::empty(x.type(), rules::linear_shape(x.shape(), weight.shape()));
    detail::visit_computed<Element>(x.type(), [&]<class T>() {
        detail::run_linear<T>(packed, packed_weight, bias != nullptr ? &packed_bias : nullptr, then, y);
    });
    return y;
}

#if defined(EPONYM_COMPILED)
template AnyTensor detail::linear_for<detail::any_element>(AnyTensor const&, AnyTensor const&, AnyTensor const*,
                                                           activation);
template AnyTensor detail::linear_for<float>(AnyTensor const&, AnyTensor const&, AnyTensor const*, activation);
template AnyTensor detail::linear_for<double>(AnyTensor const&, AnyTensor const&, AnyTensor const*, activation);
#endif

}  // namespace eponym::inline EPONYM_ABI
