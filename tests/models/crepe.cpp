// SPDX-License-Identifier: BSL-1.0
#include "../examples/models/crepe.hpp"

#include <catch2/catch_test_macros.hpp>
#include <eponym/nn/mode.hpp>
#include <eponym/state/model_state.hpp>
#include <eponym/tensor/generator.hpp>

#include "models/support.hpp"

namespace ep = eponym;

using models::Crepe;
using test::answer_of;

static_assert(ep::keys<Crepe<4>>.size() == 44);
static_assert(ep::keys<Crepe<4>>[2] == "conv1_BN.weight" && ep::keys<Crepe<4>>[6] == "conv1_BN.num_batches_tracked");
static_assert(ep::keys<Crepe<4>>[43] == "classifier.bias");
static_assert(ep::keys<Crepe<4>> == ep::keys<Crepe<32>>);

TEST_CASE("windows of a sound are torchcrepe's", "[models]") {
    ep::Tensor<ep::dyn> const sound(answer_of("crepe/sound"));
    auto const windows = models::windows(sound);
    CHECK(windows.size(0) == 11);
    auto const expected = answer_of("crepe/windows");
    CHECK(test::difference(ep::slice<0, 0, 3>(windows).any(), expected, {1e-5, 1e-5}) == "");
}

TEST_CASE("the pitch model answers as torchcrepe's from the same seed", "[models]") {
    ep::manual_seed(0);
    Crepe<4> net;
    ep::eval(net);
    ep::Tensor<ep::dyn, models::window> const windows(answer_of("crepe/windows"));
    double const difference = test::relative_difference(net(windows).any(), answer_of("crepe/probability"));
    CHECK(difference <= test::through_a_model);
}

TEST_CASE("frequencies are those of torchcrepe's weighted argmax", "[models]") {
    ep::manual_seed(3);
    auto const probability = ep::rand<ep::dyn, models::pitches>(7);
    CHECK(test::difference(models::frequencies(probability).any(), answer_of("crepe/frequencies"), {1e-5, 0}) == "");
}
