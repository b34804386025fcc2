// SPDX-License-Identifier: BSL-1.0
#include "../examples/models/resnet18.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>
#include <eponym/nn/mode.hpp>
#include <eponym/state/model_state.hpp>
#include <eponym/tensor/generator.hpp>

#include "models/support.hpp"

namespace ep = eponym;

using models::ResNet18;
using test::answer_of;

namespace {

constexpr auto keys = ep::keys<ResNet18>;

constexpr bool has(std::string_view key) {
    for (std::string_view one : keys)
        if (one == key) return true;
    return false;
}

static_assert(ep::parameter_count<ResNet18> == 11'689'512);
static_assert(keys.size() == 122);
static_assert(keys[0] == "conv1.weight");
static_assert(keys[1] == "bn1.weight" && keys[3] == "bn1.running_mean" && keys[5] == "bn1.num_batches_tracked");
static_assert(keys[6] == "layer1.0.conv1.weight");
static_assert(has("layer2.0.downsample.0.weight") && has("layer2.0.downsample.1.running_var"));
static_assert(!has("layer1.0.downsample.0.weight") && !has("layer2.1.downsample.0.weight"));
static_assert(keys[120] == "fc.weight" && keys[121] == "fc.bias");
static_assert(std::is_same_v<decltype(ResNet18{}(ep::zeros<ep::dyn, 3, 224, 224>(1))), ep::Tensor<ep::dyn, 1000>>);

struct parameter_bits {
    ep::AnyTensor sums = ep::AnyTensor::empty(ep::dtype::int64, {62});
    ep::dim count = 0;

    template<class L>
    void leaf(ep::place const&, L const& leaf) {
        if constexpr (ep::leaf_of<L> == ep::leaf::parameter) {
            std::int64_t sum = 0;
            for (ep::dim i = 0; i < leaf.numel(); ++i) {
                std::int32_t bits;
                std::memcpy(&bits, leaf.data() + i, sizeof bits);
                sum += bits;
            }
            sums.mutable_data<std::int64_t>()[count++] = sum;
        }
    }
};

}  // namespace

TEST_CASE("ResNet-18 starts with torchvision's values, bit for bit, from the same seed", "[models]") {
    ep::manual_seed(0);
    models::ResNet18 net;
    models::draw_convolutions(net);
    parameter_bits bits;
    ep::walk(net, bits);
    REQUIRE(bits.count == 62);
    CHECK(test::difference(bits.sums, answer_of("resnet18/bits")) == "");
}

TEST_CASE("ResNet-18 answers as torchvision's, trains its running statistics too", "[models]") {
    ep::manual_seed(0);
    models::ResNet18 net;
    models::draw_convolutions(net);
    ep::manual_seed(1);
    auto const x = ep::randn<ep::dyn, 3, 64, 64>(2);

    ep::eval(net);
    double const fresh = test::relative_difference(net(x).any(), answer_of("resnet18/logits"));
    CHECK(fresh <= test::through_a_model);

    ep::train(net);
    double const of_batch = test::relative_difference(net(x).any(), answer_of("resnet18/trained/logits_of_batch"));
    CHECK(of_batch <= test::through_a_model);
    auto const state = ep::state_dict(net);
    for (char const* key : {"bn1.running_mean", "bn1.running_var", "layer2.0.downsample.1.running_mean",
                            "layer4.1.bn2.running_var", "layer4.1.bn2.num_batches_tracked"}) {
        INFO(key);
        auto const expected = answer_of("resnet18/trained/" + std::string(key));
        CHECK(test::relative_difference(state.at(key), expected) <= test::through_a_model);
    }

    ep::eval(net);
    double const trained = test::relative_difference(net(x).any(), answer_of("resnet18/trained/logits"));
    CHECK(trained <= test::through_a_model);
}
