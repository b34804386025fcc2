// SPDX-License-Identifier: BSL-1.0
#include "../examples/models/gpt2.hpp"

#include <cstdint>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <eponym/io/load.hpp>
#include <eponym/ops/reduce.hpp>

#include "models/support.hpp"

namespace ep = eponym;

using test::answer_of;
using Tokens = ep::BasicTensor<std::int64_t, ep::dyn, ep::dyn>;
using Reciter = models::GPT2<96, 64, 32, 2, 2>;

static_assert(ep::parameter_count<models::GPT2<50257, 1024, 768, 12, 12>> == 124'439'808);
static_assert(ep::keys<Reciter>.size() == 28);
static_assert(ep::keys<Reciter>[0] == "transformer.wte.weight");
static_assert(ep::keys<Reciter>[4] == "transformer.h.0.attn.c_attn.weight");
static_assert(ep::keys<Reciter>[27] == "transformer.ln_f.bias");
static_assert(std::is_same_v<decltype(Reciter{}(Tokens{})), ep::Tensor<ep::dyn, ep::dyn, 96>>);

namespace {

std::string const file = std::string(EPONYM_SOURCE_DIR) + "/examples/data/gpt2_text.safetensors";

}  // namespace

TEST_CASE("GPT-2 answers as transformers' GPT2LMHeadModel with the same file", "[models]") {
    auto const net = ep::load<Reciter>(file);
    Tokens const tokens(answer_of("gpt2/tokens"));
    double const difference = test::relative_difference(net(tokens).any(), answer_of("gpt2/logits"));
    CHECK(difference <= test::through_a_model);
}

TEST_CASE("GPT-2 writes the text that transformers' writes with the same file", "[models]") {
    auto const net = ep::load<Reciter>(file);
    ep::BasicTensor<std::int64_t, ep::dyn> const expected(answer_of("gpt2/recited"));
    auto written = ep::empty<std::int64_t, ep::dyn, ep::dyn>(1, expected.size(0));
    for (ep::dim i = 0; i < expected.size(0); ++i) {
        if (i < 8) {
            written(0, i) = expected(i);
            continue;
        }
        auto const logits = net(ep::slice<1>(written, i < 64 ? 0 : i - 64, i));  // (1, T, 96)
        written(0, i) = ep::argmax<-1>(logits)(0, logits.size(1) - 1);
    }
    CHECK(test::difference(ep::slice<0, 0, 1>(written).any().reshape(ep::Shape{expected.size(0)}), expected.any()) ==
          "");
}
