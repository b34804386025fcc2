// SPDX-License-Identifier: BSL-1.0
// split, chunk, squeeze, unsqueeze and expand.
#include <eponym/ops/expand.hpp>
#include <eponym/ops/relu.hpp>
#include <eponym/ops/split.hpp>
#include <eponym/ops/squeeze.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;

auto run(ep::Tensor<ep::dyn, 6> const& x) {
    auto const [a, b] = ep::split<1, 2, 4>(x);
    return ep::expand<3, -1, 2>(ep::squeeze<0>(ep::unsqueeze<0>(ep::chunk<2, 1>(b)[0])));
}

#ifdef EPONYM_CASE_split
auto wrong(ep::Tensor<ep::dyn, 6> const& x) {
    auto const [a, b] = ep::split<1, 2, 3>(x);
    // error: split\(x\): the parts \(2, 3\) must add up to dimension 1 of x \(\?, 6\)
    return ep::relu(a);
}
#endif

#ifdef EPONYM_CASE_chunk
auto wrong(ep::Tensor<ep::dyn, 6> const& x) {
    auto const [a, b, c, d] = ep::chunk<4, -1>(x);
    // error: chunk\(x\): dimension 1 of x \(\?, 6\) must be divisible by the number of chunks, 4
    return ep::relu(d);
}
#endif

#ifdef EPONYM_CASE_squeeze
auto wrong(ep::Tensor<2, 3> const& x) {
    return ep::relu(ep::squeeze<1>(x));  // error: squeeze\(x\): dimension 1 of x \(2, 3\) must have size 1
}
#endif

#ifdef EPONYM_CASE_unsqueeze
auto wrong(ep::Tensor<2, 3> const& x) {
    return ep::unsqueeze<3>(x);
    // error: unsqueeze\(x\): the new dimension must be from -3 to 2 for x \(2, 3\)
}
#endif

#ifdef EPONYM_CASE_expand
auto wrong(ep::Tensor<2, 3> const& x) {
    return ep::expand<2, 6>(x);
    // error: expand\(x\): x \(2, 3\) does not expand to \(2, 6\); only dimensions of size 1 grow
}
#endif
