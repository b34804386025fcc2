// SPDX-License-Identifier: BSL-1.0
// Layers that behave differently while they learn: batch normalisation gathers statistics in training and uses them
// afterwards, dropout is gone after ep::eval. Embedding, layer normalisation and pooling beside them.
#include <cstdio>

#include <eponym/eponym.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

struct Images {
    nn::Conv2d<3, 8, 3, nn::bias(false)> conv;
    nn::BatchNorm2d<8>                   norm;
    nn::GELU                             act;
    nn::AdaptiveAvgPool2d<1>             pool;
    nn::Flatten<>                        flat;
    nn::Dropout                          drop;
    nn::Linear<8, 2>                     head;

    auto operator()(auto const& x) const { return ep::in_order(*this, x); }  // (B, 3, H, W) -> (B, 2)
};

struct Words {
    nn::Embedding<100, 16, nn::padding_idx(0)> words;
    nn::LayerNorm<16>                          norm;

    auto operator()(auto const& tokens) const { return norm(words(tokens)); }  // (B, T) -> (B, T, 16)
};

// Statistics are saved with the weights, as PyTorch saves them.
static_assert(ep::keys<Images> == ep::key_list{"conv.weight", "norm.weight", "norm.bias", "norm.running_mean",
                                               "norm.running_var", "norm.num_batches_tracked", "head.weight",
                                               "head.bias"});

int main() {
    ep::manual_seed(0);
    Images     images;
    auto const x = ep::randn<4, 3, 16, 16>();
    images(x);
    images(x);
    std::printf("%lld batches, mean %.4f\n", static_cast<long long>(images.norm.num_batches_tracked()),
                double(images.norm.running_mean(0)));

    ep::eval(images);
    auto const same = ep::max(ep::abs(images(x) - images(x)));
    std::printf("%lld batches, difference %g\n", static_cast<long long>(images.norm.num_batches_tracked()),
                double(same.item()));

    Words const words;
    auto const  tokens = ep::tensor<std::int64_t>({{5, 7, 0}, {9, 0, 0}});
    auto const  y = words(tokens);
    std::printf("%s, a padded word is %g\n", ep::to_string(y.shape()).c_str(), double(y(0, 2, 0)));
    try {
        words(ep::tensor<std::int64_t>({{100}}));
    } catch (ep::error const& why) {
        std::printf("%s\n", why.what());
    }
}

// prints:
// 2 batches, mean -0.0004
// 2 batches, difference 0
// (2, 3, 16), a padded word is 0
// embedding(indices, weight): index 100 is out of range for weight (100, 16), which has 100 rows
