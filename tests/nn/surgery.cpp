// SPDX-License-Identifier: BSL-1.0
// Reaching into models: every module, every layer of a type, one place by its key; freezing; rules that cut tensors.
#include <array>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <eponym/meta/log.hpp>
#include <eponym/nn/module_list.hpp>
#include <eponym/nn/print.hpp>
#include <eponym/reflect/apply.hpp>
#include <eponym/state/find.hpp>
#include <eponym/state/freeze.hpp>
#include <eponym/state/model_state.hpp>
#include <eponym/state/transfer.hpp>

#include "nn/models.hpp"
#include "support/tensors.hpp"

namespace ep = eponym;
namespace nn = eponym::nn;
using namespace test_models;
using Catch::Matchers::Message;
using names = std::vector<std::string>;

namespace {

struct Attention {
    nn::Linear<4, 12> in_proj;
    nn::Linear<4, 4> out;
};
struct Separate {
    nn::Linear<4, 4> q, k, v, out;
};
template<class Block>
struct Encoder {
    std::array<Block, 2> blocks;
    nn::Linear<4, 2> head;
};

struct Wide {
    nn::Conv2d<3, 256, 5> conv1;
    nn::Linear<4, 4> fc;
};
struct Narrow {
    nn::Conv2d<3, 200, 5> conv1;
    nn::Linear<4, 4> fc;
};

constexpr auto separate = ep::split_key<"*.in_proj.weight", "*.q.weight", "*.k.weight", "*.v.weight"> |
                          ep::split_key<"*.in_proj.bias", "*.q.bias", "*.k.bias", "*.v.bias">;
constexpr auto fuse = ep::concat_keys<"*.in_proj.weight", "*.q.weight", "*.k.weight", "*.v.weight"> |
                      ep::concat_keys<"*.in_proj.bias", "*.q.bias", "*.k.bias", "*.v.bias">;

template<class Dst, class Src, class... Steps>
constexpr bool loads_through(ep::key_pipeline<Steps...>) {
    return ep::loads_from<Dst, ep::model_view<Src, ep::key_pipeline<Steps...>>>;
}

template<class Model>
bool same_state(Model const& a, Model const& b) {
    auto const left = ep::state_dict(a);
    auto const right = ep::state_dict(b);
    for (auto const& [key, tensor] : left)
        if (test::bit_difference(tensor, right.at(key)) != "") return false;
    return left.size() == right.size();
}

// A language model whose last layer is its first one's weight.
template<ep::dim Words, ep::dim Width>
struct Language {
    struct Embedding {
        ep::Parameter<Words, Width> weight = ep::randn<Words, Width>();
    };
    Embedding wte;
    nn::Linear<Width, Words, nn::tied> lm_head;

    auto operator()(auto const& h) const { return lm_head(h, wte.weight); }  // (B, Width) -> (B, Words)

    static constexpr ep::attributes eponym{ep::tie{"lm_head.weight", "wte.weight"}};
};

}  // namespace

TEST_CASE("apply calls every module, children first, the model last", "[nn]") {
    struct Net {
        MLP mlp;
        nn::Sequential<nn::Linear<2, 2>, nn::same_as<0>, nn::ReLU> seq;
        nn::ModuleList<nn::Linear<2, 2>> list{2};
    };
    Net net;
    names seen;
    ep::apply(net, [&]<class Module>(Module const&) { seen.emplace_back(ep::class_name<Module>()); });
    CHECK(seen == names{"Linear", "ReLU", "Linear", "MLP", "Linear", "ReLU", "Sequential", "Linear", "Linear",
                        "ModuleList", "Net"});
    ep::apply(net, []<class Module>(Module& module) {
        if constexpr (requires { module.bias; }) module.bias = decltype(module.bias){};
    });
    CHECK(test::values_of(net.mlp.output.bias.any()) == std::vector<double>(10, 0.0));
}

TEST_CASE("for_each calls every layer of a type or of a template, with its key", "[nn]") {
    LeNet<7> net;
    names linear;
    CHECK(ep::for_each<nn::Linear>(net, [&](auto& layer, std::string const& key) {
              linear.push_back(key);
              layer.weight.data()[0] = 2;
          }) == 3);
    CHECK(linear == names{"classifier.0", "classifier.2", "classifier.4"});
    CHECK(net.classifier.layer<4>().weight(0, 0) == 2);
    CHECK(ep::for_each<nn::Conv2d>(net, [](auto& layer) { layer.bias.data()[0] = 3; }) == 2);
    CHECK(net.features.layer<3>().bias(0) == 3);
    CHECK(ep::for_each<nn::ReLU>(std::as_const(net), [](nn::ReLU const&) {}) == 4);
    CHECK(ep::for_each<nn::Sequential>(net, [](auto const&) {}) == 2);
    CHECK(ep::for_each<nn::MaxPool2d>(net, [](auto const&) {}) == 2);
    CHECK(ep::for_each<nn::Linear<120, 84>>(net, [](auto&) {}) == 1);
    CHECK(ep::for_each<nn::Dropout>(net, [](auto&) {}) == 0);
}

TEST_CASE("find reaches a module or a parameter by its key", "[nn]") {
    LeNet<7> net;
    CHECK(&ep::find<nn::Linear<400, 120>>(net, "classifier.0") == &net.classifier.layer<0>());
    CHECK(&ep::find<ep::Parameter<7>>(std::as_const(net), "classifier.4.bias") == &net.classifier.layer<4>().bias);
    CHECK(&ep::find<LeNet<7>>(net, "") == &net);
    CHECK(ep::find_tensor(net, "features.3.weight").const_bytes() ==
          net.features.layer<3>().weight.any().const_bytes());
    CHECK_THROWS_MATCHES((ep::find<nn::Linear<400, 120>>(net, "clasifier.0")), ep::error,
                         Message("LeNet has no 'clasifier.0'; did you mean 'classifier.0'?"));
    CHECK_THROWS_MATCHES((ep::find<nn::Linear<400, 120>>(net, "classifier.2")), ep::error,
                         Message("'classifier.2' of LeNet is a Linear<120, 84>, not a Linear<400, 120>"));
    CHECK_THROWS_MATCHES(ep::find_tensor(net, "classifier.2.wieght"), ep::error,
                         Message("LeNet has no 'classifier.2.wieght'; did you mean 'classifier.2.weight'?"));
    CHECK_THROWS_MATCHES(ep::find_tensor(net, "features.1"), ep::error,
                         Message("'features.1' of LeNet is a ReLU, not a parameter"));
    CHECK_THROWS_MATCHES(ep::find_tensor(net, "nothing"), ep::error, Message("LeNet has no 'nothing'"));
    CHECK(ep::find_tensor(FancyMLP{}, "random_weight").shape() == ep::Shape{20, 20});
}

TEST_CASE("freeze and unfreeze choose parameters by pattern or by place", "[nn]") {
    LeNet<7> net;
    auto const frozen = [&] {
        names keys;
        for (auto const& [key, parameter] : ep::named_parameters(net))
            if (!parameter.impl().requires_grad) keys.push_back(key);
        return keys;
    };
    CHECK(ep::freeze(net, "features.*") == 4);
    CHECK(frozen() == names{"features.0.weight", "features.0.bias", "features.3.weight", "features.3.bias"});
    CHECK(ep::unfreeze(net, "features.3") == 2);
    CHECK(frozen() == names{"features.0.weight", "features.0.bias"});
    auto const copy = net;
    CHECK_FALSE(copy.features.layer<0>().weight.any().impl().requires_grad);
    ep::load(net, LeNet<7>{});
    CHECK(frozen().size() == 2);
    CHECK(ep::freeze(net) == 10);
    CHECK(ep::unfreeze(net, "*.weight") == 5);
    CHECK_THROWS_MATCHES(
        ep::freeze(net, "feature.0.weight"), ep::error,
        Message("LeNet has no parameter that matches 'feature.0.weight'; the nearest is 'features.0.weight'"));
}

TEST_CASE("a frozen parameter stays frozen when values are assigned to it", "[nn]") {
    MLP net;
    ep::freeze(net, "hidden.weight");
    net.hidden.weight = ep::ones<256, 784>();
    CHECK_FALSE(net.hidden.weight.any().impl().requires_grad);
    CHECK(net.hidden.weight(1, 1) == 1);
    net.hidden.bias = ep::ones<256>();
    CHECK(net.hidden.bias.any().impl().requires_grad);
}

TEST_CASE("the log is silent until it is set, and tells what the library decides", "[nn]") {
    MLP net;
    ep::freeze(net, "hidden");
    names told;
    ep::set_log([](std::string_view message, void* context) { static_cast<names*>(context)->emplace_back(message); },
                &told);
    ep::unfreeze(net, "hidden");
    nn::Linear<ep::dyn, 3> const layer;
    (void)layer(ep::zeros<1, 5>());
    ep::set_log(nullptr);
    ep::freeze(net, "hidden");
    CHECK(told == names{"MLP: 2 parameters unfrozen by 'hidden'",
                        "the first call of a layer gave its weight the shape (3, 5)"});
}

TEST_CASE("C4: the first 200 of 256 kernels fill a narrower model", "[nn][C4]") {
    STATIC_REQUIRE_FALSE(ep::loads_from<Narrow, Wide>);
    STATIC_REQUIRE(loads_through<Narrow, Wide>(ep::slice_key<"conv1.*", 0, 200>));
    STATIC_REQUIRE(
        loads_through<Narrow, Wide>(ep::slice_key<"conv1.weight", 56, 256> | ep::slice_key<"conv1.bias", 0, 200>));
    STATIC_REQUIRE_FALSE(loads_through<Narrow, Wide>(ep::slice_key<"conv1.*", 0, 199>));
    STATIC_REQUIRE_FALSE(loads_through<Narrow, Wide>(ep::slice_key<"conv1.*", 57, 300>));  // 199 are left, as in Python
    STATIC_REQUIRE_FALSE(loads_through<Narrow, Wide>(ep::slice_key<"conv1.weight", 0, 200>));
    Wide const wide;
    Narrow narrow;
    auto const report =
        ep::load(narrow, wide | ep::slice_key<"conv1.weight", 56, 256> | ep::slice_key<"conv1.bias", 0, 200>);
    CHECK(report.matched == 4);
    auto const cut = wide.conv1.weight.any().slice(0, 56, 256);
    CHECK(test::bit_difference(narrow.conv1.weight.any(), cut.contiguous()) == "");
    CHECK(test::bit_difference(narrow.conv1.bias.any(), wide.conv1.bias.any().slice(0, 0, 200).contiguous()) == "");
    CHECK(test::bit_difference(narrow.fc.weight.any(), wide.fc.weight.any()) == "");

    Narrow partly;
    auto const before = partly.fc.weight.any().clone();
    CHECK(ep::load(partly, wide | ep::slice_key<"conv1.*", 0, 200> | ep::only<"conv1.*">).asked == 2);
    CHECK(test::bit_difference(partly.fc.weight.any(), before) == "");
    CHECK(partly.conv1.weight(199, 2, 4, 4) == wide.conv1.weight(199, 2, 4, 4));
}

TEST_CASE("a slice cuts any dimension", "[nn]") {
    STATIC_REQUIRE(loads_through<nn::Linear<2, 3>, nn::Linear<6, 3>>(ep::slice_key<"weight", 1, 3, 1>));
    nn::Linear<6, 3> const wide;
    nn::Linear<2, 3> narrow;
    ep::load(narrow, wide | ep::slice_key<"weight", 1, 3, 1>);
    CHECK(narrow.weight(2, 0) == wide.weight(2, 1));
    CHECK(narrow.weight(0, 1) == wide.weight(0, 2));
    CHECK(narrow.bias(2) == wide.bias(2));
}

TEST_CASE("a fused projection is split into three and joined again, in every block", "[nn]") {
    STATIC_REQUIRE_FALSE(ep::loads_from<Encoder<Separate>, Encoder<Attention>>);
    STATIC_REQUIRE(loads_through<Encoder<Separate>, Encoder<Attention>>(separate));
    STATIC_REQUIRE(loads_through<Encoder<Attention>, Encoder<Separate>>(fuse));
    STATIC_REQUIRE(loads_through<Separate, Encoder<Attention>>(ep::only<"blocks.1.*"> | ep::strip_prefix<"blocks.1."> |
                                                               ep::add_prefix<"x."> | separate |
                                                               ep::strip_prefix<"x.">));
    STATIC_REQUIRE_FALSE(loads_through<Encoder<Separate>, Encoder<Attention>>(
        ep::split_key<"*.in_proj.weight", "*.q.weight", "*.k.weight", "*.v.weight">));
    Encoder<Attention> const fused;
    Encoder<Separate> parts;
    CHECK(ep::load(parts, fused | separate).matched == 18);
    auto const& whole = fused.blocks[1].in_proj;
    auto const& block = parts.blocks[1];
    CHECK(test::bit_difference(block.q.weight.any(), whole.weight.any().slice(0, 0, 4).contiguous()) == "");
    CHECK(test::bit_difference(block.k.weight.any(), whole.weight.any().slice(0, 4, 8).contiguous()) == "");
    CHECK(test::bit_difference(block.v.bias.any(), whole.bias.any().slice(0, 8, 12).contiguous()) == "");
    Encoder<Attention> again;
    ep::load(again, parts | fuse);
    CHECK(same_state(again, fused));

    Encoder<Separate> only_keys;
    auto const before = only_keys.blocks[0].q.weight.any().clone();
    CHECK(ep::load(only_keys, fused | separate | ep::only<"*.k.*">).asked == 4);
    CHECK(test::bit_difference(only_keys.blocks[0].k.weight.any(), parts.blocks[0].k.weight.any()) == "");
    CHECK(test::bit_difference(only_keys.blocks[0].q.weight.any(), before) == "");
    CHECK(ep::to_string(
              (ep::slice_key<"a", 0, 2> | ep::slice_key<"b", 1, 2, 1> | ep::concat_keys<"c", "d", "e">).rules) ==
          "slice_key<\"a\", 0, 2> | slice_key<\"b\", 1, 2, 1> | concat_keys<\"c\", \"d\", \"e\">");
}

TEST_CASE("a tied layer computes with another layer's weight and owns nothing", "[nn]") {
    using model = Language<10, 4>;
    STATIC_REQUIRE(ep::keys<model> == ep::key_list{"wte.weight"});
    model const net;
    auto const h = test::scattered_tensor<2, 4>();
    auto const y = net(h);
    STATIC_REQUIRE(std::is_same_v<decltype(y), ep::Tensor<2, 10> const>);
    CHECK(test::bit_difference(y.any(), ep::linear(h, net.wte.weight).any()) == "");
    CHECK(ep::to_string(net.lm_head) == "Linear(in_features=4, out_features=10, bias=False)");
    ep::Tensor<ep::dyn, ep::dyn> const other = ep::zeros<9, 4>();
    CHECK_THROWS_MATCHES(net.lm_head(h, other), ep::shape_error,
                         Message("a tied Linear(x, weight): weight (9, 4) must be (10, 4)"));

    ep::StateDict both;
    auto const weight = test::scattered({10, 4}, 3);
    both.insert("wte.weight", weight);
    both.insert("lm_head.weight", weight);
    model loaded;
    ep::load_state_dict(loaded, both);
    CHECK(test::bit_difference(loaded.wte.weight.any(), weight) == "");
}
