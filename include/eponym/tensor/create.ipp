// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/random.hpp>
#include <eponym/tensor/create.hpp>
#include <eponym/tensor/generator.hpp>

namespace eponym::inline EPONYM_ABI::detail {

EPONYM_INLINE void fill(AnyTensor const& tensor, double value) {
    visit_element(tensor.type(), [&]<class T>() {
        T const converted = [value] {
            if constexpr (std::is_same_v<T, float16> || std::is_same_v<T, bfloat16>)
                return T(float(value));
            else
                return T(value);
        }();
        T* const data = tensor.mutable_data<T>();
        dim const count = tensor.numel();
        for (dim i = 0; i < count; ++i) data[i] = converted;
    });
}

// Random numbers are defined for the types that operations compute in.
template<class Draw>
void fill_random(AnyTensor const& tensor, Draw const& draw) {
    default_generator_lock const lock;
    auto const count = std::size_t(tensor.numel());
    if (tensor.type() == dtype::float64) {
        draw(tensor.mutable_data<double>(), count, *lock);
    } else if (tensor.type() == dtype::float32) {
        draw(tensor.mutable_data<float>(), count, *lock);
    } else {
        throw error("rand and randn: give float32 and float64, not " + std::string(name_of(tensor.type())));
    }
}

EPONYM_INLINE void fill_uniform(AnyTensor const& tensor) {
    fill_random(tensor, [](auto* data, std::size_t count, Generator& generator) {
        kernels::uniform(data, count, 0, 1, generator);
    });
}

EPONYM_INLINE void fill_normal(AnyTensor const& tensor) {
    fill_random(tensor, [](auto* data, std::size_t count, Generator& generator) {
        kernels::normal(data, count, 0, 1, generator);
    });
}

}  // namespace eponym::inline EPONYM_ABI::detail
