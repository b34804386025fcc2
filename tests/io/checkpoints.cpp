// SPDX-License-Identifier: BSL-1.0
// Models and the files that training scripts leave, written by the real PyTorch (tests/golden/make_checkpoints.py).
#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <eponym/eponym.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;
using Catch::Matchers::ContainsSubstring;

namespace {

struct MLP {
    nn::Linear<3, 2> hidden;
    nn::ReLU act;
    nn::Linear<2, 1> output;

    auto operator()(auto const& x) const { return ep::in_order(*this, x); }  // (B, 3) -> (B, 1)
};

struct Larger {
    MLP net;
    nn::Linear<2, 2> extra;
};

using Twice = nn::Sequential<nn::Linear<1, 1, nn::bias(false)>, nn::same_as<0>>;

std::string checkpoint(std::string const& name) {
    return std::string(EPONYM_TEST_DATA) + "/checkpoints/" + name + ".pt";
}

bool same_bytes(ep::AnyTensor const& a, ep::AnyTensor const& b) {
    if (a.type() != b.type() || a.shape() != b.shape()) return false;
    ep::AnyTensor const left = a.contiguous();
    ep::AnyTensor const right = b.contiguous();
    return left.bytes() == 0 || std::memcmp(left.const_bytes(), right.const_bytes(), left.bytes()) == 0;
}

template<class Model>
bool same_parameters(Model const& a, Model const& b) {
    auto const left = ep::state_dict(a);
    auto const right = ep::state_dict(b);
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](auto const& x, auto const& y) { return x.name == y.name && same_bytes(x.tensor, y.tensor); });
}

}  // namespace

TEST_CASE("every tensor of every kind of checkpoint has the bytes that PyTorch saved", "[io][checkpoints]") {
    auto const expected = ep::read(std::string(EPONYM_TEST_DATA) + "/checkpoints/expected.safetensors");
    std::size_t compared = 0;
    for (char const* name :
         {"mlp", "data_parallel", "compiled", "other_head", "submodule", "training_sgd", "training_adam",
          "one_layer_twice", "on_a_gpu", "buffers", "list", "dict", "views", "element_types"}) {
        for (auto const& [path, tensor] : ep::read(checkpoint(name))) {
            INFO(name << "/" << path);
            CHECK(same_bytes(tensor, expected.at(std::string(name) + "/" + path)));
            ++compared;
        }
    }
    CHECK(compared + 6 == expected.size());  // the others: a legacy file, which is refused, and a network's answers
}

TEST_CASE("tensors that shared a storage when they were saved still do", "[io][checkpoints]") {
    auto const views = ep::read(checkpoint("views"));
    auto const base = views.at("base");
    for (char const* name : {"transposed", "row", "column", "every_second"})
        CHECK(views.at(name).impl().storage == base.impl().storage);
    CHECK(views.at("transposed").strides() == ep::Shape{1, 4});
}

TEST_CASE("C5: a wrapper's prefix is suggested by the error and stripped by a rule", "[io][checkpoints]") {
    auto const plain = ep::load<MLP>(checkpoint("mlp"));
    CHECK_THROWS_WITH(ep::load<MLP>(checkpoint("data_parallel")),
                      ContainsSubstring("data_parallel.pt") && ContainsSubstring("strip_prefix<\"module.\">"));
    CHECK(same_parameters(ep::load<MLP>(checkpoint("data_parallel"), ep::strip_prefix<"module.">), plain));
    CHECK_THROWS_WITH(ep::load<MLP>(checkpoint("compiled")), ContainsSubstring("strip_prefix<\"_orig_mod.\">"));
    CHECK(same_parameters(ep::load<MLP>(checkpoint("compiled"), ep::strip_prefix<"_orig_mod.">), plain));
}

TEST_CASE("C3: a file with another head fills everything but the head", "[io][checkpoints]") {
    MLP net;
    MLP const before = net;
    CHECK_THROWS_WITH(ep::load(net, checkpoint("other_head")),
                      ContainsSubstring("output.weight") && ContainsSubstring("(5, 2)") && ContainsSubstring("(1, 2)"));
    CHECK(same_parameters(net, before));
    ep::load(net, checkpoint("other_head"), ep::only<"hidden.*">);
    CHECK(same_bytes(net.hidden.weight.any(), ep::read(checkpoint("other_head")).at("hidden.weight")));
    CHECK(same_bytes(net.output.weight.any(), before.output.weight.any()));
}

TEST_CASE("C6: one member is loaded from the file of a larger model, and the larger model from all of it",
          "[io][checkpoints]") {
    auto const larger = ep::load<Larger>(checkpoint("submodule"));
    auto const member = ep::load<MLP>(checkpoint("submodule"), ep::at{"net"});
    CHECK(same_parameters(larger.net, member));
}

TEST_CASE("the state dict inside of a training checkpoint is found by its place", "[io][checkpoints]") {
    for (char const* name : {"training_sgd", "training_adam"}) {
        CHECK_THROWS_WITH(ep::load<MLP>(checkpoint(name)), ContainsSubstring("at{\"model_state_dict\"}"));
        auto const net = ep::load<MLP>(checkpoint(name), ep::at{"model_state_dict"});
        CHECK(same_bytes(net.hidden.bias.any(), ep::read(checkpoint(name)).at("model_state_dict.hidden.bias")));
    }
}

TEST_CASE("C7: a file that was saved on a GPU is loaded on a machine without one", "[io][checkpoints]") {
    auto const net = ep::load<MLP>(checkpoint("on_a_gpu"));
    auto const expected = ep::read(std::string(EPONYM_TEST_DATA) + "/checkpoints/expected.safetensors");
    CHECK(same_bytes(net.hidden.weight.any(), expected.at("on_a_gpu/hidden.weight")));
    CHECK(net.hidden.weight.any().where() == ep::cpu);
}

TEST_CASE("B6: a layer that stands twice is saved once, under both names in PyTorch's format", "[io][checkpoints]") {
    auto const twice = ep::load<Twice>(checkpoint("one_layer_twice"));
    CHECK(twice(ep::ones<1, 1>())(0, 0) == 9);

    ep::save(twice, "twice.pt");
    auto const saved = ep::read("twice.pt");
    REQUIRE(saved.size() == 2);
    CHECK(saved.at("0.weight").impl().storage == saved.at("1.weight").impl().storage);
    CHECK(same_parameters(ep::load<Twice>("twice.pt"), twice));

    ep::save(twice, "twice.safetensors");
    auto const once = ep::read("twice.safetensors");
    CHECK(once.size() == 1);
    CHECK(std::ranges::find(once.metadata, ep::named_text{"1.weight", "0.weight"}) != once.metadata.end());
    CHECK(same_parameters(ep::load<Twice>("twice.safetensors"), twice));
}

TEST_CASE("D2: a model that was saved and loaded gives the same answers, bit for bit", "[io][checkpoints]") {
    ep::manual_seed(3);
    MLP const net;
    auto const x = ep::randn<5, 3>();
    for (char const* name : {"saved.pt", "saved.safetensors", "saved.rar"}) {
        ep::save(net, name);
        CHECK(same_bytes(ep::load<MLP>(name)(x).any(), net(x).any()));
        auto mapped = ep::no_init<MLP>();
        ep::map(mapped, name);
        CHECK(same_bytes(mapped(x).any(), net(x).any()));
    }
}

TEST_CASE("a file is replaced as a whole while a model still uses the old one", "[io][checkpoints]") {
    MLP const first;
    ep::save(first, "replaced.safetensors");
    auto mapped = ep::no_init<MLP>();
    ep::map(mapped, "replaced.safetensors");
    MLP const second;
    ep::save(second, "replaced.safetensors");
    CHECK(same_parameters(mapped, first));
    CHECK(same_parameters(ep::load<MLP>("replaced.safetensors"), second));
    ep::save(mapped, "replaced.safetensors");  // onto the file that newer readers have mapped
    CHECK(same_parameters(ep::load<MLP>("replaced.safetensors"), first));
}

TEST_CASE("what PyTorch wrote before 1.6 is refused with the way to convert it", "[io][checkpoints]") {
    CHECK_THROWS_WITH(ep::read(checkpoint("legacy")),
                      ContainsSubstring("legacy.pt") && ContainsSubstring("torch.save"));
}

TEST_CASE("a new model keeps its first values where the options let the file leave them out", "[io]") {
    MLP whole;
    ep::StateDict half;
    half.insert("hidden.weight", whole.hidden.weight.any());
    half.insert("hidden.bias", whole.hidden.bias.any());
    ep::save(half, "half.pt");
    auto const first_output = [] {
        ep::manual_seed(0);
        return MLP().output;
    }();
    ep::manual_seed(0);
    MLP const allowed = ep::load<MLP>("half.pt", ep::allow_missing);
    CHECK(same_bytes(allowed.output.weight.any(), first_output.weight.any()));
    CHECK(same_bytes(allowed.hidden.weight.any(), whole.hidden.weight.any()));
    ep::manual_seed(0);
    MLP const chosen = ep::load<MLP>("half.pt", ep::only<"hidden.*">);
    CHECK(same_bytes(chosen.output.weight.any(), first_output.weight.any()));
}
