// SPDX-License-Identifier: BSL-1.0
// What holds for every model, whatever is in it.
#include <array>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/nn/conv2d.hpp>
#include <eponym/nn/dropout.hpp>
#include <eponym/nn/flatten.hpp>
#include <eponym/nn/identity.hpp>
#include <eponym/nn/linear.hpp>
#include <eponym/nn/max_pool2d.hpp>
#include <eponym/nn/relu.hpp>
#include <eponym/nn/sequential.hpp>
#include <eponym/state/transfer.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

namespace {

struct Nested {
    struct Block {
        nn::Linear<4, 4, nn::bias(false)> attention;
        nn::Linear<4, 4> dense;
        ep::BasicBuffer<std::int64_t> steps;
        auto operator()(auto const& x) const { return dense(attention(x)); }
    };
    nn::Conv2d<1, 2, 3> stem_;
    std::array<Block, 3> blocks;
    nn::Linear<4, 2> head;

    static constexpr ep::attributes eponym{ep::rename{"head", "classifier.fc"}};
};

struct Growing {
    std::vector<nn::Linear<2, 2>> layers = std::vector<nn::Linear<2, 2>>(3);
    std::map<std::string, nn::Linear<1, 1>> choices = {{"left", {}}, {"right", {}}};
    std::optional<nn::Linear<2, 1>> extra = nn::Linear<2, 1>{};
};

class Listed {
    nn::Linear<2, 3> first_{};
    nn::Linear<3, 2> second_{};

public:
    explicit Listed(int = 0) {}
    using members = ep::members<&Listed::first_, &Listed::second_>;
};

// Fills each tensor with values of its own, so that an exchange would be seen.
void fill(ep::StateDict const& state, int seed) {
    for (auto const& [key, tensor] : state)
        for (std::size_t i = 0; i != tensor.bytes(); ++i)
            tensor.mutable_bytes()[i] = std::byte((seed + int(ep::hash_of(key)) + int(i)) & 0x3F);
}

bool same_bytes(ep::StateDict const& a, ep::StateDict const& b) {
    if (a.keys() != b.keys()) return false;
    for (auto const& [key, tensor] : a)
        if (std::memcmp(tensor.const_bytes(), b.at(key).const_bytes(), tensor.bytes()) != 0) return false;
    return true;
}

ep::StateDict cloned(ep::StateDict const& state) {
    ep::StateDict copy;
    for (auto const& [key, tensor] : state) copy.insert(key, tensor.clone());
    return copy;
}

}  // namespace

#define EPONYM_TEST_MODELS                                                                                 \
    (nn::Linear<3, 2>), (nn::Linear<3, 2, nn::bias(false)>), (nn::Conv2d<2, 4, 3>),                        \
        (nn::Conv2d<2, 4, 3, nn::bias(false)>), (nn::MaxPool2d<2>), nn::ReLU, nn::Flatten<>, nn::Identity, \
        nn::Dropout, (nn::Sequential<nn::Linear<3, 4>, nn::ReLU, nn::Linear<4, 1>>), Nested, Growing, Listed

TEMPLATE_TEST_CASE("law: keys are unique and the state dict finds each", "[state][law]", EPONYM_TEST_MODELS) {
    TestType const model{};
    auto const state = ep::state_dict(model);
    auto const keys = ep::keys_of(model);
    CHECK(state.keys() == keys);
    for (std::size_t i = 0; i != keys.size(); ++i) CHECK(state.position_of(keys[i]) == i);
}

TEMPLATE_TEST_CASE("law: the compiler's keys are those of the object", "[state][law]", EPONYM_TEST_MODELS) {
    TestType const model{};
    auto const state = ep::state_dict(model);
    if constexpr (ep::static_tree<TestType>) {
        REQUIRE(state.size() == ep::schema<TestType>.size());
        for (std::size_t i = 0; i != state.size(); ++i) {
            ep::schema_entry const& entry = ep::schema<TestType>[i];
            CHECK(entry.key == state.entry(i).name);
            CHECK(entry.hash == ep::hash_of(entry.key));
            CHECK(entry.shape == state.entry(i).tensor.shape());
            CHECK(entry.type == state.entry(i).tensor.type());
        }
    } else {
        for (std::string const& key : ep::keys_of(model)) {
            bool matched = false;
            for (std::string_view pattern : ep::key_patterns<TestType>) matched = matched || ep::matches(pattern, key);
            CHECK(matched);
        }
    }
}

TEMPLATE_TEST_CASE("law: a model loads its own state dict strictly", "[state][law]", EPONYM_TEST_MODELS) {
    TestType model{};
    fill(ep::state_dict(model), 1);
    auto const saved = cloned(ep::state_dict(model));
    fill(ep::state_dict(model), 2);
    auto const report = ep::load_state_dict(model, saved);
    CHECK(report.complete());
    CHECK(report.matched == saved.size());
    CHECK(same_bytes(ep::state_dict(model), saved));
}

TEMPLATE_TEST_CASE("law: copies are deep", "[state][law]", EPONYM_TEST_MODELS) {
    TestType model{};
    fill(ep::state_dict(model), 1);
    TestType copy = model;
    auto const saved = cloned(ep::state_dict(copy));
    CHECK(same_bytes(ep::state_dict(model), saved));
    fill(ep::state_dict(model), 2);
    CHECK(same_bytes(ep::state_dict(copy), saved));
}

TEMPLATE_TEST_CASE("law: a prefix that is added and stripped changes nothing", "[state][law]", EPONYM_TEST_MODELS) {
    TestType model{}, other{};
    fill(ep::state_dict(model), 3);
    fill(ep::state_dict(other), 4);
    ep::load(other, model | ep::add_prefix<"module."> | ep::strip_prefix<"module.">);
    CHECK(same_bytes(ep::state_dict(model), ep::state_dict(other)));
}

TEMPLATE_TEST_CASE("law: a refused load changes nothing", "[state][law]", EPONYM_TEST_MODELS) {
    TestType model{};
    fill(ep::state_dict(model), 5);
    auto const saved = cloned(ep::state_dict(model));
    TestType other{};
    fill(ep::state_dict(other), 6);
    auto source = cloned(ep::state_dict(other));
    source.insert("one.key.too.many", ep::AnyTensor::empty(ep::dtype::float32, {1}));
    CHECK_THROWS_AS(ep::load_state_dict(model, source), ep::load_error);
    CHECK(same_bytes(ep::state_dict(model), saved));
}
