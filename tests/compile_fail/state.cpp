// SPDX-License-Identifier: BSL-1.0
// A source that cannot fill a model, and keys that do not exist, do not compile and name the key.
#include <vector>

#include <eponym/nn/linear.hpp>
#include <eponym/nn/relu.hpp>
#include <eponym/state/model_state.hpp>
#include <eponym/state/transfer.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

struct MLP {
    nn::Linear<784, 256> hidden;
    nn::ReLU             act;
    nn::Linear<256, 10>  output;
};
struct Typo {
    nn::Linear<784, 256> hidden;
    nn::ReLU             act;
    nn::Linear<256, 10>  outptu;
};
struct NewHead {
    nn::Linear<784, 256> hidden;
    nn::Linear<256, 7>   output;
};
struct Wider {
    MLP              net;
    nn::Linear<3, 3> other;
};
struct Growing {
    std::vector<nn::Linear<2, 2>> layers;
};
struct Network {
    Wider inner;
};

void right(MLP& mlp, NewHead& head, Typo const& typo) {
    ep::load(mlp, typo | ep::rename_key<"outptu", "output">);
    ep::load(head, mlp | ep::only<"hidden.*">);
    (void)ep::state_dict(mlp).get<"hidden.weight">();
    (void)ep::key_patterns<Growing>;
}

#ifdef EPONYM_CASE_misspelt_key
void wrong(MLP& mlp, Typo const& typo) {
    ep::load(mlp, typo);  // error: src has no key .'output\.weight.' \(10, 256\) \(did you mean its .'outptu\.weight.'\?\)
}
#endif

#ifdef EPONYM_CASE_wrong_shape
void wrong(NewHead& head, MLP const& mlp) {
    ep::load(head, mlp);  // error: .'output\.weight.' is \(7, 256\) in dst but \(10, 256\) in src
}
#endif

#ifdef EPONYM_CASE_left_over
void wrong(MLP& mlp, Wider const& wider) {
    ep::load(mlp, wider | ep::strip_prefix<"net.">);  // error: dst has no key .'other\.weight.' for the one in src
}
#endif

#ifdef EPONYM_CASE_nested
void wrong(Network& network, MLP const& mlp) {
    ep::load(network, mlp | ep::add_prefix<"inner.net.">);  // error: src has no key .'inner\.other\.weight.'
}
#endif

#ifdef EPONYM_CASE_rule_matches_nothing
void wrong(MLP& mlp, Typo const& typo) {
    ep::load(mlp, typo | ep::rename_key<"outpu", "output">);  // error: did you mean its .'outptu\.weight.'
}
#endif

#ifdef EPONYM_CASE_concept
static_assert(ep::loads_from<MLP, Typo>);  // error: did you mean its .'outptu\.weight.'
#endif

#ifdef EPONYM_CASE_get
auto wrong(MLP const& mlp) {
    return ep::state_dict(mlp).get<"hiden.weight">();  // error: 'MLP.?' has no key .'hiden\.weight.'; did you mean .'hidden\.weight.'\?
}
#endif

#ifdef EPONYM_CASE_keys_of_a_vector
auto wrong = ep::keys<Growing>;  // error: how many .'layers\.\*\.weight.' there are in .'Growing.' is known at run time only; use ep::key_patterns<M>, or ep::keys_of\(model\)
#endif

#ifdef EPONYM_CASE_tie_of_an_owner
struct Tied {
    nn::Linear<3, 3> wte, lm_head;
    static constexpr ep::attributes eponym{ep::tie{"lm_head.weight", "wte.weight"}};  // error: a tied place has no tensor of its own, unlike .'lm_head\.weight.'
};
auto wrong(Tied const& model) { return ep::keys_of(model); }
#endif

#ifdef EPONYM_CASE_tie_to_nothing
struct Tied {
    nn::Linear<3, 3> wte;
    nn::ReLU         lm_head;
    static constexpr ep::attributes eponym{ep::tie{"lm_head.weight", "wpe.weight"}};  // error: there is no member .'wpe.'; did you mean .'wte.'\?
};
auto wrong(Tied const& model) { return ep::keys_of(model); }
#endif
