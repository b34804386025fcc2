// SPDX-License-Identifier: BSL-1.0
// State that earlier versions of a class wrote, and what its class makes of it.
#include <filesystem>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <eponym/eponym.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

namespace {

std::string in_own_folder(std::string const& name) {
    std::filesystem::create_directories("upgrade");
    return "upgrade/" + name;
}

struct First {
    nn::Linear<3, 2> linear;
};

// Since version 2 it has a gain, since version 3 its linear layer is called "project".
struct Third {
    nn::Linear<3, 2> project;
    ep::Parameter<1> gain = ep::ones<1>();

    static constexpr std::int64_t version = 3;
    static void upgrade(ep::StateDict& state, std::string_view prefix, std::int64_t saved) {
        std::string const here(prefix);
        if (saved < 2) state.insert(here + "gain", ep::full<1>(4).any());
        if (saved < 3)
            for (std::string const name : {"weight", "bias"})
                state.rename(here + "linear." + name, here + "project." + name);
    }
};

struct OldNet {
    First block;
    nn::BatchNorm1d<2> norm;
};

struct Net {
    Third block;
    nn::BatchNorm1d<2> norm;
};

// What a program of before BatchNorm's version 2 would have saved.
ep::StateDict before_counting(ep::StateDict state, std::string const& norm) {
    state.remove(norm + ".num_batches_tracked");
    for (ep::module_version& module : state.module_versions)
        if (module.name == norm) module.version = 1;
    return state;
}

}  // namespace

TEST_CASE("C10: a class upgrades the state that its earlier version saved", "[io][C10]") {
    OldNet const old;
    ep::save(old, in_own_folder("old.pt"));
    Net const net = ep::load<Net>(in_own_folder("old.pt"));
    CHECK(net.block.gain(0) == 4);
    CHECK(net.block.project.weight(1, 2) == old.block.linear.weight(1, 2));

    ep::save(net, in_own_folder("new.pt"));
    ep::StateDict const saved = ep::read(in_own_folder("new.pt"));
    CHECK(saved.module_versions ==
          ep::list<ep::module_version>{{"", 1}, {"block", 3}, {"block.project", 1}, {"norm", 2}});
    CHECK(ep::load<Net>(in_own_folder("new.pt")).block.gain(0) == 4);
}

TEST_CASE("C10: an upgrade sees the names that the rules give", "[io][C10]") {
    OldNet const old;
    ep::StateDict parallel;
    for (auto const& [name, tensor] : ep::state_dict(old)) parallel.insert("model.module." + name, tensor);
    parallel.module_versions = {{"model.module", 1}, {"model.module.block", 1}, {"model.module.norm", 2}};
    Net net;
    ep::load_state_dict(net, parallel, ep::at{"model"} | ep::strip_prefix<"module.">);
    CHECK(net.block.gain(0) == 4);
    CHECK(net.block.project.bias(1) == old.block.linear.bias(1));
}

TEST_CASE("C10: batch normalisation reads state from before it counted its batches", "[io][C10]") {
    nn::Sequential<nn::Linear<3, 2>, nn::BatchNorm1d<2>> net, other;
    net(ep::randn<4, 3>());
    ep::save(net, in_own_folder("counting.pt"));
    ep::save(before_counting(ep::read(in_own_folder("counting.pt")), "1"), in_own_folder("not_counting.pt"));
    CHECK(ep::load(other, in_own_folder("not_counting.pt")).complete());
    CHECK(other.layer<1>().num_batches_tracked() == 0);
    CHECK(other.layer<1>().running_mean(1) == net.layer<1>().running_mean(1));

    ep::load(other, in_own_folder("counting.pt"));
    CHECK(other.layer<1>().num_batches_tracked() == 1);
    ep::StateDict truncated = ep::read(in_own_folder("counting.pt"));
    truncated.remove("1.num_batches_tracked");
    CHECK_THROWS_AS(ep::load_state_dict(other, truncated), ep::load_error);  // a whole one of version 2 has it
}

TEST_CASE("tensors of a state dict are taken out and renamed", "[io]") {
    ep::StateDict state;
    for (std::string const name : {"a", "b", "c"}) state.insert(name, ep::ones<2>().any());
    CHECK(state.rename("b", "d"));
    CHECK_FALSE(state.rename("b", "e"));
    CHECK_THROWS_AS(state.rename("a", "c"), ep::error);
    CHECK(state.remove("a"));
    CHECK_FALSE(state.remove("a"));
    CHECK(state.keys() == std::vector<std::string>{"d", "c"});
    CHECK(state.contains("c"));
    CHECK_FALSE(state.contains("b"));
}
