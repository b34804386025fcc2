// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/meta/log.hpp>
#include <eponym/nn/deferred.hpp>
#include <eponym/nn/initialization.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

// First calls are few, so all layers take turns.
EPONYM_INLINE eponym::detail::turnstile& size_turns() {
    static eponym::detail::turnstile turns;
    return turns;
}

EPONYM_INLINE void decide_size(sized_flag const& flag, AnyTensor const& weight, AnyTensor const* bias, dim in) {
    eponym::detail::turn const mine(size_turns());
    if (flag.known() || in == 0) return;
    TensorImpl& impl = weight.impl();
    if (impl.shape[1] == 0) {
        Shape shape = impl.shape;
        shape[1] = in;
        AnyTensor const sized = AnyTensor::empty(impl.type, shape);
        dim fan_in = in;
        for (int i = 2; i < shape.rank(); ++i) fan_in *= shape[i];
        weight_uniform{fan_in}(sized);
        if (bias != nullptr) bias_uniform{fan_in}(*bias);
        // The parameter stays the same tensor for those who hold it, as one that PyTorch materializes does.
        impl.storage = sized.impl().storage;
        impl.data = sized.impl().data;
        impl.strides = sized.impl().strides;
        impl.shape = shape;
        if (eponym::detail::log_is_set())
            eponym::detail::log("the first call of a layer gave its weight the shape " + to_string(shape));
    }
    flag.set();
}

}  // namespace eponym::inline EPONYM_ABI::nn::detail
