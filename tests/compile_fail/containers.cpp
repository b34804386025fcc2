// SPDX-License-Identifier: BSL-1.0
// Mistakes with lists, sizes left to the compiler, tied layers and rules that cut tensors are one error each.
#include <map>
#include <optional>
#include <string>

#include <eponym/nn/conv2d.hpp>
#include <eponym/nn/flatten.hpp>
#include <eponym/nn/linear.hpp>
#include <eponym/nn/module_dict.hpp>
#include <eponym/nn/module_list.hpp>
#include <eponym/nn/relu.hpp>
#include <eponym/nn/sequential_for.hpp>
#include <eponym/state/transfer.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

using input = ep::Tensor<ep::dyn, 1, 28, 28>;

struct Growing {
    nn::ModuleList<nn::Linear<2, 2>> layers;
};
struct Named {
    nn::ParameterDict<ep::Parameter<2>> scales;
};
struct Optional {
    nn::Linear<2, 2> first;
    std::optional<nn::Linear<2, 2>> second;
};
struct Sorted {
    std::map<std::string, nn::Linear<2, 2>> layers;
};
struct Wide {
    nn::Conv2d<3, 256, 5> conv1;
};
struct Narrow {
    nn::Conv2d<3, 200, 5> conv1;
};
struct Fused {
    nn::Linear<4, 12> in_proj;
};
struct Separate {
    nn::Linear<4, 4> q, k, v;
};

using net = nn::sequential_for<input, nn::Conv2d<nn::infer, 6, 5>, nn::Flatten<>, nn::Linear<nn::infer, 10>>;

auto right(net const& model, input const& x) { return model(x); }
auto right(nn::Linear<4, 10, nn::tied> const& head, ep::Tensor<2, 4> const& h, ep::Parameter<10, 4> const& weight) {
    return head(h, weight);
}
void right(Narrow& narrow, Wide const& wide, Growing& a, Growing const& b) {
    ep::load(narrow, wide | ep::slice_key<"conv1.*", 0, 200>);
    ep::load(a, b);  // compared at run time
    (void)ep::key_patterns<Growing>;
}

#ifdef EPONYM_CASE_keys_of_a_list
auto wrong = ep::keys<Growing>;  // error: how many .'layers\.\*\.weight.' there are in .'Growing.' is known at run time only; use ep::key_patterns<M>, or ep::keys_of\(model\)
#endif

#ifdef EPONYM_CASE_schema_of_a_dict
auto wrong = ep::schema<Named>;  // error: how many .'scales\.\*.' there are in .'Named.' is known at run time only
#endif

#ifdef EPONYM_CASE_count_of_an_optional
auto wrong = ep::parameter_count<Optional>;  // error: how many .'second\.weight.' there are in .'Optional.' is known at run time only
#endif

#ifdef EPONYM_CASE_keys_of_a_map
auto wrong = ep::keys<Sorted>;  // error: how many .'layers\.\*\.weight.' there are in .'Sorted.' is known at run time only
#endif

#ifdef EPONYM_CASE_inferred_then_wrong
using wrong = nn::sequential_for<input, nn::Conv2d<nn::infer, 6, 5>, nn::ReLU, nn::Conv2d<3, 6, 5>, nn::Flatten<>,
                                 nn::Linear<nn::infer, 10>>;
// error: x \(\?, 6, 24, 24\) must have 3 channels, the in_channels of weight \(6, 3, 5, 5\) in 1 group
#endif

#ifdef EPONYM_CASE_infer_without_input
auto wrong(nn::Sequential<nn::Linear<nn::infer, 4>, nn::ReLU> const& model, ep::Tensor<2, 3> const& x) {
    return model(x);  // error: nn::infer stands for a size that only nn::sequential_for<input, layers\.\.\.> computes
}
#endif

#ifdef EPONYM_CASE_tied_weight
auto wrong(nn::Linear<4, 10, nn::tied> const& head, ep::Tensor<2, 4> const& h, ep::Parameter<9, 4> const& weight) {
    return head(h, weight);  // error: a tied Linear\(x, weight\): weight \(9, 4\) must be \(10, 4\)
}
#endif

#ifdef EPONYM_CASE_tied_with_bias
auto wrong(nn::Linear<4, 10, nn::tied, nn::bias(true)> const& head) {
    return head.extra_repr();  // error: Linear<in, out, tied>: a tied layer owns nothing, and takes no other option
}
#endif

#ifdef EPONYM_CASE_C4_too_few
void wrong(Narrow& narrow, Wide const& wide) {
    ep::load(narrow, wide | ep::slice_key<"conv1.*", 0, 199>);
    // error: .'conv1\.weight.' is \(200, 3, 5, 5\) in dst but \(199, 3, 5, 5\) in src; .'conv1\.bias.' is \(200,\) in dst but \(199,\) in src
}
#endif

#ifdef EPONYM_CASE_C4_other_key
void wrong(Narrow& narrow, Wide const& wide) {
    ep::load(narrow, wide | ep::slice_key<"conv2.*", 0, 200>);
    // error: .'conv1\.weight.' is \(200, 3, 5, 5\) in dst but \(256, 3, 5, 5\) in src
}
#endif

#ifdef EPONYM_CASE_split_of_weights_alone
void wrong(Separate& separate, Fused const& fused) {
    ep::load(separate, fused | ep::split_key<"in_proj.weight", "q.weight", "k.weight", "v.weight">);
    // error: src has no key .'q\.bias.' \(4,\)
}
#endif

#ifdef EPONYM_CASE_split_with_one_star
void wrong(Separate& separate, Fused const& fused) {
    ep::load(separate, fused | ep::split_key<"*.weight", "q.weight", "k.weight", "v.weight">);
    // error: split_key<whole, parts\.\.\.> and concat_keys<whole, parts\.\.\.>: 2 to 16 parts, and one .'\*.' in the whole
}
#endif

#ifdef EPONYM_CASE_slice_backwards
void wrong(Narrow& narrow, Wide const& wide) {
    ep::load(narrow, wide | ep::slice_key<"conv1.*", 200, 0>);
    // error: slice_key<pattern, first, last, dimension>: 0 <= first <= last
}
#endif
