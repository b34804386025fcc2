// SPDX-License-Identifier: BSL-1.0
// Loading a state dict into a model: what is checked, what is converted, and that it is all or nothing.
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/nn/linear.hpp>
#include <eponym/nn/relu.hpp>
#include <eponym/nn/sequential.hpp>
#include <eponym/state/transfer.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

namespace {

struct MLP {
    nn::Linear<3, 2> hidden;
    nn::ReLU act;
    nn::Linear<2, 1> output;
};

using names = ep::list<std::string>;

// A tensor whose elements count up from `first`.
ep::AnyTensor counting(ep::Shape const& shape, float first = 1, ep::dtype type = ep::dtype::float32) {
    ep::AnyTensor tensor = ep::AnyTensor::empty(ep::dtype::float32, shape);
    for (ep::dim i = 0; i != tensor.numel(); ++i) tensor.mutable_data<float>()[i] = first + float(i);
    return tensor.to(type);
}

ep::StateDict good_source(std::string const& prefix = "") {
    ep::StateDict source("net.pt");
    source.insert(prefix + "hidden.weight", counting({2, 3}, 1));
    source.insert(prefix + "hidden.bias", counting({2}, 10));
    source.insert(prefix + "output.weight", counting({1, 2}, 20));
    source.insert(prefix + "output.bias", counting({1}, 30));
    return source;
}

// The source without one key.
ep::StateDict without(ep::StateDict const& source, std::string const& key) {
    ep::StateDict rest(source.origin);
    for (auto const& [name, tensor] : source)
        if (name != key) rest.insert(name, tensor);
    return rest;
}

std::vector<float> values_of(auto const& model) {
    std::vector<float> values;
    for (ep::AnyTensor const& tensor : ep::parameters(model))
        for (ep::dim i = 0; i != tensor.numel(); ++i) values.push_back(tensor.data<float>()[i]);
    return values;
}

ep::load_report refusal(auto& model, ep::StateDict const& source, ep::load_options const& options = {}) {
    try {
        ep::load_state_dict(model, source, options);
    } catch (ep::load_error const& problem) {
        CHECK(problem.what() == problem.report().text());
        return problem.report();
    }
    FAIL("the load was not refused");
    return {};
}

}  // namespace

TEST_CASE("C2: a source with every key fills the model", "[state]") {
    MLP net;
    auto const report = ep::load_state_dict(net, good_source());
    CHECK(report.complete());
    CHECK(report.matched == 4);
    CHECK(report.text() == "net.pt fits MLP; 4 of 4 keys match");
    CHECK(values_of(net) == std::vector<float>{1, 2, 3, 4, 5, 6, 10, 11, 20, 21, 30});
}

TEST_CASE("C2: all problems are in one message, with hints, and the model is untouched", "[state]") {
    ep::StateDict source("net.pt");
    source.insert("hidden.weight", counting({2, 3}));
    source.insert("hiden.bias", counting({2}));
    source.insert("output.weight", counting({1, 5}));
    source.insert("epoch", counting({}));
    MLP net;
    auto const before = values_of(net);
    auto const report = refusal(net, source);
    CHECK(values_of(net) == before);
    CHECK(report.missing == names{"hidden.bias", "output.bias"});
    CHECK(report.unexpected == names{"hiden.bias", "epoch"});
    REQUIRE(report.mismatched.size() == 1);
    CHECK(report.mismatched[0].key == "output.weight");
    CHECK(report.matched == 1);
    CHECK(report.text() ==
          "net.pt does not fit MLP: 2 keys missing, 2 unexpected, 1 mismatched; 1 of 4 keys match"
          "\n    missing 'hidden.bias'; did you mean 'hiden.bias'?"
          "\n    missing 'output.bias'"
          "\n    unexpected 'hiden.bias'"
          "\n    unexpected 'epoch'"
          "\n    mismatched 'output.weight' is (1, 2) in the model, (1, 5) in the source");
}

TEST_CASE("each policy allows its own kind of difference, and the report lists it", "[state]") {
    MLP net;
    auto const before = values_of(net);

    auto const missing = without(good_source(), "hidden.weight");
    CHECK(refusal(net, missing, ep::allow_unexpected | ep::allow_mismatched).missing == names{"hidden.weight"});
    CHECK(ep::load_state_dict(net, missing, ep::allow_missing).missing == names{"hidden.weight"});
    CHECK(values_of(net)[0] == before[0]);
    CHECK(net.output.bias(0) == 30);

    auto unexpected = good_source();
    unexpected.insert("epoch", counting({}));
    CHECK(refusal(net, unexpected, ep::allow_missing | ep::allow_mismatched).unexpected == names{"epoch"});
    CHECK(ep::load_state_dict(net, unexpected, ep::allow_unexpected).unexpected == names{"epoch"});
    CHECK(values_of(net)[0] == 1);

    auto mismatched = without(good_source(), "output.bias");
    mismatched.insert("output.bias", counting({3}));
    net.output.bias(0) = -5;
    CHECK(refusal(net, mismatched, ep::allow_missing | ep::allow_unexpected).mismatched.size() == 1);
    CHECK(ep::load_state_dict(net, mismatched, ep::allow_mismatched).mismatched[0].key == "output.bias");
    CHECK(net.output.bias(0) == -5);
}

TEST_CASE("C3: the features of another model, a new head keeps its values", "[state]") {
    struct NewHead {
        nn::Linear<3, 2> hidden;
        nn::Linear<2, 5> output;
    };
    MLP pretrained;
    ep::load_state_dict(pretrained, good_source());
    NewHead fine_tuned;
    auto const head = values_of(fine_tuned.output);

    auto const report = ep::load(fine_tuned, pretrained | ep::only<"hidden.*">);
    CHECK(report.matched == 2);
    CHECK(fine_tuned.hidden.weight(1, 2) == 6);
    CHECK(values_of(fine_tuned.output) == head);

    NewHead again;
    ep::load_state_dict(again, good_source(), ep::except<"output.*">);
    CHECK(again.hidden.bias(1) == 11);
    NewHead third;
    CHECK(ep::load_state_dict(third, good_source(), ep::allow_mismatched).mismatched.size() == 2);
    CHECK(third.hidden.bias(1) == 11);
}

TEST_CASE("C5: the rule that would fix everything is suggested, and fixes it", "[state]") {
    for (std::string const prefix : {"module.", "_orig_mod.", "model."}) {
        MLP net;
        auto const report = refusal(net, good_source(prefix));
        CHECK(report.suggestion == "4 of 4 keys match after strip_prefix<\"" + prefix + "\">");
        CHECK(report.text().ends_with("\n    " + report.suggestion));
    }
    MLP net;
    ep::load_state_dict(net, good_source("module."), ep::strip_prefix<"module.">);
    CHECK(values_of(net)[0] == 1);

    struct Wrapped {
        MLP net;
    };
    Wrapped wrapped;
    CHECK(refusal(wrapped, good_source()).suggestion == "4 of 4 keys match after add_prefix<\"net.\">");
    ep::load_state_dict(wrapped, good_source(), ep::add_prefix<"net.">);
    CHECK(wrapped.net.output.bias(0) == 30);
}

TEST_CASE("the place of the state dict inside of a checkpoint is suggested, and can be given", "[state]") {
    auto checkpoint = good_source("model_state_dict.");
    checkpoint.insert("optimizer.state.0.step", counting({}));
    MLP net;
    CHECK(refusal(net, checkpoint).suggestion == "4 of 4 keys match with at{\"model_state_dict\"}");
    CHECK(ep::load_state_dict(net, checkpoint, ep::at{"model_state_dict"}).complete());
    CHECK(values_of(net)[0] == 1);
    CHECK(refusal(net, checkpoint, ep::at{"model_state"}).suggestion ==
          "there is nothing at 'model_state'; 4 of 4 keys match with at{\"model_state_dict\"}");

    auto nested = good_source("state.module.");
    nested.insert("epoch", counting({}));
    CHECK(refusal(net, nested).suggestion == "4 of 4 keys match with at{\"state.module\"}");
    CHECK(ep::load_state_dict(net, nested, ep::at{"state"} | ep::strip_prefix<"module.">).complete());
}

TEST_CASE("nothing is suggested where no rule fixes everything", "[state]") {
    MLP net;
    CHECK(refusal(net, without(good_source("module."), "module.output.bias")).suggestion.empty());
    CHECK(refusal(net, ep::StateDict("empty.pt")).suggestion.empty());
}

TEST_CASE("C6: one submodule from a larger source", "[state]") {
    auto larger = good_source("net.");
    larger.insert("head.weight", counting({7}));
    struct Outer {
        MLP net;
    };
    Outer outer;
    ep::load_state_dict(outer.net, larger, ep::only<"net.*"> | ep::strip_prefix<"net.">);
    CHECK(values_of(outer)[0] == 1);
    MLP other;
    ep::load_state_dict(other, larger, ep::at{"net"});
    CHECK(values_of(other) == values_of(outer));
}

TEST_CASE("the model keeps its dtype and values are converted, what would be lost is refused", "[state]") {
    struct Mixed {
        ep::Parameter<3> real;
        ep::BasicParameter<std::int64_t, 2> whole;
    };
    Mixed model;
    ep::StateDict source("mixed.pt");
    source.insert("real", counting({3}, 1, ep::dtype::float16));
    source.insert("whole", counting({2}, 5, ep::dtype::int32));
    ep::load_state_dict(model, source);
    CHECK(model.real(2) == 3);
    CHECK(model.whole(1) == 6);

    ep::StateDict integers("integers.pt");
    integers.insert("real", counting({3}, 7, ep::dtype::uint8));
    integers.insert("whole", counting({2}, 5, ep::dtype::float32));
    auto const report = refusal(model, integers);
    REQUIRE(report.mismatched.size() == 1);
    CHECK(report.mismatched[0].key == "whole");
    CHECK(report.mismatched[0].reason == "is int64 in the model, float32 in the source, which it cannot hold");
    CHECK(model.real(0) == 1);
}

TEST_CASE("a number without dimensions is loaded from a vector of one element, not of more", "[state]") {
    struct Counter {
        ep::BasicBuffer<std::int64_t> steps;
    };
    Counter model;
    ep::StateDict one("old.pt");
    one.insert("steps", counting({1}, 41, ep::dtype::int64));
    ep::load_state_dict(model, one);
    CHECK(model.steps() == 41);
    ep::StateDict more("wrong.pt");
    more.insert("steps", counting({3}, 1, ep::dtype::int64));
    CHECK(refusal(model, more).mismatched[0].reason == "is () in the model, (3,) in the source");
}

TEST_CASE("A12: a size that the type leaves open becomes the source's", "[state]") {
    struct Lazy {
        ep::Parameter<2, ep::dyn> weight;
    };
    Lazy model;
    ep::StateDict source("lazy.pt");
    source.insert("weight", counting({2, 5}));
    ep::load_state_dict(model, source);
    CHECK(model.weight.shape() == ep::Shape{2, 5});
    CHECK(model.weight(1, 4) == 10);
    source.at("weight").mutable_data<float>()[0] = -1;
    CHECK(model.weight(0, 0) == 1);

    ep::StateDict wrong("wrong.pt");
    wrong.insert("weight", counting({3, 5}));
    CHECK(refusal(model, wrong).mismatched[0].reason == "is (2, ?) in the model, (3, 5) in the source");
}

TEST_CASE("strided tensors are loaded in the order of their elements", "[state]") {
    ep::StateDict source("net.pt");
    for (auto const& [name, tensor] : good_source())
        source.insert(name, name == "hidden.weight" ? counting({3, 2}).transpose(0, 1) : tensor);
    MLP net;
    ep::load_state_dict(net, source);
    CHECK(net.hidden.weight(0, 1) == 3);
    CHECK(net.hidden.weight(1, 0) == 2);

    ep::StateDict converted("double.pt");
    for (auto const& [name, tensor] : source)
        converted.insert(name,
                         name == "hidden.weight" ? counting({3, 2}, 1, ep::dtype::float64).transpose(0, 1) : tensor);
    ep::load_state_dict(net, converted);
    CHECK(net.hidden.weight(0, 1) == 3);
}

TEST_CASE("a model can be given its own tensors, even exchanged", "[state]") {
    struct Pair {
        ep::Parameter<2> a, b;
    };
    Pair model;
    model.a(0) = 1;
    model.b(0) = 2;
    ep::load_state_dict(model, ep::state_dict(model));
    CHECK(model.a(0) == 1);
    ep::StateDict exchanged;
    exchanged.insert("a", model.b.any());
    exchanged.insert("b", model.a.any());
    ep::load_state_dict(model, exchanged);
    CHECK(model.a(0) == 2);
    CHECK(model.b(0) == 1);
}

TEST_CASE("two keys that the rules make one are refused", "[state]") {
    auto source = good_source();
    source.insert("module.output.bias", counting({1}));
    MLP net;
    auto const report = refusal(net, source, ep::strip_prefix<"module.">);
    REQUIRE(report.mismatched.size() == 1);
    CHECK(report.mismatched[0].reason.find("'output.bias' and 'module.output.bias'") != std::string::npos);
}

TEST_CASE("a model that was moved from is refused by name", "[state]") {
    MLP net;
    MLP moved = std::move(net);
    try {
        ep::load_state_dict(net, good_source());
        FAIL("not refused");
    } catch (ep::error const& problem) {
        CHECK(std::string(problem.what()) == "MLP: the parameter 'hidden.weight' was moved from");
    }
}

TEST_CASE("a damaged source is found before anything is copied", "[state]") {
    struct Damaged final : ep::tensor_source {
        void verify() override { throw ep::file_error("net.pt", "the checksum of hidden.weight is wrong"); }
    };
    ep::StateDict source("net.pt", ep::shared<Damaged>::make());
    for (auto const& [name, tensor] : good_source()) source.insert(name, tensor);
    MLP net;
    auto const before = values_of(net);
    CHECK_THROWS_AS(ep::load_state_dict(net, source), ep::file_error);
    CHECK(values_of(net) == before);
}

TEST_CASE("what the types leave open is compared at run time by load(dst, src)", "[state]") {
    struct Growing {
        std::vector<nn::Linear<1, 1>> layers;
    };
    Growing two, three;
    two.layers.resize(2);
    three.layers.resize(3);
    CHECK_THROWS_AS(ep::load(three, two), ep::load_error);
    two.layers.resize(3);
    two.layers[2].bias(0) = 4;
    ep::load(three, two);
    CHECK(three.layers[2].bias(0) == 4);
}
