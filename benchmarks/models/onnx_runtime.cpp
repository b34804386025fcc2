// SPDX-License-Identifier: BSL-1.0
#include <map>
#include <memory>
#include <onnxruntime/onnxruntime_cxx_api.h>

#include "contender.hpp"

namespace {

// Input and output are bound once, to memory of the caller: what is timed is the run alone.
struct bound_run {
    Ort::Session& session;
    Ort::IoBinding binding;
    std::vector<float> outputs;

    bound_run(Ort::Session& session_, contender::sizes size, std::vector<int64_t> const& shape, float* inputs)
        : session(session_), binding(session_), outputs(std::size_t(shape[0] * size.output)) {
        auto const memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
        int64_t const output_shape[] = {shape[0], size.output};
        binding.BindInput("x", Ort::Value::CreateTensor<float>(memory, inputs, std::size_t(shape[0] * size.input),
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
    struct entry {
        Ort::Session session;
        std::vector<int64_t> shape;  // of a sample
    };
    std::map<std::string, entry> networks;
    for (auto const& [name, shape] : std::map<std::string, std::vector<int64_t>>{
             {"mlp", {784}}, {"lenet", {1, 28, 28}}, {"resnet18", {3, 224, 224}}})
        networks.emplace(name,
                         entry{Ort::Session(environment, (folder + "/" + name + ".onnx").c_str(), options), shape});
    return contender::serve(folder, [&](std::string const& model, long batch, float* inputs) {
        entry& network = networks.at(model);
        std::vector<int64_t> shape = network.shape;
        shape.insert(shape.begin(), batch);
        auto const run = std::make_shared<bound_run>(network.session, contender::sizes_of(model), shape, inputs);
        return [run] { return (*run)(); };
    });
}
