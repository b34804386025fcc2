// SPDX-License-Identifier: BSL-1.0
// Models with lists, dicts, optional and lazy layers, and extra state, in files of both formats.
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <eponym/eponym.hpp>
#include <eponym/nn/module_dict.hpp>
#include <eponym/nn/module_list.hpp>

#include "support/tensors.hpp"

namespace ep = eponym;
namespace nn = eponym::nn;
using Catch::Matchers::ContainsSubstring;

namespace {

struct Block {
    nn::Linear<4, 4> inner;
    std::optional<nn::Linear<4, 4, nn::bias(false)>> shortcut;
};

struct Net {
    nn::ModuleList<Block> blocks{2};
    std::map<std::string, nn::Linear<4, 2>> heads;
    nn::ParameterList<ep::Parameter<4, ep::dyn>> params{ep::randn<4, 4>(), ep::randn<4, 1>()};
    nn::ParameterDict<ep::Parameter<ep::dyn>> scales{{"small", ep::rand<2>()}, {"large", ep::rand<5>()}};

    Net() {
        heads["left"];
        heads["right"];
        blocks[1].shortcut.emplace();
    }
    using members = ep::members<&Net::blocks, &Net::heads, &Net::params, &Net::scales>;
};

using lazy = nn::Sequential<nn::Linear<ep::dyn, 3>, nn::ReLU, nn::Linear<ep::dyn, 2, nn::bias(false)>>;

// A layer with state that is no parameter, under the name that PyTorch's get_extra_state has in a state dict.
struct Counting {
    ep::Parameter<3> weight = ep::ones<3>();
    ep::Constant<3> scratch;
    ep::BasicBuffer<std::int64_t, 2> _extra_state;
};
struct Counted {
    Counting layer;
    nn::Linear<3, 1> head;
};

std::string in_own_folder(std::string const& name) {
    std::filesystem::create_directories("containers");
    return "containers/" + name;
}

template<class Model>
std::string state_difference(Model const& a, Model const& b) {
    auto const left = ep::state_dict(a);
    auto const right = ep::state_dict(b);
    if (left.keys() != right.keys()) return "the keys differ";
    for (auto const& [key, tensor] : left)
        if (std::string const text = test::bit_difference(tensor, right.at(key)); !text.empty())
            return key + " " + text;
    return "";
}

}  // namespace

TEST_CASE("lists, dicts and optional layers come back from both formats", "[io]") {
    Net const net;
    for (char const* name : {"net.pt", "net.safetensors"}) {
        std::string const file = in_own_folder(name);
        ep::save(net, file);
        Net again;
        again.params[0] = ep::zeros<4, 2>();  // sizes that the type leaves open become the file's
        CHECK(ep::load(again, file).matched == 13);
        CHECK(state_difference(again, net) == "");
        CHECK(state_difference(ep::load<Net>(file), net) == "");

        Net longer;
        longer.blocks.append();
        CHECK_THROWS_WITH(ep::load(longer, file), ContainsSubstring("missing 'blocks.2.inner.weight'"));
        Net other;
        other.heads.erase("right");
        other.blocks[1].shortcut.reset();
        CHECK_THROWS_WITH(ep::load(other, file), ContainsSubstring("unexpected 'heads.right.weight'") &&
                                                     ContainsSubstring("unexpected 'blocks.1.shortcut.weight'"));
        CHECK(ep::load(other, file, ep::allow_unexpected).unexpected.size() == 3);
    }
}

TEST_CASE("A12: a lazy model cannot be saved before it has sizes, and has them from a file", "[io][A12]") {
    std::string const file = in_own_folder("lazy.pt");
    lazy net;
    CHECK_THROWS_WITH(
        ep::save(net, file),
        "Sequential: the parameter '0.weight' (3, ?) has no size yet; the first call of its layer or a load "
        "decides it");
    auto const x = test::scattered_tensor<2, 7>();
    auto const y = net(x);
    for (char const* name : {"lazy.pt", "lazy.safetensors"}) {
        ep::save(net, in_own_folder(name));
        auto const again = ep::load<lazy>(in_own_folder(name));
        CHECK(test::bit_difference(again(x).any(), y.any()) == "");
        lazy mapped;
        ep::map(mapped, in_own_folder(name));
        CHECK(test::bit_difference(mapped(x).any(), y.any()) == "");
    }
}

TEST_CASE("C6: a submodule in a list is loaded from the file of the whole", "[io][C6]") {
    std::string const file = in_own_folder("whole.pt");
    Net const net;
    ep::save(net, file);
    Block block;
    block.shortcut.emplace();
    ep::load(block, file, ep::at{"blocks.1"});
    CHECK(state_difference(block, net.blocks[1]) == "");
    nn::Linear<4, 2> head;
    ep::load(head, file, ep::only<"heads.left.*"> | ep::strip_prefix<"heads.left.">);
    CHECK(state_difference(head, net.heads.at("left")) == "");
    nn::ParameterDict<ep::Parameter<ep::dyn>> scales{{"small", ep::rand<2>()}, {"large", ep::rand<5>()}};
    ep::load(scales, file, ep::at{"scales"});
    CHECK(test::bit_difference(scales["large"].any(), net.scales["large"].any()) == "");
}

TEST_CASE("C10: extra state that is a tensor is read and written under PyTorch's name", "[io][C10]") {
    STATIC_REQUIRE(ep::keys<Counted> == ep::key_list{"layer.weight", "layer._extra_state", "head.weight", "head.bias"});
    auto net = ep::load<Counted>(std::string(EPONYM_TEST_DATA) + "/extra_state.pt");
    CHECK(test::values_of(net.layer.weight.any()) == std::vector<double>{1, 2, 3});
    CHECK(test::values_of(net.layer._extra_state.any()) == std::vector<double>{7, 8});
    CHECK(ep::named_parameters(net).size() == 3);
    net.layer._extra_state(0) = 9;
    ep::save(net, in_own_folder("extra_state.pt"));
    CHECK(state_difference(ep::load<Counted>(in_own_folder("extra_state.pt")), net) == "");
}

TEST_CASE("C4: the first 200 of 256 kernels are loaded from a file", "[io][C4]") {
    nn::Conv2d<3, 256, 5> const wide;
    for (char const* name : {"wide.pt", "wide.safetensors"}) {
        std::string const file = in_own_folder(name);
        ep::save(wide, file);
        auto const narrow = ep::load<nn::Conv2d<3, 200, 5>>(file, ep::slice_key<"*", 0, 200>);
        CHECK(test::bit_difference(narrow.weight.any(), wide.weight.any().slice(0, 0, 200).contiguous()) == "");
        CHECK_THROWS_WITH((ep::load<nn::Conv2d<3, 200, 5>>(file, ep::slice_key<"*", 0, 199>)),
                          ContainsSubstring("'weight' is (200, 3, 5, 5) in the model, (199, 3, 5, 5) in the source"));
    }
}

TEST_CASE("a fused projection in a file is split while it is loaded or mapped", "[io]") {
    struct Separate {
        nn::Linear<4, 4> q, k, v;
    };
    struct Fused {
        nn::Linear<4, 12> qkv;
    };
    struct Checkpoint {
        Fused model;
    };
    Checkpoint const checkpoint;
    ep::save(checkpoint, in_own_folder("fused.pt"));
    auto const rules = ep::at{"model"} | ep::split_key<"qkv.weight", "q.weight", "k.weight", "v.weight"> |
                       ep::split_key<"qkv.bias", "q.bias", "k.bias", "v.bias">;
    auto const loaded = ep::load<Separate>(in_own_folder("fused.pt"), rules);
    Separate mapped;
    ep::map(mapped, in_own_folder("fused.pt"), rules);
    auto const k = checkpoint.model.qkv.weight.any().slice(0, 4, 8).contiguous();
    CHECK(test::bit_difference(loaded.k.weight.any(), k) == "");
    CHECK(test::bit_difference(mapped.k.weight.any(), k) == "");
}
