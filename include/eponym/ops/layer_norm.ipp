// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/layer_norm.hpp>
#include <eponym/ops/layer_norm.hpp>

namespace eponym::inline EPONYM_ABI {

template<class Element>
AnyTensor detail::layer_norm_for(AnyTensor const& x, Shape const& sizes, AnyTensor const* weight, AnyTensor const* bias,
                                 double eps) {
    detail::require([&](sentence* why) {
        return rules::layer_norm(detail::operand_for(x), sizes, detail::operand_for(weight), detail::operand_for(bias),
                                 why);
    });
    AnyTensor const packed = x.contiguous();
    AnyTensor const packed_weight = weight != nullptr ? weight->contiguous() : AnyTensor();
    AnyTensor const packed_bias = bias != nullptr ? bias->contiguous() : AnyTensor();
    AnyTensor const y = AnyTensor::empty(x.type(), x.shape());
    if (x.numel() == 0) return y;
    dim n = 1;
    for (int i = x.rank() - sizes.rank(); i < x.rank(); ++i) n *= x.shape()[i];
    detail::visit_computed<Element>(x.type(), [&]<class T>() {
        kernels::layer_norm(packed.data<T>(), weight != nullptr ? packed_weight.data<T>() : nullptr,
                            bias != nullptr ? packed_bias.data<T>() : nullptr, eps, y.mutable_data<T>(), x.numel() / n,
                            n);
    });
    return y;
}

#if defined(EPONYM_COMPILED)
template AnyTensor detail::layer_norm_for<detail::any_element>(AnyTensor const&, Shape const&, AnyTensor const*,
                                                               AnyTensor const*, double);
template AnyTensor detail::layer_norm_for<float>(AnyTensor const&, Shape const&, AnyTensor const*, AnyTensor const*,
                                                 double);
template AnyTensor detail::layer_norm_for<double>(AnyTensor const&, Shape const&, AnyTensor const*, AnyTensor const*,
                                                  double);
#endif

}  // namespace eponym::inline EPONYM_ABI
