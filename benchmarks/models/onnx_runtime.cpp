// SPDX-License-Identifier: BSL-1.0
#include <memory>
#include <onnxruntime/onnxruntime_cxx_api.h>

#include "contender.hpp"

namespace {

// Input and output are bound once, to memory of the caller: what is timed is the run alone.
struct bound_run {
    Ort::Session& session;
    Ort::IoBinding binding;
    std::vector<float> outputs;

    bound_run(Ort::Session& session_, std::vector<int64_t> const& shape, float* inputs)
        : session(session_), binding(session_), outputs(std::size_t(shape[0] * contender::output_size)) {
        auto const memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
        int64_t const output_shape[] = {shape[0], contender::output_size};
        binding.BindInput("x",
                          Ort::Value::CreateTensor<float>(memory, inputs, std::size_t(shape[0] * contender::input_size),
                                                          shape.data(), shape.size()));
        binding.BindOutput("y",
                           Ort::Value::CreateTensor<float>(memory, outputs.data(), outputs.size(), output_shape, 2));
    }

    float const* operator()() {
        session.Run(Ort::RunOptions{nullptr}, binding);
        return outputs.data();
    }
};

}  // namespace

int main(int, char** arguments) {
    std::string const folder = arguments[1];
    Ort::Env environment(ORT_LOGGING_LEVEL_ERROR);
    Ort::SessionOptions options;
    options.SetIntraOpNumThreads(1).SetInterOpNumThreads(1).SetGraphOptimizationLevel(ORT_ENABLE_ALL);
    Ort::Session mlp(environment, (folder + "/mlp.onnx").c_str(), options);
    Ort::Session lenet(environment, (folder + "/lenet.onnx").c_str(), options);
    return contender::serve(folder, [&](std::string const& model, long batch, float* inputs) {
        bool const is_mlp = model == "mlp";
        auto const shape = is_mlp ? std::vector<int64_t>{batch, 784} : std::vector<int64_t>{batch, 1, 28, 28};
        auto const run = std::make_shared<bound_run>(is_mlp ? mlp : lenet, shape, inputs);
        return [run] { return (*run)(); };
    });
}
