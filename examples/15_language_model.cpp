// SPDX-License-Identifier: BSL-1.0
// GPT-2 as plain structs, in models/gpt2.hpp. The file, which data/train_gpt2_text.py trained and transformers'
// save_pretrained wrote, is of a tiny one that knows a few lines by heart; the names are those of every GPT-2.
#include <cstdint>
#include <cstdio>
#include <string>

#include <eponym/eponym.hpp>

#include "models/gpt2.hpp"

namespace ep = eponym;

using Reciter = models::GPT2<96, 64, 32, 2, 2>;  // 96 characters, 64 of them at once
using OpenAI = models::GPT2<50257, 1024, 768, 12, 12>;

static_assert(ep::parameter_count<Reciter> == 30'592);
static_assert(ep::parameter_count<OpenAI> == 124'439'808);
static_assert(ep::keys<OpenAI>[4] == "transformer.h.0.attn.c_attn.weight");

// A token is a character: from the blank, which is 0, to 94; 95 ends a line.
char character(std::int64_t token) { return token == 95 ? '\n' : char(' ' + token); }

int main() {
    auto const net = ep::load<Reciter>(EPONYM_EXAMPLE_DATA "/gpt2_text.safetensors");
    std::printf("%s\n\n", ep::to_string(net.transformer.h[0]).c_str());

    std::string text = "A struct";
    auto tokens = ep::empty<std::int64_t, 1, 196>();
    for (ep::dim i = 0; i < 196; ++i) {
        if (i >= ep::dim(text.size())) {
            auto const logits = net(ep::slice<1>(tokens, i < 64 ? 0 : i - 64, i));  // (1, T, 96)
            text += character(ep::argmax<-1>(logits)(0, logits.size(1) - 1));
        }
        tokens(0, i) = text[std::size_t(i)] == '\n' ? 95 : text[std::size_t(i)] - ' ';
    }
    std::printf("%s", text.c_str());
}

// prints:
// Block(
//   (ln_1): LayerNorm((32,), eps=1e-05, elementwise_affine=True, bias=True)
//   (attn): Attention(
//     (c_attn): Conv1D(nf=96, nx=32)
//     (c_proj): Conv1D(nf=32, nx=32)
//   )
//   (ln_2): LayerNorm((32,), eps=1e-05, elementwise_affine=True, bias=True)
//   (mlp): FeedForward(
//     (c_fc): Conv1D(nf=128, nx=32)
//     (c_proj): Conv1D(nf=32, nx=128)
//     (act): GELU(approximate='tanh')
//   )
// )
//
// A struct is a model, its members are names,
// and what Python has written, a struct reads the same.
// The compiler has counted each weight and each row,
// and a layer too narrow is told you ere you go.
