// SPDX-License-Identifier: BSL-1.0
// What the programs that time kernels have in common.
#pragma once

#include <ctime>
#include <vector>

#include <eponym/tensor/dimension.hpp>

/// Numbers from -0.5 to 0.5, the same in every run.
inline std::vector<float> numbers(eponym::dim count) {
    std::vector<float> values(static_cast<std::size_t>(count));
    unsigned state = 1;
    for (float& value : values) {
        state = state * 1664525u + 1013904223u;
        value = float(state >> 8) / float(1 << 24) - 0.5f;
    }
    return values;
}

/// The least processor time of one call in microseconds, over about half a second: other programs may be running.
template<class F>
double least(F const& call) {
    double best = 1e30, spent = 0;
    int calls = 1;
    while (spent < 0.5e6) {
        std::clock_t const begin = std::clock();
        for (int i = 0; i < calls; ++i) call();
        double const time = 1e6 * double(std::clock() - begin) / CLOCKS_PER_SEC;
        spent += time;
        if (time < 500) {
            calls *= 2;
            continue;
        }
        if (time / calls < best) best = time / calls;
    }
    return best;
}
