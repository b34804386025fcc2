// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/comparison.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

template<comparison Operation, class T>
void run_comparison(AnyTensor const& a, AnyTensor const& b, AnyTensor const& y) {
    kernels::compare<Operation>(broadcast_of(a, b, y.shape()), a.data<T>(), b.data<T>(), y.mutable_data<bool>());
}

}  // namespace detail

template<kernels::comparison Operation, class Element>
AnyTensor detail::compare_for(AnyTensor const& a, AnyTensor const& b, bool exchanged) {
    detail::require(
        [&](sentence* why) { return rules::comparison(detail::operand_for(a), detail::operand_for(b), why); });
    detail::require_host("comparison (a, b)", a);
    AnyTensor const y = AnyTensor::empty(dtype::boolean, rules::broadcast_shape(a.shape(), b.shape()));
    AnyTensor const& left = exchanged ? b : a;
    AnyTensor const& right = exchanged ? a : b;
    if constexpr (std::is_same_v<Element, detail::any_element>)
        if (a.type() == dtype::int64) return detail::run_comparison<Operation, std::int64_t>(left, right, y), y;
    detail::visit_computed<Element>(a.type(), [&]<class T>() { detail::run_comparison<Operation, T>(left, right, y); });
    return y;
}

#if defined(EPONYM_COMPILED)
#define EPONYM_COMPARISON(NAME, ELEMENT)                                                                           \
    template AnyTensor detail::compare_for<kernels::comparison::NAME, ELEMENT>(AnyTensor const&, AnyTensor const&, \
                                                                               bool);
#define EPONYM_COMPARISONS(ELEMENT)       \
    EPONYM_COMPARISON(equal, ELEMENT)     \
    EPONYM_COMPARISON(not_equal, ELEMENT) \
    EPONYM_COMPARISON(less, ELEMENT)      \
    EPONYM_COMPARISON(less_equal, ELEMENT)
EPONYM_COMPARISONS(detail::any_element)
EPONYM_COMPARISONS(float)
EPONYM_COMPARISONS(double)
EPONYM_COMPARISONS(std::int64_t)
#undef EPONYM_COMPARISONS
#undef EPONYM_COMPARISON
#endif

}  // namespace eponym::inline EPONYM_ABI
