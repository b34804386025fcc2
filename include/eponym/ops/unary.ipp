// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/arithmetic.hpp>
#include <eponym/ops/unary.hpp>

namespace eponym::inline EPONYM_ABI {

template<kernels::unary Function, class Element>
AnyTensor detail::unary_for(AnyTensor x, double p, double q) {
    detail::require([&](sentence* why) { return rules::computes(detail::call_of(Function), x.type(), why); });
    if (Function == kernels::unary::hardtanh && p > q)
        throw error("hardtanh(x, smallest, largest): smallest is larger than largest");
    detail::require_host(detail::call_of(Function), x);
    AnyTensor const packed = x.is_contiguous() ? std::move(x) : x.clone();
    AnyTensor const y = packed.is_sole_owner() ? packed : AnyTensor::empty(packed.type(), packed.shape());
    detail::visit_computed<Element>(packed.type(), [&]<class T>() {
        kernels::map<Function>(packed.data<T>(), y.mutable_data<T>(), packed.numel(), T(p), T(q));
    });
    return y;
}

#if defined(EPONYM_COMPILED)
#define EPONYM_UNARY(NAME)                                                                                      \
    template AnyTensor detail::unary_for<kernels::unary::NAME, detail::any_element>(AnyTensor, double, double); \
    template AnyTensor detail::unary_for<kernels::unary::NAME, float>(AnyTensor, double, double);               \
    template AnyTensor detail::unary_for<kernels::unary::NAME, double>(AnyTensor, double, double);
EPONYM_UNARY(relu)
EPONYM_UNARY(neg)
EPONYM_UNARY(abs)
EPONYM_UNARY(sqrt)
EPONYM_UNARY(exp)
EPONYM_UNARY(log)
EPONYM_UNARY(tanh)
EPONYM_UNARY(sigmoid)
EPONYM_UNARY(leaky_relu)
EPONYM_UNARY(elu)
EPONYM_UNARY(gelu)
EPONYM_UNARY(silu)
EPONYM_UNARY(softplus)
EPONYM_UNARY(clamp)
EPONYM_UNARY(hardtanh)
EPONYM_UNARY(pow)
#undef EPONYM_UNARY
#endif

}  // namespace eponym::inline EPONYM_ABI
