// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/ops/check.hpp>

namespace eponym::inline EPONYM_ABI {
namespace rules {

/// A wanted size of -1, which is also how `dyn` is written, keeps the size that is there.
constexpr Shape expanded_shape(Shape const& x, Shape wanted) {
    int const added = wanted.rank() - x.rank();
    for (int i = 0; i < x.rank() && added >= 0; ++i)
        if (wanted[added + i] == dyn) wanted[added + i] = x[i];
    return wanted;
}

constexpr bool expand(Shape const& x, Shape const& wanted, sentence* why) {
    int const added = wanted.rank() - x.rank();
    bool good = added >= 0;
    for (int i = 0; good && i < wanted.rank(); ++i)
        good = i < added ? wanted[i] >= 0 : x[i - added] == 1 || agree(x[i - added], wanted[i]);
    if (!good && why != nullptr)
        *why + "expand(x): x " + x + " does not expand to " + wanted + "; only dimensions of size 1 grow";
    return good;
}

}  // namespace rules

/// A view in which dimensions of size 1 have the wanted sizes, with the same elements again and again, and new ones
/// stand in front. -1 keeps a size. Not to be written to. Throws `shape_error`. PyTorch's expand and broadcast_to.
EPONYM_ON_DEMAND AnyTensor expand(AnyTensor const& x, Shape const& shape);

/// `expand<8, -1, 4>(x)`.  x: (N, 1)  ->  (8, N, 4)
template<dim... Sizes, class X>
    requires tensor_like<X> || poisoned<X>
auto expand(X const& x) {
    if constexpr (poisoned<X>) {
        return poison{};
    } else {
        using why = verdict<[](sentence* text) { return rules::expand(static_shape_of<X>, Shape{Sizes...}, text); }>;
        static_assert(holds<why>, "expand<sizes...>(x): only dimensions of size 1 can have another size");
        if constexpr (!why::ok)
            return poison{};
        else
            return tensor_of<element_of<X>, rules::expanded_shape(static_shape_of<X>, Shape{Sizes...})>(
                expand(x.any(), Shape{Sizes...}));
    }
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/ops/expand.ipp>
#endif
