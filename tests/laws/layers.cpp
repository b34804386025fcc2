// SPDX-License-Identifier: BSL-1.0
// Laws that every layer, container and model keeps.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/nn/activations.hpp>
#include <eponym/nn/adaptive_avg_pool1d.hpp>
#include <eponym/nn/adaptive_avg_pool2d.hpp>
#include <eponym/nn/adaptive_max_pool1d.hpp>
#include <eponym/nn/adaptive_max_pool2d.hpp>
#include <eponym/nn/avg_pool1d.hpp>
#include <eponym/nn/avg_pool2d.hpp>
#include <eponym/nn/batch_norm1d.hpp>
#include <eponym/nn/batch_norm2d.hpp>
#include <eponym/nn/conv1d.hpp>
#include <eponym/nn/embedding.hpp>
#include <eponym/nn/layer_norm.hpp>
#include <eponym/nn/max_pool1d.hpp>
#include <eponym/nn/mode.hpp>
#include <eponym/nn/module_dict.hpp>
#include <eponym/nn/module_list.hpp>
#include <eponym/nn/print.hpp>
#include <eponym/nn/summary.hpp>
#include <eponym/state/model_state.hpp>
#include <eponym/tensor/generator.hpp>

#include "nn/models.hpp"
#include "support/tensors.hpp"

namespace ep = eponym;
namespace nn = eponym::nn;

namespace {

// A layer and the sizes of an input for it.
template<class Layer, ep::dim... D>
struct example {
    using layer = Layer;
    static ep::Tensor<D...> input() { return test::scattered_tensor<D...>(7); }
};

// The same for a layer of indices.
template<class Layer, ep::dim... D>
struct example_of_indices {
    using layer = Layer;
    static ep::BasicTensor<std::int64_t, D...> input() {
        auto indices = ep::zeros<std::int64_t, D...>();
        for (ep::dim i = 0; i < indices.numel(); ++i) indices.data()[i] = i % 5;
        return indices;
    }
};

using Words = nn::Embedding<5, 3, nn::padding_idx(1)>;
using SignalPools =
    nn::Sequential<nn::MaxPool1d<2>, nn::AvgPool1d<2>, nn::AdaptiveAvgPool1d<3>, nn::AdaptiveMaxPool1d<2>>;
using ImagePools = nn::Sequential<nn::AvgPool2d<2>, nn::AdaptiveMaxPool2d<nn::output_size(ep::same_size, 3)>,
                                  nn::AdaptiveAvgPool2d<2>>;
using ChannelDrops = nn::Sequential<nn::Dropout1d, nn::Unflatten<1, 2, 2>, nn::Dropout2d>;
using Normalized = nn::Sequential<nn::Conv1d<2, 4, 3>, nn::BatchNorm1d<4>, nn::ReLU>;

struct WithBuffer {
    ep::Parameter<4> scale = ep::ones<4>();
    ep::Buffer<4> offset = ep::full<4>(0.25);
    ep::Constant<4> fixed = ep::full<4>(2);
    auto operator()(auto const& x) const { return x * scale * fixed + offset; }
};

struct Block {
    nn::Linear<4, 8> widen;
    nn::ReLU act;
    nn::Linear<8, 4> narrow;
    auto operator()(auto const& x) const { return x + ep::in_order(*this, x); }
};

struct Tower {
    std::array<Block, 2> blocks;
    nn::Sequential<nn::Linear<4, 4>, nn::Dropout> middle;
    std::vector<Block> more = std::vector<Block>(2);
    auto operator()(auto const& x) const { return more[1](more[0](middle(blocks[1](blocks[0](x))))); }
};

struct Stack {
    std::array<Block, 2> blocks;
    std::tuple<nn::Linear<4, 4>, Block> pair;
    std::vector<Block> more = std::vector<Block>(1);
    nn::Dropout drop;
    auto operator()(auto const& x) const {
        return drop(std::get<1>(pair)(std::get<0>(pair)(more[0](blocks[1](blocks[0](x))))));
    }
};

struct Lists {
    nn::ModuleList<Block> blocks{2};
    nn::ModuleDict<nn::Linear<4, 4>> named{{"first", {}}, {"second", {}}};
    std::optional<nn::Linear<4, 4>> last = nn::Linear<4, 4>{};
    auto operator()(auto const& x) const { return (*last)(named["second"](named["first"](blocks[-1](blocks[0](x))))); }
};

// Not an aggregate: lists its members.
class Listed {
public:
    Listed() = default;
    auto operator()(auto const& x) const { return second_(first_(x)); }

private:
    nn::Linear<4, 3> first_;
    nn::Linear<3, 2> second_;

public:
    using members = ep::members<&Listed::first_, &Listed::second_>;
};

using Activations = nn::Sequential<nn::ELU, nn::GELU, nn::SiLU, nn::Sigmoid, nn::Tanh, nn::Hardtanh, nn::Softplus,
                                   nn::Softmax<-1>, nn::LogSoftmax<0>>;

std::vector<ep::AnyTensor> clones(std::vector<ep::AnyTensor> const& tensors) {
    std::vector<ep::AnyTensor> copies;
    for (auto const& tensor : tensors) copies.push_back(tensor.clone());
    return copies;
}

bool same_bits(std::vector<ep::AnyTensor> const& a, std::vector<ep::AnyTensor> const& b) {
    bool same = a.size() == b.size();
    for (std::size_t i = 0; i < a.size() && same; ++i) same = test::bit_difference(a[i], b[i]).empty();
    return same;
}

// Every leaf that a model owns: constants too, which have no key.
struct leaf_collector {
    std::vector<ep::AnyTensor> leaves;
    void leaf(ep::place const&, auto& member) { leaves.push_back(member.any()); }
};
template<class Model>
std::vector<ep::AnyTensor> leaves_in(Model& model) {
    leaf_collector collector;
    ep::walk(model, collector);
    return collector.leaves;
}

}  // namespace

#define LAYER_TYPES                                                                                                  \
    (example<nn::Linear<4, 3>, 2, 4>), (example<nn::Linear<4, 3, nn::bias(false)>, 4>),                              \
        (example<nn::Conv2d<2, 4, 3>, 2, 2, 6, 5>), (example<nn::MaxPool2d<2>, 2, 4, 4>), (example<nn::ReLU, 3>),    \
        (example<nn::Conv2d<2, 4, nn::kernel(1, 3), nn::groups(2), nn::bias(false), nn::padding(1)>, 2, 6, 5>),      \
        (example<nn::Flatten<>, 2, 3, 4>), (example<nn::Identity, 2, 3>), (example<nn::Dropout, 2, 3>),              \
        (example<nn::Sequential<>, 3>), (example<nn::Sequential<nn::Linear<4, 4>, nn::ReLU, nn::same_as<0>>, 2, 4>), \
        (example<nn::Sequential<Block, nn::Dropout, nn::Sequential<Block>>, 2, 4>), (example<WithBuffer, 2, 4>),     \
        (example<Block, 2, 4>), (example<Stack, 2, 4>), (example<Lists, 2, 4>), (example<Tower, 2, 4>),              \
        (example<Listed, 2, 4>), (example<ChannelDrops, 3, 4, 5>), (example_of_indices<Words, 2, 4>),                \
        (example<nn::BatchNorm2d<3>, 2, 3, 4, 5>), (example<Normalized, 2, 2, 9>),                                   \
        (example<nn::BatchNorm1d<3, nn::affine(false)>, 4, 3>), (example<nn::LayerNorm<3, 4>, 2, 3, 4>),             \
        (example<nn::LayerNorm<4, nn::bias(false)>, 2, 4>), (example<SignalPools, 2, 3, 20>),                        \
        (example<ImagePools, 2, 3, 8, 9>), (example<nn::Conv1d<4, 6, 3, nn::groups(2)>, 2, 4, 9>),                   \
        (example<nn::LeakyReLU, 2, 3>), (example<Activations, 2, 3>), (example<test_models::FancyMLP, 2, 20>),       \
        (example<test_models::LeNet<7>, 1, 3, 32, 32>)

TEMPLATE_TEST_CASE("a copy of a layer shares nothing with it", "[law]", LAYER_TYPES) {
    typename TestType::layer original;
    ep::eval(original);
    auto const x = TestType::input();
    auto const before = clones(leaves_in(original));
    auto const y = original(x).clone();
    auto copy = original;
    CHECK(same_bits(leaves_in(copy), before));
    CHECK(test::bit_difference(copy(x).any(), y.any()) == "");
    auto const of_original = leaves_in(original);
    auto const of_copy = leaves_in(copy);
    for (std::size_t i = 0; i < of_copy.size(); ++i) CHECK(of_copy[i].impl().storage != of_original[i].impl().storage);
    for (auto const& leaf : of_copy) ep::detail::fill(leaf, 3);
    CHECK(same_bits(leaves_in(original), before));
    CHECK(test::bit_difference(original(x).any(), y.any()) == "");
}

TEMPLATE_TEST_CASE("assigning a layer writes into the memory that is there", "[law]", LAYER_TYPES) {
    typename TestType::layer const source;
    typename TestType::layer target;
    auto const handles = leaves_in(target);
    std::vector<std::byte const*> addresses;
    for (auto const& leaf : handles) addresses.push_back(leaf.const_bytes());
    target = source;
    auto const after = leaves_in(target);
    REQUIRE(after.size() == addresses.size());
    for (std::size_t i = 0; i < after.size(); ++i) CHECK(after[i].const_bytes() == addresses[i]);
    CHECK(same_bits(handles, leaves_in(source)));
}

TEMPLATE_TEST_CASE("moving a layer moves its memory, cannot throw, and leaves what throws when used", "[law]",
                   LAYER_TYPES) {
    using layer = typename TestType::layer;
    STATIC_REQUIRE(std::is_nothrow_move_constructible_v<layer>);
    STATIC_REQUIRE(std::is_nothrow_move_assignable_v<layer>);
    layer source;
    ep::eval(source);
    auto const x = TestType::input();
    auto const y = source(x).clone();
    auto const before = leaves_in(source);
    layer const moved = std::move(source);
    auto const after = leaves_in(moved);
    REQUIRE(after.size() == before.size());
    for (std::size_t i = 0; i < after.size(); ++i) CHECK(after[i].const_bytes() == before[i].const_bytes());
    CHECK(test::bit_difference(moved(x).any(), y.any()) == "");
    // Their vectors are empty after the move.
    bool const uses_vector =
        std::is_same_v<layer, Stack> || std::is_same_v<layer, Tower> || std::is_same_v<layer, Lists>;
    if (!before.empty() && !uses_vector) CHECK_THROWS_AS(source(x), ep::error);
}

TEMPLATE_TEST_CASE("two layers from one seed are the same, and the next is another", "[law]", LAYER_TYPES) {
    ep::manual_seed(21);
    ep::Generator before = ep::default_generator();
    typename TestType::layer const first;
    ep::Generator after = ep::default_generator();
    typename TestType::layer const second;
    ep::manual_seed(21);
    typename TestType::layer const again;
    CHECK(same_bits(leaves_in(first), leaves_in(again)));
    bool const has_drawn = before.random64() != after.random64();
    CHECK(same_bits(leaves_in(first), leaves_in(second)) != has_drawn);
}

TEMPLATE_TEST_CASE("a layer draws one word per element, in the order of its keys", "[law]", LAYER_TYPES) {
    using layer = typename TestType::layer;
    if (std::is_same_v<layer, WithBuffer> || std::is_same_v<layer, test_models::FancyMLP>) return;  // own values
    if (std::is_same_v<layer, Words>) return;  // draws normal values
    if (std::is_same_v<layer, Stack>) return;  // a std::tuple may construct its elements from the last to the first
    ep::manual_seed(22);
    layer const model;
    std::uint32_t after = 0;
    {
        ep::default_generator_lock const lock;
        after = (*lock).random();
    }
    ep::Generator stream(22);
    ep::dim fan_in = 1;
    bool good = true;
    for (auto const& [name, tensor] : ep::named_parameters(model)) {
        if (tensor.rank() > 1) fan_in = tensor.numel() / tensor.shape()[0];
        double const bound = 1 / std::sqrt(double(fan_in));
        auto const values = test::values_of(tensor);
        // The ones and zeros of a normalization, which no random numbers are.
        if (values.size() > 1 && values == std::vector<double>(values.size(), values[0])) continue;
        for (double value : values) {
            double const uniform = double(stream.random() & 0xFFFFFFu) / double(1u << 24);
            good = good && std::fabs(value - (uniform * 2 - 1) * bound) < 1e-6;
        }
        INFO(name);
        CHECK(good);
    }
    CHECK(stream.random() == after);
}

TEMPLATE_TEST_CASE("a layer without initialisation draws nothing and has its shapes", "[law]", LAYER_TYPES) {
    using layer = typename TestType::layer;
    if (std::is_same_v<layer, test_models::FancyMLP>) return;  // its constant is made by a call of rand
    ep::manual_seed(23);
    ep::Generator before = ep::default_generator();
    layer const empty = ep::no_init<layer>();
    ep::Generator after = ep::default_generator();
    CHECK(before.random64() == after.random64());
    layer const made;
    auto const shapes = leaves_in(empty);
    auto const expected = leaves_in(made);
    REQUIRE(shapes.size() == expected.size());
    for (std::size_t i = 0; i < shapes.size(); ++i) CHECK(shapes[i].shape() == expected[i].shape());
}

TEMPLATE_TEST_CASE("calling a layer in evaluation mode changes neither it nor its input", "[law]", LAYER_TYPES) {
    typename TestType::layer model;
    ep::eval(model);
    auto const x = TestType::input();
    ep::AnyTensor const input = x.any().clone();
    auto const before = clones(leaves_in(model));
    std::vector<std::uint64_t> versions;
    for (auto const& leaf : leaves_in(model)) versions.push_back(leaf.impl().storage->version.load());
    auto const first = model(x).clone();
    auto const second = model(x);
    CHECK(test::bit_difference(first.any(), second.any()) == "");
    CHECK(same_bits(leaves_in(model), before));
    CHECK(test::bit_difference(x.any(), input) == "");
    std::size_t i = 0;
    for (auto const& leaf : leaves_in(model)) CHECK(leaf.impl().storage->version.load() == versions[i++]);
}

TEMPLATE_TEST_CASE("a layer computes the same from strided input", "[law]", LAYER_TYPES) {
    typename TestType::layer model;
    ep::eval(model);
    auto const x = TestType::input();
    std::remove_const_t<decltype(x)> const spread(test::with_gaps(x.any()));
    CHECK(test::difference(model(spread).any(), model(x).any(), {1e-6, 1e-6}) == "");
}

TEMPLATE_TEST_CASE("every layer prints, in balanced brackets that begin with a class name", "[law]", LAYER_TYPES) {
    typename TestType::layer const model;
    std::string const text = ep::to_string(model);
    CHECK(std::count(text.begin(), text.end(), '(') == std::count(text.begin(), text.end(), ')'));
    CHECK(text.back() == ')');
    CHECK(text.find('(') != 0);
    CHECK(text.find("eponym") == std::string::npos);
    CHECK(text.find('<') == std::string::npos);
}

TEMPLATE_TEST_CASE("train and eval are opposites and touch no parameter", "[law]", LAYER_TYPES) {
    typename TestType::layer model;
    auto const before = clones(leaves_in(model));
    std::string const text = ep::to_string(model);
    ep::eval(model);
    ep::train(model);
    CHECK(same_bits(leaves_in(model), before));
    CHECK(ep::to_string(model) == text);
}

TEMPLATE_TEST_CASE("a summary counts each parameter of a model once", "[law]", LAYER_TYPES) {
    typename TestType::layer const model;
    auto const summary = ep::summary(model, TestType::input());
    ep::dim parameters = 0;
    for (auto const& parameter : ep::parameters(model)) parameters += parameter.numel();
    CHECK(summary.parameters == parameters);
    CHECK(summary.parameter_bytes == std::size_t(4 * parameters));
    CHECK_FALSE(summary.text().empty());
}

TEMPLATE_TEST_CASE("only parameters ask for gradients, before and after copying", "[law]", LAYER_TYPES) {
    typename TestType::layer const model;
    auto const copy = model;
    for (auto const* one : {&model, &copy}) {
        std::size_t trained = 0;
        for (auto const& leaf : leaves_in(*one)) trained += leaf.impl().requires_grad ? 1 : 0;
        CHECK(trained == ep::parameters(*one).size());
        for (auto const& parameter : ep::parameters(*one)) CHECK(parameter.impl().requires_grad);
    }
}
