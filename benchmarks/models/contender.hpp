// SPDX-License-Identifier: BSL-1.0
// What run.py asks of the programs that it compares. Each waits for a line, does what it says and answers with a line,
// so that all can be measured in turns:
//   check MODEL BATCH FILE     writes the outputs to FILE as raw floats; answers "done"
//   time MODEL BATCH SECONDS   answers the seconds per call
#pragma once

#include <ctime>
#include <exception>
#include <fstream>
#include <functional>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace contender {

/// Floats of one sample.
struct sizes {
    long input;
    long output;
};

inline sizes sizes_of(std::string const& model) {
    return model == "resnet18" ? sizes{3 * 224 * 224, 1000} : sizes{28 * 28, 10};
}

/// Processor time of this process with all its threads, in seconds: other processes disturb it less than wall time.
inline double now() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return double(time.tv_sec) + 1e-9 * double(time.tv_nsec);
}

/// Reads all of a file of raw floats.
inline std::vector<float> read_floats(std::string const& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    std::vector<float> values(file ? std::size_t(file.tellg()) / sizeof(float) : 0);
    file.seekg(0).read(reinterpret_cast<char*>(values.data()), std::streamsize(values.size() * sizeof(float)));
    if (!file || values.empty()) throw std::runtime_error("cannot read " + path);
    return values;
}

/// The seconds of one call in the fastest series of calls; a series takes about a millisecond, or is one call.
template<class Call>
double seconds_per_call(Call&& call, double seconds) {
    double const end = now() + seconds;
    double fastest = 1e9;
    long calls = 1;
    while (now() < end) {
        double const start = now();
        for (long i = 0; i < calls; ++i) call();
        double const elapsed = now() - start;
        if (elapsed < 0.5e-3) {
            calls *= 2;
            continue;
        }
        double const each = elapsed / double(calls);
        if (each < fastest) fastest = each;
    }
    return fastest;
}

/// Runs a model once; the outputs stay valid until it runs again.
using forward = std::function<float const*()>;
/// Gives the forward of a model by name over `batch` inputs.
using prepare = std::function<forward(std::string const& model, long batch, float* inputs)>;

/// Answers lines until the input ends. `folder` holds inputs.bin.
inline int serve(std::string const& folder, prepare const& prepare_model) try {
    std::vector<float> inputs = read_floats(folder + "/inputs.bin");
    std::cout << "ready" << std::endl;
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words(line);
        std::string task, model;
        long batch = 0;
        words >> task >> model >> batch;
        sizes const size = sizes_of(model);
        if (batch < 1 || batch * size.input > long(inputs.size()))
            throw std::runtime_error("no inputs for '" + line + "'");
        forward const run = prepare_model(model, batch, inputs.data());
        if (task == "check") {
            std::string path;
            words >> path;
            std::ofstream(path, std::ios::binary)
                .write(reinterpret_cast<char const*>(run()), batch * size.output * long(sizeof(float)));
            std::cout << "done" << std::endl;
        } else {
            double seconds = 0;
            words >> seconds;
            run();
            std::cout << seconds_per_call(run, seconds) << std::endl;
        }
    }
    return 0;
} catch (std::exception const& problem) {
    std::cerr << problem.what() << '\n';
    return 1;
}

}  // namespace contender
