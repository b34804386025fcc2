// SPDX-License-Identifier: BSL-1.0
// Loads and saves a checkpoint of 1 GiB. Answers lines (see measure.py):
//   map FILE    seconds to map the file into a model and touch every page, and the sum of what was touched
//   load FILE   the same for copying it into a model whose memory exists; touching is not timed
//   save FILE   seconds to save that model
#include <array>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <string>

#include <eponym/eponym.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

namespace {

struct Checkpoint {
    std::array<nn::Linear<2048, 2048>, 64> layers;
};

constexpr ep::dim floats_per_page = 1024;

double sum_of_pages(float const* values, ep::dim size) {
    double sum = 0;
    for (ep::dim i = 0; i < size; i += floats_per_page) sum += double(values[i]);
    return sum;
}

double touch(Checkpoint const& model) {
    double sum = 0;
    for (auto const& layer : model.layers)
        sum += sum_of_pages(layer.weight.data(), 2048 * 2048) + sum_of_pages(layer.bias.data(), 2048);
    return sum;
}

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

}  // namespace

int main() try {
    auto model = ep::no_init<Checkpoint>();
    std::cout.precision(17);
    std::cout << "ready" << std::endl;
    for (std::string task, path; std::cin >> task >> path;) {
        double const start = now();
        if (task == "map") {
            auto mapped = ep::no_init<Checkpoint>();
            ep::map(mapped, path);
            double const sum = touch(mapped);
            std::cout << now() - start << ' ' << sum << std::endl;
        } else if (task == "load") {
            ep::load(model, path);
            double const seconds = now() - start;
            std::cout << seconds << ' ' << touch(model) << std::endl;
        } else {
            ep::save(model, path);
            std::cout << now() - start << std::endl;
        }
    }
} catch (ep::error const& problem) {
    std::cerr << problem.what() << '\n';
    return 1;
}
