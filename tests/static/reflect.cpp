// SPDX-License-Identifier: BSL-1.0
// Members, their keys, and kinds of nodes, as the compiler sees them.
#include <any>
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include <eponym/reflect/walk.hpp>

namespace ep = eponym;

namespace {

struct Weight {
    int value = 0;
    Weight() = default;
    Weight(Weight const&) {}
    Weight& operator=(Weight const&) = default;
};

}  // namespace

template<>
inline constexpr ep::leaf ep::leaf_of<Weight> = ep::leaf::parameter;

namespace {

struct Layer {
    Weight weight;
    auto operator()(auto const& x) const { return x; }
};
struct Activation {
    auto operator()(auto const& x) const { return x; }
};

// Names, in order; one trailing underscore, and a leading one before a digit, is C++'s and not the key's.
struct Spelt {
    Layer plain, default_, _0, _private, under_score;
};
static_assert(ep::member_count<Spelt> == 5);
static_assert(ep::member_keys<Spelt>[0] == "plain");
static_assert(ep::member_keys<Spelt>[1] == "default");
static_assert(ep::member_keys<Spelt>[2] == "0");
static_assert(ep::member_keys<Spelt>[3] == "_private");
static_assert(ep::member_keys<Spelt>[4] == "under_score");
static_assert(std::is_same_v<ep::member_type<Spelt, 0>, Layer>);
static_assert(ep::key_of_member("_") == "_" && ep::key_of_member("_0_") == "0" && ep::key_of_member("__") == "_");

// A member in a templated struct, and one that holds any type of member there is.
template<class T>
struct Holder {
    T held;
    std::array<T, 3> many;
    std::vector<T> growing;
    std::optional<T> maybe;
    std::map<std::string, T> by_name;
    std::tuple<T, Activation> pair;
    int const number = 3;
    std::string text;
    auto operator()(auto const& x) const { return x; }
};
static_assert(ep::member_count<Holder<Layer>> == 8);
static_assert(ep::member_keys<Holder<Layer>>[4] == "by_name");

// A class inside a function.
constexpr bool local_struct_has_names = [] {
    struct Local {
        Layer first, second;
    };
    return ep::member_keys<Local>[1] == "second";
}();
static_assert(local_struct_has_names);

// Attributes.
struct Renamed {
    Layer norm, wte, default_;
    Activation lm_head;

    static constexpr ep::attributes eponym{ep::rename{"norm", "LayerNorm"}, ep::rename{"default", "deflt"},
                                           ep::tie{"lm_head.weight", "wte.weight"}};
};
static_assert(ep::member_keys<Renamed>[0] == "LayerNorm");
static_assert(ep::member_keys<Renamed>[1] == "wte");
static_assert(ep::member_keys<Renamed>[2] == "deflt");
static_assert(Renamed::eponym.renames.size() == 2 && Renamed::eponym.ties.size() == 1);
static_assert(std::is_aggregate_v<Renamed>);

// Attributes whose strings fit no member, and members whose keys collide, are mistakes.
struct Misspelt {
    Layer norm;
    static constexpr ep::attributes eponym{ep::rename{"nrom", "LayerNorm"}};
};
struct Collision {
    Layer a, a_;
};
struct RenamedOnto {
    Layer a, b;
    static constexpr ep::attributes eponym{ep::rename{"a", "b"}};
};
static_assert(!decltype(ep::detail::key_verdict<Misspelt>())::ok);
static_assert(decltype(ep::detail::key_verdict<Misspelt>())::text ==
              "rename{\"nrom\", \"LayerNorm\"} of 'Misspelt': there is no member 'nrom'; did you mean 'norm'?");
static_assert(!decltype(ep::detail::key_verdict<Collision>())::ok);
static_assert(!decltype(ep::detail::key_verdict<RenamedOnto>())::ok);
static_assert(decltype(ep::detail::key_verdict<Renamed>())::ok);

// Classes that are no aggregates list their members: with a constructor, private members, a base.
class Listed : Layer {
    Layer conv_, head_;

public:
    explicit Listed(int) {}
    using members = ep::members<&Listed::conv_, &Listed::weight, &Listed::head_>;
    static constexpr ep::attributes eponym{ep::rename{"head", "classifier"}};
};
static_assert(ep::member_count<Listed> == 3);
static_assert(ep::member_keys<Listed>[0] == "conv");
static_assert(ep::member_keys<Listed>[1] == "weight");
static_assert(ep::member_keys<Listed>[2] == "classifier");
static_assert(std::is_same_v<ep::member_type<Listed, 1>, Weight>);

// What cannot be reflected is found before anything is instantiated from it.
struct Base {};
struct Derived : Base {
    Layer layer;
};
struct ArrayOfLayers {
    Layer first, many[3];
};
struct ArrayOfOne {
    Layer many[1];
};
struct Reference {
    Layer own;
    Layer& other;
};
class Constructed {
    Layer layer;

public:
    explicit Constructed(int) {}
};
struct Virtual {
    Layer layer;
    virtual ~Virtual() = default;
};
using ep::detail::obstacle;
using ep::detail::obstacle_of;
static_assert(obstacle_of<Spelt> == obstacle::none);
static_assert(obstacle_of<Holder<Layer>> == obstacle::none);
static_assert(obstacle_of<Derived> == obstacle::base);
static_assert(obstacle_of<ArrayOfLayers> == obstacle::array);
static_assert(obstacle_of<ArrayOfOne> == obstacle::array);
static_assert(obstacle_of<Reference> == obstacle::reference);
static_assert(obstacle_of<Constructed> == obstacle::not_aggregate);
static_assert(obstacle_of<Virtual> == obstacle::not_aggregate);
static_assert(obstacle_of<std::unique_ptr<Layer>> == obstacle::pointer);

// Members that accept anything, that cannot be copied or assigned, are no obstacles.
struct Greedy {
    int x = 0;
    Greedy() = default;
    Greedy(Greedy const&) = default;
    template<class U>
    Greedy(U&&) {}
};
struct Unusual {
    std::any anything;
    Greedy greedy;
    std::unique_ptr<int> pointer;
    Layer layer;
    int const fixed = 3;
    std::function<int()>* function = nullptr;
};
static_assert(obstacle_of<Unusual> == obstacle::none && ep::member_count<Unusual> == 6);

// Kinds of nodes.
static_assert(ep::node_of<Weight> == ep::node::leaf);
static_assert(ep::node_of<Layer> == ep::node::members);
static_assert(ep::node_of<Listed> == ep::node::members);
static_assert(ep::node_of<Activation> == ep::node::stateless);
static_assert(ep::node_of<std::array<Layer, 2>> == ep::node::array);
static_assert(ep::node_of<std::vector<Layer>> == ep::node::vector);
static_assert(ep::node_of<std::map<std::string, Layer>> == ep::node::map);
static_assert(ep::node_of<std::optional<Layer>> == ep::node::optional);
static_assert(ep::node_of<std::tuple<Layer, int>> == ep::node::tuple);
static_assert(ep::node_of<std::string> == ep::node::plain);
static_assert(ep::node_of<float*> == ep::node::plain);
static_assert(ep::node_of<Constructed> == ep::node::opaque);
static_assert(ep::node_of<std::unique_ptr<Layer>> == ep::node::opaque);

// Modules and records.
struct Group {
    Layer a;
    std::array<Layer, 2> b;
};
struct Configured {
    Layer layer;
    int width = 3;
};
struct Called {
    Layer layer;
    int width = 3;
    auto operator()(auto const& x) const { return layer(x); }
};
struct Overloaded {
    Layer layer;
    int width = 3;
    int operator()(int x) const { return x; }
    int operator()(int x, int) const { return x; }
};
struct Final final {
    Layer layer;
    int operator()(int x) const { return x; }
};
struct Run {
    Called model;
    int epoch = 0;
};
static_assert(ep::is_module<Layer> && ep::is_module<Activation> && ep::is_module<Listed>);
static_assert(ep::is_module<Group> && !ep::is_record<Group>);
static_assert(ep::is_module<Called> && ep::is_module<Overloaded> && ep::is_module<Final>);
static_assert(ep::is_record<Configured> && ep::is_record<Run> && !ep::is_module<Run>);
static_assert(ep::is_module<std::array<Called, 2>> && !ep::is_module<std::vector<int>>);

// Names of types.
template<class T, int N>
struct Templated {};
static_assert(ep::class_name<Spelt>() == "Spelt");
static_assert(ep::class_name<Templated<Templated<int, 3>, 4>>() == "Templated");
static_assert(ep::type_name<int>() == "int");

}  // namespace
