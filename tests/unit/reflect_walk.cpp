// SPDX-License-Identifier: BSL-1.0
#include <array>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/reflect/walk.hpp>

namespace ep = eponym;

namespace {

struct Weight {
    int value = 0;
    Weight() = default;
    Weight(Weight const& other) : value(other.value) {}
    Weight& operator=(Weight const&) = default;
};

struct Layer {
    Weight weight;
    int width = 3;
    auto operator()(auto const& x) const { return x; }
};
struct Activation {
    auto operator()(auto const& x) const { return x; }
};

}  // namespace

template<>
inline constexpr ep::leaf ep::leaf_of<Weight> = ep::leaf::parameter;

namespace {

// A positional container, and a child that stands for another one.
struct Again {
    static constexpr std::size_t same_position = 0;
};
struct Stack {
    static constexpr std::size_t positional_size = 3;
    Layer first;
    Activation second;
    Again third;

    template<std::size_t I, class Self>
    static auto& child(Self& self) {
        if constexpr (I == 0)
            return self.first;
        else if constexpr (I == 1)
            return self.second;
        else
            return self.third;
    }
    template<std::size_t I>
    auto& positional_get() {
        return child<I>(*this);
    }
    template<std::size_t I>
    auto const& positional_get() const {
        return child<I>(*this);
    }
};

struct Tree {
    std::array<Layer, 2> fixed;
    std::vector<Layer> growing;
    std::map<std::string, Layer> named;
    std::optional<Layer> present, absent;
    std::tuple<Layer, Activation> pair;
    Stack stack;
    std::vector<int> sizes{1, 2};
    std::string title = "tree";
    auto operator()(auto const& x) const { return x; }
};

struct Counters {
    int steps = 7;
    float loss = 0.5f;
};
struct Run {
    Layer model;
    int epoch = 4;
    Counters counters;
    std::vector<float> history{1, 2};
    std::string name = "run";
};

// Writes down everything that a walk tells.
struct Recorder {
    std::vector<std::string> leaves, entered, left, values, repeated;

    void leaf(ep::place const& here, auto&) { leaves.push_back(here.key()); }
    void enter(ep::place const& here, auto&) { entered.push_back(here.key()); }
    void leave(ep::place const& here, auto&) { left.push_back(here.key()); }
    void same(ep::place const& here, std::size_t position) {
        repeated.push_back(here.key() + "=" + std::to_string(position));
    }
};
struct ValueRecorder : Recorder {
    static constexpr bool visits_values = true;
    template<class T>
    void value(ep::place const& here, T const& value) {
        if constexpr (std::is_same_v<T, std::string>)
            values.push_back(here.key() + "=" + value);
        else
            values.push_back(here.key() + "=" + std::to_string(int(value * 10)));
    }
};

using names = std::vector<std::string>;

Tree make_tree() {
    Tree tree;
    tree.growing.resize(2);
    tree.named["b"];
    tree.named["a"];
    tree.present.emplace();
    return tree;
}

}  // namespace

TEST_CASE("walk reaches every leaf of every kind of node, in order", "[reflect]") {
    Tree tree = make_tree();
    Recorder seen;
    ep::walk(tree, seen);
    CHECK(seen.leaves == names{"fixed.0.weight", "fixed.1.weight", "growing.0.weight", "growing.1.weight",
                               "named.a.weight", "named.b.weight", "present.weight", "pair.0.weight",
                               "stack.0.weight"});
    CHECK(seen.repeated == names{"stack.2=0"});
}

TEST_CASE("walk enters and leaves each module, the root with an empty key, and no configuration", "[reflect]") {
    Tree tree = make_tree();
    Recorder seen;
    ep::walk(tree, seen);
    CHECK(seen.entered == names{"", "fixed", "fixed.0", "fixed.1", "growing", "growing.0", "growing.1", "named",
                                "named.a", "named.b", "present", "pair", "pair.0", "pair.1", "stack", "stack.0",
                                "stack.1"});
    CHECK(seen.left.back().empty());
    CHECK(seen.left.size() == seen.entered.size());
}

TEST_CASE("walk over a const object sees the same", "[reflect]") {
    Tree const tree = make_tree();
    Tree copy = tree;
    Recorder constant, changing;
    ep::walk(tree, constant);
    ep::walk(copy, changing);
    CHECK(constant.leaves == changing.leaves);
    CHECK(constant.entered == changing.entered);
}

TEST_CASE("walk gives references, so that a visitor can change the model", "[reflect]") {
    struct Setter {
        int next = 1;
        void leaf(ep::place const&, Weight& weight) { weight.value = next++; }
    };
    Tree tree = make_tree();
    ep::walk(tree, Setter{});
    CHECK(tree.fixed[0].weight.value == 1);
    CHECK(tree.growing[1].weight.value == 4);
    CHECK(std::get<0>(tree.pair).weight.value == 8);
    CHECK(tree.stack.first.weight.value == 9);
}

TEST_CASE("a record's plain members are values, a module's are configuration", "[reflect]") {
    Run run;
    ValueRecorder seen;
    ep::walk(run, seen);
    CHECK(seen.leaves == names{"model.weight"});
    CHECK(seen.values ==
          names{"epoch=40", "counters.steps=70", "counters.loss=5", "history.0=10", "history.1=20", "name=run"});

    Tree module = make_tree();
    ValueRecorder nothing;
    ep::walk(module, nothing);
    CHECK(nothing.values.empty());
}

TEST_CASE("walk over a type spells what is known at run time only as a pattern", "[reflect]") {
    struct Patterns {
        names all, at_run_time;
        void leaf(ep::place const& here, std::type_identity<Weight>) {
            all.push_back(here.key());
            if (here.run_time) at_run_time.push_back(here.key());
        }
    };
    Patterns seen;
    ep::walk_type<Tree>(seen);
    CHECK(seen.all == names{"fixed.0.weight", "fixed.1.weight", "growing.*.weight", "named.*.weight", "present.weight",
                            "absent.weight", "pair.0.weight", "stack.0.weight"});
    CHECK(seen.at_run_time == names{"growing.*.weight", "named.*.weight", "present.weight", "absent.weight"});
}

TEST_CASE("a place spells its key and its hash from the names around it", "[reflect]") {
    ep::place const root;
    ep::place const block(root, "block");
    ep::place const layer(block, "11");
    ep::place const weight(layer, "weight");
    CHECK(root.key().empty());
    CHECK(block.key() == "block");
    CHECK(weight.key() == "block.11.weight");
    CHECK(weight.key_size == weight.key().size());
    CHECK(root.key_hash == ep::hash_of(""));
    CHECK(weight.key_hash == ep::hash_of("block.11.weight"));
    CHECK(ep::position_name(0).view() == "0");
    CHECK(ep::position_name(1203).view() == "1203");
}
