// SPDX-License-Identifier: BSL-1.0
#include <eponym/kernels/host/batch_norm.hpp>

#include "support.hpp"

namespace {

template<class T>
void check_scale_channels(dim outer, dim channels, dim inner, bool in_place, kernels::activation then) {
    std::vector<T> values = numbers<T>(outer * channels * inner);
    if (values.size() > 9) values[7] = not_a_number<T>;
    guarded<T> const x(values), scale(numbers<T>(channels, 2)), shift(numbers<T>(channels, 3));
    guarded<T> y(in_place ? values : std::vector<T>(values.size(), T(77)));
    kernels::scale_channels(in_place ? y.data() : x.data(), scale.data(), shift.data(), then, y.data(), outer, channels,
                            inner);
    dim wrong = 0;
    for (dim i = 0; i < outer * channels * inner; ++i) {
        dim const c = i / inner % channels;
        double expected = double(x[i]) * double(scale[c]) + double(shift[c]);
        if (then == kernels::activation::relu && expected < 0) expected = 0;
        bool const same =
            std::isnan(expected) ? std::isnan(y[i]) : std::fabs(double(y[i]) - expected) <= tolerance<T>(1);
        wrong += same ? 0 : 1;
    }
    INFO(outer << " x " << channels << " x " << inner << (in_place ? " in place" : ""));
    CHECK(wrong == 0);
}

template<class T>
void check_channel_moments(dim outer, dim channels, dim inner) {
    guarded<T> const x(numbers<T>(outer * channels * inner));
    guarded<double> mean(std::vector<double>(std::size_t(channels), 77)),
        variance(std::vector<double>(std::size_t(channels), 77));
    kernels::channel_moments(x.data(), mean.data(), variance.data(), outer, channels, inner);
    INFO(outer << " x " << channels << " x " << inner);
    for (dim c = 0; c < channels; ++c) {
        double const count = double(outer * inner);
        double sum = 0, squares = 0;
        for (dim o = 0; o < outer; ++o)
            for (dim i = 0; i < inner; ++i) sum += double(x[(o * channels + c) * inner + i]);
        for (dim o = 0; o < outer; ++o)
            for (dim i = 0; i < inner; ++i) {
                double const distance = double(x[(o * channels + c) * inner + i]) - sum / count;
                squares += distance * distance;
            }
        // A lane adds at most 128 numbers in T before double takes over.
        CHECK(std::fabs(mean[c] - sum / count) <= tolerance<T>(8));
        CHECK(std::fabs(variance[c] - squares / count) <= tolerance<T>(8));
    }
}

}  // namespace

TEST_CASE("scale_channels equals the plain loop, in place too, for planes and rows around vectors", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (auto then : {kernels::activation::none, kernels::activation::relu})
            for (bool in_place : {false, true})
                for (dim size : {0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 49, 64, 65, 200}) {
                    check_scale_channels<float>(2, 3, size, in_place, then);
                    check_scale_channels<double>(2, 3, size, in_place, then);
                    check_scale_channels<float>(3, size, 1, in_place, then);
                    check_scale_channels<double>(3, size, 1, in_place, then);
                }
        check_scale_channels<float>(0, 4, 4, false, kernels::activation::none);
    });
}

TEST_CASE("channel_moments equals the plain loop for planes and rows around vectors and chunks", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim size : {1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 49, 64, 65, 200, 2047, 2048, 2049, 5000}) {
            check_channel_moments<float>(2, 3, size);
            check_channel_moments<double>(2, 3, size);
            check_channel_moments<float>(size, 5, 1);
            check_channel_moments<double>(size, 5, 1);
        }
    });
}
