// SPDX-License-Identifier: BSL-1.0
// Keys, schema and compatibility of models, as the compiler sees them.
#include <array>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <eponym/nn/conv2d.hpp>
#include <eponym/nn/flatten.hpp>
#include <eponym/nn/in_order.hpp>
#include <eponym/nn/linear.hpp>
#include <eponym/nn/max_pool2d.hpp>
#include <eponym/nn/relu.hpp>
#include <eponym/nn/sequential.hpp>
#include <eponym/state/model_state.hpp>
#include <eponym/state/transfer.hpp>

namespace {

namespace ep = eponym;
namespace nn = eponym::nn;

struct MLP {
    nn::Linear<784, 256> hidden;
    nn::ReLU act;
    nn::Linear<256, 10> output;

    auto operator()(auto const& x) const { return output(act(hidden(x))); }
};

// C1: ordered, parameters only, ReLU absent.
static_assert(ep::keys<MLP> == ep::key_list{"hidden.weight", "hidden.bias", "output.weight", "output.bias"});
static_assert(ep::keys<MLP> != ep::key_list{"hidden.weight", "hidden.bias", "output.weight"});
static_assert(ep::keys<MLP> != ep::key_list{"hidden.bias", "hidden.weight", "output.weight", "output.bias"});
static_assert(ep::parameter_count<MLP> == 203'530);
static_assert(ep::keys<nn::ReLU> == ep::key_list<0>{} && ep::parameter_count<nn::ReLU> == 0);
static_assert(ep::schema<MLP>.size() == 4);
static_assert(ep::schema<MLP>[0].shape == ep::Shape{256, 784} && ep::schema<MLP>[3].shape == ep::Shape{10});
static_assert(ep::schema<MLP>[0].type == ep::dtype::float32 && ep::schema<MLP>[0].kind == ep::leaf::parameter);
static_assert(ep::schema<MLP>[2].hash == ep::hash_of("output.weight"));

// A3: a Sequential counts, a struct whose call is in_order names.
static_assert(ep::keys<nn::Sequential<nn::Linear<3, 4>, nn::ReLU, nn::Linear<4, 1>>> ==
              ep::key_list{"0.weight", "0.bias", "2.weight", "2.bias"});
struct Named {
    nn::Linear<3, 4> first;
    nn::ReLU act;
    nn::Linear<4, 1> last;
    auto operator()(auto const& x) const { return ep::in_order(*this, x); }
};
static_assert(ep::keys<Named> == ep::key_list{"first.weight", "first.bias", "last.weight", "last.bias"});

// A7: nesting.
struct NestMLP {
    nn::Sequential<nn::Linear<40, 30>, nn::ReLU> net;
    auto operator()(auto const& x) const { return net(x); }
};
struct FancyMLP {
    ep::Constant<20, 20> random;
    nn::Linear<20, 20> linear;
    auto operator()(auto const& x) const { return linear(x); }
};
static_assert(ep::keys<nn::Sequential<NestMLP, nn::Linear<30, 20>, FancyMLP>> ==
              ep::key_list{"0.net.0.weight", "0.net.0.bias", "1.weight", "1.bias", "2.linear.weight", "2.linear.bias"});

// A8: LeNet.
struct LeNet {
    nn::Sequential<nn::Conv2d<3, 6, 5>, nn::ReLU, nn::MaxPool2d<2>, nn::Conv2d<6, 16, 5>, nn::ReLU, nn::MaxPool2d<2>>
        features;
    nn::Flatten<> flat;
    nn::Sequential<nn::Linear<400, 120>, nn::ReLU, nn::Linear<120, 84>, nn::ReLU, nn::Linear<84, 2019>> classifier;
    auto operator()(auto const& x) const { return classifier(flat(features(x))); }
};
static_assert(ep::keys<LeNet>.size() == 10);
static_assert(ep::keys<LeNet>[0] == "features.0.weight" && ep::keys<LeNet>[9] == "classifier.4.bias");
static_assert(ep::schema<LeNet>[2].shape == ep::Shape{16, 6, 5, 5});

// B2: a Parameter member is registered, a tensor member is not; buffers are saved, constants are not.
struct Own {
    ep::Parameter<2, 2> weight1;
    ep::Tensor<2, 2> weight2;
    ep::BasicBuffer<std::int64_t> steps;
    ep::Constant<2> fixed;
    auto operator()(auto const& x) const { return x; }
};
static_assert(ep::keys<Own> == ep::key_list{"weight1", "steps"});
static_assert(ep::schema<Own>[1].type == ep::dtype::int64 && ep::schema<Own>[1].kind == ep::leaf::buffer);
static_assert(ep::schema<Own>[1].shape == ep::Shape{});
static_assert(ep::parameter_count<Own> == 4);

// Arrays are static; what grows has patterns only.
struct Blocks {
    std::array<nn::Linear<2, 2, nn::bias(false)>, 12> layers;
};
static_assert(ep::keys<Blocks>.size() == 12 && ep::keys<Blocks>[11] == "layers.11.weight");
struct Growing {
    std::vector<nn::Linear<2, 2>> layers;
    std::map<std::string, nn::Linear<2, 2>> named;
    std::optional<nn::Linear<2, 2>> extra;
    std::vector<int> sizes;
};
struct Sizes {
    std::vector<int> sizes;
    nn::Linear<2, 2> layer;
    auto operator()(auto const& x) const { return layer(x); }
};
template<class M>
concept has_keys = requires { ep::keys<M>; } && requires { ep::schema<M>; } && requires { ep::parameter_count<M>; };
static_assert(ep::key_patterns<Growing> == ep::key_list{"layers.*.weight", "layers.*.bias", "named.*.weight",
                                                        "named.*.bias", "extra.weight", "extra.bias"});
static_assert(has_keys<MLP> && has_keys<Sizes>);
static_assert(!has_keys<Growing> && !ep::static_tree<Growing>);

// A type with a class that cannot be seen into has no keys.
struct WithArray {
    nn::Linear<2, 2> layers[2];
};
struct Hidden {
    nn::Linear<2, 2> seen;
    WithArray unseen;
};
static_assert(!has_keys<Hidden> && !ep::visible_tree<Hidden> && !ep::loads_from<Hidden, Hidden>);
template<class M>
concept has_patterns = requires { ep::key_patterns<M>; };
static_assert(has_patterns<Growing> && !has_patterns<Hidden>);

// Unknown sizes are gradual.
struct Lazy {
    ep::Parameter<10, ep::dyn> weight;
};
static_assert(ep::parameter_count<Lazy> == ep::dyn);

// Law: keys are unique.
template<class M>
constexpr bool unique_keys = [] {
    for (std::size_t i = 0; i != ep::keys<M>.size(); ++i)
        for (std::size_t j = 0; j != i; ++j)
            if (ep::keys<M>[i] == ep::keys<M>[j]) return false;
    return true;
}();
static_assert(unique_keys<MLP> && unique_keys<LeNet> && unique_keys<Blocks> && unique_keys<Own>);

// A state dict knows the type behind a literal key.
static_assert(
    std::is_same_v<decltype(ep::state_dict(std::declval<MLP const&>()).get<"hidden.weight">()), ep::Tensor<256, 784>>);
static_assert(
    std::is_same_v<decltype(ep::state_dict(std::declval<Own const&>()).get<"steps">()), ep::BasicTensor<std::int64_t>>);

// Which model fills which.
struct Typo {
    nn::Linear<784, 256> hidden;
    nn::ReLU act;
    nn::Linear<256, 10> outptu;
};
struct Wide {
    nn::Linear<784, 250> hidden;
    nn::Linear<250, 10> output;
};
struct Wrapped {
    MLP module;
};
struct NewHead {
    nn::Linear<784, 256> hidden;
    nn::Linear<256, 7> output;
};
struct Checkpoint {
    MLP net;
    nn::Linear<3, 3> other;
};
struct Whole {
    ep::BasicParameter<std::int32_t, 3> weight;
};
struct Real {
    ep::Parameter<3> weight;
};
struct LazyHidden {
    nn::Linear<784, 256> hidden;
    struct {
        ep::Parameter<10, ep::dyn> weight;
        ep::Parameter<10> bias;
    } output;
};
static_assert(ep::loads_from<MLP, MLP> && ep::loads_from<LazyHidden, MLP> && ep::loads_from<MLP, LazyHidden>);
static_assert(!ep::loads_from<MLP, Typo> && !ep::loads_from<Typo, MLP> && !ep::loads_from<MLP, Wide>);
static_assert(!ep::loads_from<MLP, Wrapped> && !ep::loads_from<NewHead, MLP> && !ep::loads_from<MLP, Checkpoint>);
static_assert(ep::loads_from<Real, Whole> && !ep::loads_from<Whole, Real>);
static_assert(ep::loads_from<Growing, Growing>);  // decided at run time

// Key rules on a typed source.
template<class Dst, class Src, auto Rules>
concept loads_through = ep::loads_from<Dst, ep::model_view<Src, std::remove_const_t<decltype(Rules)>>>;
static_assert(loads_through<MLP, Wrapped, ep::strip_prefix<"module.">>);  // C5
static_assert(loads_through<Wrapped, MLP, ep::add_prefix<"module.">>);
static_assert(loads_through<NewHead, MLP, ep::only<"hidden.*">>);  // C3
static_assert(loads_through<NewHead, MLP, ep::except<"output.*">>);
static_assert(!loads_through<NewHead, MLP, ep::except<"output.weight">>);
static_assert(loads_through < MLP, Checkpoint, ep::only<"net.*"> | ep::strip_prefix < "net." >>);  // C6
static_assert(!loads_through<MLP, Checkpoint, ep::strip_prefix<"net.">>);
static_assert(loads_through < NewHead, Wrapped, ep::only<"module.hidden.*"> | ep::strip_prefix < "module." >>);
static_assert(loads_through < NewHead, Wrapped, ep::strip_prefix<"module."> | ep::only < "hidden.*" >>);
static_assert(loads_through<MLP, Typo, ep::rename_key<"outptu", "output">>);
static_assert(!loads_through<MLP, Typo, ep::rename_key<"outp", "output">>);
static_assert(!loads_through<MLP, MLP, ep::rename_key<"output", "hidden">>);

static_assert(ep::matches("features.*", "features.0.weight") && !ep::matches("features.*", "features"));
static_assert(ep::matches("*.weight", "a.b.weight") && !ep::matches("*.weight", "weight") && ep::matches("a", "a"));
static_assert(ep::matches("*", "") && ep::matches("**b*", "ab") && !ep::matches("", "a") && !ep::matches("a*a", "a"));

// The sentences of the refusals.
static_assert(ep::load_verdict<MLP, Typo>::text ==
              "src has no key 'output.weight' (10, 256) (did you mean its 'outptu.weight'?); src has no key "
              "'output.bias' (10,) (did you mean its 'outptu.bias'?); and 2 more");
static_assert(ep::load_verdict<NewHead, MLP>::text ==
              "'output.weight' is (7, 256) in dst but (10, 256) in src; 'output.bias' is (7,) in dst but (10,) in src");
static_assert(ep::load_verdict<Whole, Real>::text == "'weight' is int32 in dst but float32 in src");

// A tie says which two places are one: the first has no tensor, the second has.
struct Tied {
    nn::Linear<3, 3> wte;
    nn::ReLU lm_head;
    static constexpr ep::attributes eponym{ep::tie{"lm_head.weight", "wte.weight"}};
};
struct TiedToNothing {
    nn::Linear<3, 3, nn::bias(false)> wte;
    nn::ReLU lm_head;
    static constexpr ep::attributes eponym{ep::tie{"lm_head.bias", "wte.bias"}};
};
struct TiedOwner {
    nn::Linear<3, 3> wte, lm_head;
    static constexpr ep::attributes eponym{ep::tie{"lm_head.weight", "wte.weight"}};
};
static_assert(decltype(ep::detail::tie_verdict<Tied>())::ok);
static_assert(decltype(ep::detail::tie_verdict<TiedToNothing>())::text ==
              "tie{\"lm_head.bias\", \"wte.bias\"} of 'TiedToNothing': there is no tensor at 'wte.bias'");
static_assert(!decltype(ep::detail::tie_verdict<TiedOwner>())::ok);

}  // namespace
