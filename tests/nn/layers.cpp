// SPDX-License-Identifier: BSL-1.0
// Normalizations, embeddings, one-dimensional convolutions and poolings: how they print, which keys they have, and what
// they start with, as PyTorch's.
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
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
#include <eponym/nn/max_pool2d.hpp>
#include <eponym/nn/number_text.hpp>
#include <eponym/nn/print.hpp>
#include <eponym/nn/sequential.hpp>
#include <eponym/nn/summary.hpp>
#include <eponym/state/model_state.hpp>
#include <eponym/tensor/generator.hpp>

#include "support/golden_layers.hpp"

namespace ep = eponym;
namespace nn = eponym::nn;

namespace {

// A layer and the name of PyTorch's in the golden file.
template<class Layer>
struct named {
    std::string name;
    using layer = Layer;
};

template<class F>
void for_each_layer(F const& f) {
    f(named<nn::BatchNorm1d<3>>{"batch_norm1d"});
    f(named<nn::BatchNorm2d<3>>{"batch_norm2d"});
    f(named<nn::BatchNorm1d<3, nn::eps(1e-3), nn::momentum(0.01), nn::affine(false), nn::track_running_stats(false)>>{
        "batch_norm_everything"});
    f(named<nn::BatchNorm2d<3, nn::eps(0.0010000000474974513), nn::momentum(nn::cumulative)>>{"batch_norm_cumulative"});
    f(named<nn::BatchNorm2d<3, nn::momentum(0), nn::bias(false)>>{"batch_norm_no_momentum"});
    f(named<nn::BatchNorm2d<3, nn::eps(0.0001), nn::affine(false)>>{"batch_norm_plain"});
    f(named<nn::BatchNorm2d<3, nn::track_running_stats(false)>>{"batch_norm_untracked"});
    f(named<nn::LayerNorm<5>>{"layer_norm"});
    f(named<nn::LayerNorm<5, 6, nn::eps(1e-12)>>{"layer_norm_two"});
    f(named<nn::LayerNorm<5, 6, nn::elementwise_affine(false)>>{"layer_norm_plain"});
    f(named<nn::LayerNorm<5, nn::bias(false)>>{"layer_norm_no_bias"});
    f(named<nn::Embedding<10, 3>>{"embedding"});
    f(named<nn::Embedding<10, 3, nn::padding_idx(0)>>{"embedding_padding"});
    f(named<nn::Embedding<4, 3, nn::padding_idx(-1)>>{"embedding_padding_back"});
    f(named<nn::Embedding<2, 3>>{"embedding_small"});
    f(named<nn::Conv1d<3, 6, 5>>{"conv1d"});
    f(named<nn::Conv1d<4, 6, 3, nn::stride(2), nn::padding(1), nn::dilation(2), nn::groups(2), nn::bias(false)>>{
        "conv1d_everything"});
    f(named<nn::MaxPool1d<2>>{"max_pool1d"});
    f(named<nn::MaxPool1d<3, nn::stride(2), nn::padding(1), nn::dilation(2), nn::ceil_mode(true)>>{
        "max_pool1d_everything"});
    f(named<nn::MaxPool2d<nn::kernel(2, 2)>>{"max_pool2d_pair"});
    f(named<nn::MaxPool2d<3, nn::stride(2, 2), nn::padding(1, 1)>>{"max_pool2d_pairs"});
    f(named<nn::AvgPool1d<2>>{"avg_pool1d"});
    f(named<nn::AvgPool1d<3, nn::stride(2), nn::padding(1), nn::ceil_mode(true), nn::count_include_pad(false)>>{
        "avg_pool1d_everything"});
    f(named<nn::AvgPool2d<2>>{"avg_pool2d"});
    f(named<nn::AvgPool2d<3, nn::stride(2), nn::padding(1)>>{"avg_pool2d_numbers"});
    f(named<nn::AvgPool2d<nn::kernel(3, 2), nn::stride(2, 1), nn::padding(1, 0), nn::ceil_mode(true),
                          nn::count_include_pad(false), nn::divisor_override(5)>>{"avg_pool2d_everything"});
    f(named<nn::AdaptiveAvgPool1d<5>>{"adaptive_avg_pool1d"});
    f(named<nn::AdaptiveMaxPool1d<5>>{"adaptive_max_pool1d"});
    f(named<nn::AdaptiveAvgPool2d<1>>{"adaptive_avg_pool2d"});
    f(named<nn::AdaptiveAvgPool2d<nn::output_size(1, 1)>>{"adaptive_avg_pool2d_pair"});
    f(named<nn::AdaptiveAvgPool2d<nn::output_size(ep::same_size, 7)>>{"adaptive_avg_pool2d_none"});
    f(named<nn::AdaptiveAvgPool2d<ep::same_size>>{"adaptive_avg_pool2d_as_it_is"});
    f(named<nn::AdaptiveMaxPool2d<nn::output_size(5, 7)>>{"adaptive_max_pool2d"});
}

// The text that the golden file has for "<what>.<layer>".
std::string golden_text(std::string const& what, std::string const& layer) {
    for (auto const& one : test::golden_layers().cases(what))
        if (one.name == what + "." + layer) return one.parameters;
    return "PyTorch has no " + layer;
}

}  // namespace

TEST_CASE("A2: normalizations, embeddings, convolutions of signals and poolings print as PyTorch's do", "[nn][A2]") {
    for_each_layer([](auto const& one) {
        CHECK(ep::to_string(typename std::remove_cvref_t<decltype(one)>::layer{}) == golden_text("print", one.name));
    });
}

TEST_CASE("B7: they start with PyTorch's values under PyTorch's keys, and draw as many numbers", "[nn][B7]") {
    for_each_layer([](auto const& one) {
        INFO(one.name);
        ep::manual_seed(0);
        typename std::remove_cvref_t<decltype(one)>::layer const layer;
        auto const after = ep::rand<2>();
        std::string keys;
        for (auto const& [key, tensor] : ep::state_dict(layer)) {
            keys += (keys.empty() ? "" : " ") + std::string(key);
            CHECK(test::bit_difference(tensor, test::golden_layers().tensor("init." + one.name + "." + key)) == "");
        }
        CHECK(keys == golden_text("init", one.name));
        if (!keys.empty())
            CHECK(test::bit_difference(after.any(), test::golden_layers().tensor("init." + one.name + ".after")) == "");
    });
}

TEST_CASE("numbers in a layer's text are written as Python writes them", "[nn]") {
    using nn::detail::number_text;
    CHECK(number_text(0) == "0.0");
    CHECK(number_text(2) == "2.0");
    CHECK(number_text(-0.5) == "-0.5");
    CHECK(number_text(0.1) == "0.1");
    CHECK(number_text(0.0001) == "0.0001");
    CHECK(number_text(0.00001) == "1e-05");
    CHECK(number_text(1.25e-7) == "1.25e-07");
    CHECK(number_text(0.0010000000474974513) == "0.0010000000474974513");
    CHECK(number_text(1e15) == "1000000000000000.0");
    CHECK(number_text(1e16) == "1e+16");
    CHECK(number_text(1e100) == "1e+100");
}

TEST_CASE("ep::no_init draws nothing for an Embedding and leaves its shape", "[nn]") {
    ep::manual_seed(3);
    ep::Generator before = ep::default_generator();
    auto const layer = ep::no_init<nn::Embedding<10, 3, nn::padding_idx(1)>>();
    ep::Generator after = ep::default_generator();
    CHECK(before.random64() == after.random64());
    CHECK(layer.weight.shape() == ep::Shape{10, 3});
}

TEST_CASE("an Embedding gives its rows, of indices of any shape", "[nn]") {
    nn::Embedding<5, 3> const layer;
    auto const y = layer(ep::tensor({{std::int64_t(4), std::int64_t(0)}}));
    STATIC_REQUIRE(std::is_same_v<decltype(y), ep::Tensor<1, 2, 3> const>);
    CHECK(y(0, 0, 2) == layer.weight(4, 2));
    CHECK(y(0, 1, 0) == layer.weight(0, 0));
    CHECK_THROWS_AS(layer(ep::tensor({std::int32_t(5)})), ep::error);
}

TEST_CASE("a summary counts convolutions of signals, and shows poolings with the shapes that they make", "[nn]") {
    nn::Sequential<nn::Conv1d<4, 8, 3, nn::groups(2), nn::padding(1)>, nn::MaxPool1d<2>, nn::AvgPool1d<3>,
                   nn::AdaptiveAvgPool1d<2>, nn::AdaptiveMaxPool1d<1>> const net;
    auto const summary = ep::summary(net, ep::zeros<2, 4, 20>());
    CHECK(summary.parameters == 8 * 2 * 3 + 8);
    CHECK(summary.macs == 2 * 20 * 8 * 2 * 3);
    REQUIRE(summary.layers.size() == 5);
    CHECK(summary.layers[0].output == ep::Shape{2, 8, 20});
    CHECK(summary.layers[1].output == ep::Shape{2, 8, 10});
    CHECK(summary.layers[2].output == ep::Shape{2, 8, 3});
    CHECK(summary.layers[3].output == ep::Shape{2, 8, 2});
    CHECK(summary.layers[4].output == ep::Shape{2, 8, 1});
    nn::Sequential<nn::MaxPool2d<3, nn::stride(2), nn::padding(1)>, nn::AvgPool2d<2>, nn::AdaptiveMaxPool2d<3>,
                   nn::AdaptiveAvgPool2d<1>> const images;
    auto const of_images = ep::summary(images, ep::zeros<2, 4, 24, 20>());
    CHECK(of_images.macs == 0);
    CHECK(of_images.layers[0].output == ep::Shape{2, 4, 12, 10});
    CHECK(of_images.layers[1].output == ep::Shape{2, 4, 6, 5});
    CHECK(of_images.layers[3].output == ep::Shape{2, 4, 1, 1});
    auto const words = ep::summary(nn::Embedding<10, 3>{}, ep::zeros<std::int64_t, 2, 5>());
    CHECK(words.layers[0].output == ep::Shape{2, 5, 3});
    CHECK(words.parameters == 30);
}
