// SPDX-License-Identifier: BSL-1.0
// Tensors that rules cut, split and join, in a state dict and in models whose keys are known at run time only.
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <eponym/nn/linear.hpp>
#include <eponym/nn/module_dict.hpp>
#include <eponym/nn/module_list.hpp>
#include <eponym/state/restructure.hpp>
#include <eponym/state/transfer.hpp>

#include "support/tensors.hpp"

namespace ep = eponym;
namespace nn = eponym::nn;
using Catch::Matchers::ContainsSubstring;
using names = std::vector<std::string>;

namespace {

ep::StateDict dict_of(std::initializer_list<std::pair<char const*, ep::Shape>> entries) {
    ep::StateDict dict("dict");
    for (auto const& [name, shape] : entries) dict.insert(name, test::counting(shape));
    return dict;
}

template<class... Steps>
ep::StateDict under(ep::StateDict const& dict, ep::key_pipeline<Steps...> rules) {
    return ep::detail::restructured(dict, rules.rules);
}

names keys_in(ep::StateDict const& dict) {
    names keys;
    for (auto const& entry : dict) keys.push_back(entry.name);
    return keys;
}

template<class... Steps>
bool asks_for(ep::key_pipeline<Steps...> rules, std::string_view key) {
    std::size_t const room = ep::detail::room_for(rules.rules);
    std::string memory(room + key.size(), '\0');
    ep::detail::changing_key changing(memory.data(), room, key);
    return ep::detail::is_asked_for(rules.rules, changing);
}

struct Fused {
    nn::Linear<4, 12> qkv;
};
struct Separate {
    nn::Linear<4, 4> q, k, v;
};

}  // namespace

TEST_CASE("a slice is a view of the elements it leaves, clipped as in Python", "[state]") {
    auto const dict = dict_of({{"a.weight", {6, 2}}, {"a.bias", {6}}, {"b", {6}}, {"c", {}}});
    auto const cut = under(dict, ep::slice_key<"a.*", 1, 4>);
    CHECK(keys_in(cut) == keys_in(dict));
    CHECK(test::values_of(cut.at("a.bias")) == std::vector<double>{1, 2, 3});
    CHECK(cut.at("a.weight").shape() == ep::Shape{3, 2});
    CHECK(cut.at("a.weight").impl().storage == dict.at("a.weight").impl().storage);
    CHECK(cut.at("b").shape() == ep::Shape{6});
    CHECK(under(dict, ep::slice_key<"*", 4, 100>).at("b").shape() == ep::Shape{2});
    CHECK(under(dict, ep::slice_key<"*", 7, 9>).at("b").shape() == ep::Shape{0});
    CHECK(under(dict, ep::slice_key<"*", 0, 1, 1>).at("a.weight").shape() == ep::Shape{6, 1});
    CHECK(under(dict, ep::slice_key<"*", 0, 1, 1>).at("b").shape() == ep::Shape{6});
    CHECK(under(dict, ep::slice_key<"*", 0, 1>).at("c").shape() == ep::Shape{});
}

TEST_CASE("a split gives equal parts, and leaves alone what has none", "[state]") {
    auto const dict = dict_of({{"x", {1}}, {"a.qkv", {6, 2}}, {"b.qkv", {5, 2}}, {"qkv", {6}}});
    auto const split = under(dict, ep::split_key<"*.qkv", "*.q", "*.k", "*.v">);
    CHECK(keys_in(split) == names{"x", "a.q", "a.k", "a.v", "b.qkv", "qkv"});
    CHECK(test::values_of(split.at("a.k")) == std::vector<double>{4, 5, 6, 7});
    CHECK(split.at("a.v").impl().storage == dict.at("a.qkv").impl().storage);
    CHECK(keys_in(under(dict, ep::split_key<"qkv", "q", "kv">)) == names{"x", "a.qkv", "b.qkv", "q", "kv"});
    CHECK(keys_in(under(dict, ep::split_key<"layers.*", "a.*", "b.*">)) == keys_in(dict));
    CHECK_THROWS_AS(under(dict, ep::split_key<"qkv", "x", "y">), ep::error);  // the name is taken
}

TEST_CASE("a concat joins parts in its own order, where all of them are there and fit", "[state]") {
    auto const dict = dict_of({{"a.k", {2}}, {"a.q", {1}}, {"b.q", {2}}, {"c.q", {2, 1}}, {"c.k", {2}}, {"z", {}}});
    auto const joined = under(dict, ep::concat_keys<"*.qk", "*.q", "*.k">);
    CHECK(keys_in(joined) == names{"a.qk", "b.q", "c.q", "c.k", "z"});
    CHECK(test::values_of(joined.at("a.qk")) == std::vector<double>{0, 0, 1});
    CHECK(joined.at("a.qk").impl().storage != dict.at("a.q").impl().storage);
}

TEST_CASE("rules are followed in order, through splits and joins, and back", "[state]") {
    constexpr auto rules = ep::strip_prefix<"net."> | ep::split_key<"*.qkv", "*.q", "*.k", "*.v"> | ep::only<"*.k"> |
                           ep::add_prefix<"model.">;
    auto const dict = dict_of({{"net.a.qkv", {6}}, {"net.b", {1}}});
    CHECK(keys_in(under(dict, rules)) == names{"model.a.k"});
    CHECK(asks_for(rules, "model.a.k"));
    CHECK_FALSE(asks_for(rules, "model.a.q"));

    constexpr auto through_whole = ep::only<"*.qkv"> | ep::split_key<"*.qkv", "*.query", "*.key", "*.value">;
    CHECK(asks_for(through_whole, "blocks.11.attention.key"));
    CHECK_FALSE(asks_for(through_whole, "blocks.11.attention.bias"));
    constexpr auto through_parts = ep::only<"*.query"> | ep::concat_keys<"*.x", "*.query", "*.key">;
    CHECK(asks_for(through_parts, "blocks.11.x"));
    CHECK_FALSE(asks_for(through_parts, "blocks.11.y"));
    constexpr auto there_and_back = ep::split_key<"qkv.*", "an_even_longer_name.q.*", "k.*"> |
                                    ep::concat_keys<"qkv.*", "an_even_longer_name.q.*", "k.*"> | ep::only<"qkv.*">;
    CHECK(asks_for(there_and_back, "qkv.weight"));
    CHECK(keys_in(under(dict_of({{"qkv.weight", {4}}}), there_and_back)) == names{"qkv.weight"});
}

TEST_CASE("models whose keys are known at run time are cut, split and joined as well", "[state]") {
    nn::ModuleList<Fused> const fused(2);
    nn::ModuleList<Separate> separate(2);
    ep::load(separate, fused | ep::split_key<"*.qkv.weight", "*.q.weight", "*.k.weight", "*.v.weight"> |
                           ep::split_key<"*.qkv.bias", "*.q.bias", "*.k.bias", "*.v.bias">);
    CHECK(separate[1].v.weight(3, 3) == fused[1].qkv.weight(11, 3));
    CHECK(separate[0].k.bias(0) == fused[0].qkv.bias(4));

    nn::ModuleDict<nn::Linear<3, 8>> const wide{{"left", {}}, {"right", {}}};
    nn::ModuleDict<nn::Linear<3, 5>> narrow{{"left", {}}, {"right", {}}};
    ep::load(narrow, wide | ep::slice_key<"*", 0, 5>);
    CHECK(narrow["right"].weight(4, 2) == wide["right"].weight(4, 2));
    CHECK_THROWS_WITH(ep::load(narrow, wide | ep::slice_key<"left.*", 0, 5>),
                      ContainsSubstring("mismatched 'right.weight' is (5, 3) in the model, (8, 3) in the source"));
    nn::ModuleList<Separate> longer(3);
    CHECK_THROWS_AS(ep::load(longer, fused | ep::split_key<"*.qkv.weight", "*.q.weight", "*.k.weight", "*.v.weight">),
                    ep::load_error);
}

TEST_CASE("a model may be cut into itself", "[state]") {
    nn::Linear<3, 3> layer;
    for (int i = 0; i < 9; ++i) layer.weight.data()[i] = float(i);
    auto const before = layer.bias(0);
    ep::load(layer, layer | ep::split_key<"weight", "a", "b", "c"> | ep::concat_keys<"weight", "c", "b", "a">);
    CHECK(test::values_of(layer.weight.any()) == std::vector<double>{6, 7, 8, 3, 4, 5, 0, 1, 2});
    CHECK(layer.bias(0) == before);
}
