// SPDX-License-Identifier: BSL-1.0
// Layers whose input width is not written down: left to the first call or a load with `ep::dyn`, or to the compiler
// with `nn::infer` (see sequential_for.hpp).
#pragma once

#include <eponym/meta/lock.hpp>
#include <eponym/ops/check.hpp>
#include <eponym/tensor/parameter.hpp>

namespace eponym::inline EPONYM_ABI::nn {

/// In the place of a layer's input width, inside of `nn::sequential_for`: the compiler computes it from the input.
inline constexpr dim infer = -2;

/// A weight whose second size is decided by the first call of its layer or by a load. Until then a state dict of the
/// model throws `error`.
template<dim... D>
class DeferredParameter : public Parameter<D...> {
public:
    using Parameter<D...>::Parameter;
    using Parameter<D...>::operator=;

    /// Whether the size is decided. Not to be asked while another thread may make the first call.
    bool has_size() const { return this->shape()[1] != 0; }
};

namespace detail {

// Whether a layer has its sizes; a copy looks for itself.
class sized_flag {
public:
    sized_flag() = default;
    sized_flag(sized_flag const&) noexcept {}
    sized_flag& operator=(sized_flag const&) noexcept {
        known_.store(false);
        return *this;
    }

    bool known() const noexcept { return known_.load(); }
    void set() const noexcept { known_.store(true); }

private:
    mutable eponym::detail::published<bool> known_{false};
};

// Unless the weight has its second size, gives it `in` and draws weight and bias, which may be null, as PyTorch's lazy
// layers do. One thread at a time, whichever the layer.
void decide_size(sized_flag const& flag, AnyTensor const& weight, AnyTensor const* bias, dim in);

// The size of dimension `FromBack` of x; 0 where a mistake before left no x.
template<int FromBack, class X>
dim size_from_back(X const& x) {
    if constexpr (poisoned<X>)
        return 0;
    else
        return x.shape().rank() < FromBack ? 0 : x.shape()[x.shape().rank() - FromBack];
}

// The same as far as the compiler knows it, else `dyn`.
template<int FromBack, class X>
constexpr dim static_size_from_back() {
    if constexpr (poisoned<X>)
        return dyn;
    else if constexpr (std::remove_cvref_t<X>::rank() < FromBack)
        return dyn;
    else
        return static_shape_of<X>[std::remove_cvref_t<X>::rank() - FromBack];
}

template<class X>
constexpr auto report_infer() {
    static_assert(holds<violation<fixed_string("nn::infer stands for a size that only nn::sequential_for<input, "
                                               "layers...> computes; ep::dyn leaves it to the first call")>> &&
                      !std::is_void_v<X>,
                  "a layer with nn::infer cannot be called");
    return poison{};
}

}  // namespace detail
}  // namespace eponym::inline EPONYM_ABI::nn

namespace eponym::inline EPONYM_ABI {
template<dim... D>
inline constexpr leaf leaf_of<nn::DeferredParameter<D...>> = leaf::parameter;
}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/deferred.ipp>
#endif
