// SPDX-License-Identifier: BSL-1.0
// GPT-2 (Radford et al. 2019) with the names of transformers' GPT2LMHeadModel. Dropout, which is for training, is left
// out.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

#include <eponym/nn/activations.hpp>
#include <eponym/nn/embedding.hpp>
#include <eponym/nn/initialization.hpp>
#include <eponym/nn/layer_norm.hpp>
#include <eponym/nn/linear.hpp>
#include <eponym/ops/arithmetic.hpp>
#include <eponym/ops/comparison.hpp>
#include <eponym/ops/matmul.hpp>
#include <eponym/ops/shaping.hpp>
#include <eponym/ops/softmax.hpp>
#include <eponym/ops/split.hpp>
#include <eponym/ops/squeeze.hpp>
#include <eponym/ops/where.hpp>
#include <eponym/reflect/attributes.hpp>
#include <eponym/tensor/create.hpp>
#include <eponym/tensor/parameter.hpp>

namespace models {

namespace ep = eponym;
namespace nn = eponym::nn;

/// The Linear of GPT-2's files, whose weight is the other way round. weight: (In, Out)  x: (..., In)  ->  (..., Out)
template<ep::dim In, ep::dim Out>
struct Conv1D {
    ep::Parameter<In, Out> weight = nn::init::normal{.standard_deviation = 0.02};
    ep::Parameter<Out> bias;

    auto operator()(auto const& x) const {
        auto y = ep::matmul(x, weight);
        y += bias;
        return y;
    }

    std::string extra_repr() const { return "nf=" + std::to_string(Out) + ", nx=" + std::to_string(In); }
};

/// 0, 1, 2, ...: (count,)
inline ep::BasicTensor<std::int64_t, ep::dyn> positions(ep::dim count) {
    auto result = ep::empty<std::int64_t, ep::dyn>(count);
    for (ep::dim i = 0; i < count; ++i) result(i) = i;
    return result;
}

/// Every token looks at itself and those before it. x: (B, T, Width)  ->  the same shape
template<ep::dim Width, ep::dim Heads>
struct Attention {
    Conv1D<Width, 3 * Width> c_attn;
    Conv1D<Width, Width> c_proj;

    auto operator()(auto const& x) const {
        auto const [q, k, v] = ep::chunk<3, -1>(c_attn(x));                   // (B, T, Width) each
        auto scores = ep::matmul(heads(q), ep::transpose<-2, -1>(heads(k)));  // (B, Heads, T, T)
        scores /= std::sqrt(float(Width / Heads));
        auto const at = positions(x.size(1));  // (T,)
        auto const seen = ep::where(ep::unsqueeze<1>(at) >= at, scores, -std::numeric_limits<float>::infinity());
        auto const y = ep::matmul(ep::softmax<-1>(seen), heads(v));  // (B, Heads, T, Width / Heads)
        return c_proj(ep::flatten<2>(ep::transpose<1, 2>(y)));       // (B, T, Width)
    }

    // (B, T, Width)  ->  (B, Heads, T, Width / Heads)
    static auto heads(auto const& x) { return ep::transpose<1, 2>(ep::unflatten<-1, Heads, Width / Heads>(x)); }
};

/// x: (..., Width)  ->  the same shape
template<ep::dim Width>
struct FeedForward {
    Conv1D<Width, 4 * Width> c_fc;
    Conv1D<4 * Width, Width> c_proj;
    nn::GELU act{ep::approximate::tanh};

    auto operator()(auto const& x) const { return c_proj(act(c_fc(x))); }
};

/// x: (B, T, Width)  ->  the same shape
template<ep::dim Width, ep::dim Heads>
struct Block {
    nn::LayerNorm<Width> ln_1;
    Attention<Width, Heads> attn;
    nn::LayerNorm<Width> ln_2;
    FeedForward<Width> mlp;

    auto operator()(auto const& x) const {
        auto y = attn(ln_1(x));
        y += x;
        auto z = mlp(ln_2(y));
        z += y;
        return z;
    }
};

/// tokens: (B, T)  ->  (B, T, Width)
template<ep::dim Vocabulary, ep::dim Positions, ep::dim Width, ep::dim Heads, std::size_t Layers>
struct Transformer {
    nn::Embedding<Vocabulary, Width> wte;
    nn::Embedding<Positions, Width> wpe;
    std::array<Block<Width, Heads>, Layers> h;
    nn::LayerNorm<Width> ln_f;

    auto operator()(auto const& tokens) const {
        auto x = wte(tokens);  // (B, T, Width)
        x += wpe(positions(tokens.size(1)));
        for (auto const& block : h) x = block(x);
        return ln_f(x);
    }
};

/// tokens: (B, T), T at most Positions  ->  (B, T, Vocabulary), the logits of the token behind each
template<ep::dim Vocabulary, ep::dim Positions, ep::dim Width, ep::dim Heads, std::size_t Layers>
struct GPT2 {
    Transformer<Vocabulary, Positions, Width, Heads, Layers> transformer;
    nn::Linear<Width, Vocabulary, nn::tied> lm_head;

    static constexpr ep::attributes eponym{ep::tie{"lm_head.weight", "transformer.wte.weight"}};

    auto operator()(auto const& tokens) const { return lm_head(transformer(tokens), transformer.wte.weight); }
};

}  // namespace models
