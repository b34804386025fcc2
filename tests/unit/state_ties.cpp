// SPDX-License-Identifier: BSL-1.0
// Places that share a tensor: a state dict may have both names, one of them, but not two values.
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/nn/linear.hpp>
#include <eponym/nn/relu.hpp>
#include <eponym/nn/sequential.hpp>
#include <eponym/state/transfer.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

namespace {

struct Embedding {
    ep::Parameter<3, 2> weight;
};
struct Decoder {
    auto operator()(auto const& x) const { return x; }
};
struct LanguageModel {
    Embedding wte;
    nn::Linear<2, 2> block;
    Decoder lm_head;

    static constexpr ep::attributes eponym{ep::tie{"lm_head.weight", "wte.weight"}};
};
struct Outer {
    LanguageModel model;
};

ep::AnyTensor filled(ep::Shape const& shape, float value) {
    ep::AnyTensor tensor = ep::AnyTensor::empty(ep::dtype::float32, shape);
    for (ep::dim i = 0; i != tensor.numel(); ++i) tensor.mutable_data<float>()[i] = value;
    return tensor;
}

ep::StateDict source_with(std::vector<std::string> const& tied_names, std::string const& prefix = "") {
    ep::StateDict source("lm.pt");
    for (std::string const& name : tied_names) source.insert(prefix + name, filled({3, 2}, 4));
    source.insert(prefix + "block.weight", filled({2, 2}, 1));
    source.insert(prefix + "block.bias", filled({2}, 1));
    return source;
}

}  // namespace

TEST_CASE("a tied place is accepted under its second name, under both, and need not be there", "[state]") {
    for (std::vector<std::string> const& present :
         {std::vector<std::string>{"wte.weight"}, {"lm_head.weight"}, {"wte.weight", "lm_head.weight"}}) {
        LanguageModel model;
        CHECK(ep::load_state_dict(model, source_with(present)).complete());
        CHECK(model.wte.weight(2, 1) == 4);
        Outer outer;
        CHECK(ep::load_state_dict(outer, source_with(present, "model.")).complete());
        CHECK(outer.model.wte.weight(2, 1) == 4);
    }
}

TEST_CASE("two names of one tensor with different values are refused", "[state]") {
    auto source = source_with({"wte.weight"});
    source.insert("lm_head.weight", filled({3, 2}, 5));
    LanguageModel model;
    try {
        ep::load_state_dict(model, source);
        FAIL("not refused");
    } catch (ep::load_error const& problem) {
        REQUIRE(problem.report().mismatched.size() == 1);
        CHECK(problem.report().mismatched[0].reason ==
              "is tied to 'lm_head.weight', which has other values in the source");
    }
    CHECK(model.wte.weight(0, 0) != 4);
}

TEST_CASE("a tied tensor is listed once and under one key", "[state]") {
    LanguageModel const model;
    CHECK(ep::named_parameters(model).size() == 3);
    CHECK_FALSE(ep::state_dict(model).contains("lm_head.weight"));
}

TEST_CASE("B6: the second place of a layer in a Sequential is a second name", "[state]") {
    nn::Sequential<nn::Linear<1, 1, nn::bias(false)>, nn::same_as<0>> net;
    ep::StateDict source("twice.pt");
    source.insert("0.weight", filled({1, 1}, 3));
    source.insert("1.weight", filled({1, 1}, 3));
    CHECK(ep::load_state_dict(net, source).complete());
    CHECK(net.layer<0>().weight(0, 0) == 3);

    ep::StateDict different("different.pt");
    different.insert("0.weight", filled({1, 1}, 7));
    different.insert("1.weight", filled({1, 1}, 8));
    CHECK_THROWS_AS(ep::load_state_dict(net, different), ep::load_error);
    CHECK(net.layer<0>().weight(0, 0) == 3);
}
