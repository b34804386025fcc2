// SPDX-License-Identifier: BSL-1.0
#include <eponym/kernels/host/layer_norm.hpp>

#include "support.hpp"

namespace {

template<class T>
void check_layer_norm(dim outer, dim n, bool weighted, bool shifted) {
    guarded<T> const x(numbers<T>(outer * n)), weight(numbers<T>(n, 2)), bias(numbers<T>(n, 3));
    guarded<T> y(std::vector<T>(std::size_t(outer * n), T(77)));
    kernels::layer_norm(x.data(), weighted ? weight.data() : nullptr, shifted ? bias.data() : nullptr, 1e-2, y.data(),
                        outer, n);
    dim wrong = 0;
    for (dim o = 0; o < outer; ++o) {
        double mean = 0, variance = 0;
        for (dim i = 0; i < n; ++i) mean += double(x[o * n + i]) / double(n);
        for (dim i = 0; i < n; ++i) variance += std::pow(double(x[o * n + i]) - mean, 2) / double(n);
        for (dim i = 0; i < n; ++i) {
            double const normal = (double(x[o * n + i]) - mean) / std::sqrt(variance + 1e-2);
            double const expected = normal * (weighted ? double(weight[i]) : 1) + (shifted ? double(bias[i]) : 0);
            wrong += std::fabs(double(y[o * n + i]) - expected) <= tolerance<T>(8) ? 0 : 1;
        }
    }
    INFO(outer << " x " << n);
    CHECK(wrong == 0);
}

}  // namespace

TEST_CASE("layer_norm equals the plain loop for rows around vectors and chunks", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim n : {1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 768, 2047, 2048, 2049, 5000})
            for (bool weighted : {false, true})
                for (bool shifted : {false, true}) {
                    check_layer_norm<float>(2, n, weighted, shifted);
                    check_layer_norm<double>(2, n, weighted, shifted);
                }
        check_layer_norm<float>(0, 5, true, true);
    });
}
