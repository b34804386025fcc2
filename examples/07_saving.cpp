// SPDX-License-Identifier: BSL-1.0
// Models and single tensors into files that Python opens, and a file used in place of memory.
#include <cmath>
#include <cstdio>

#include <eponym/eponym.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

struct Net {
    nn::Linear<3, 4> first;
    nn::ReLU         act;
    nn::Linear<4, 1> second;

    auto operator()(auto const& x) const { return ep::in_order(*this, x); }  // (B, 3) -> (B, 1)
};

int main() {
    ep::manual_seed(0);
    Net const net;
    auto const x = ep::rand<2, 3>();

    // The name decides the format. A crash while writing leaves the old file as it was.
    ep::save(net, "net.pt");           // torch.load("net.pt", weights_only=True)
    ep::save(net, "net.safetensors");  // safetensors.torch.load_file("net.safetensors")

    auto const loaded = ep::load<Net>("net.pt");
    std::printf("the same answer: %s\n", loaded(x)(1, 0) == net(x)(1, 0) ? "yes" : "no");

    // Mapped, the model uses the file's bytes: nothing is read before it is needed.
    auto mapped = ep::no_init<Net>();
    ep::map(mapped, "net.safetensors");
    mapped.second.bias(0) += 1;  // changes this process's copy of that page, never the file
    std::printf("one more: %s\n", std::fabs(mapped(x)(1, 0) - net(x)(1, 0) - 1) < 1e-6f ? "yes" : "no");

    // A state dict is an ordered list of names and tensors; anything can be put in one.
    ep::StateDict dict;
    dict.insert("pixels", ep::tensor({{1.f, 2.f}, {3.f, 4.f}}).any());
    dict.insert("labels", ep::tensor({std::int64_t(7), std::int64_t(2)}).any());
    dict.insert("half", ep::full<2>(0.1).to<ep::float16>().any());
    ep::save(dict, "data.safetensors");
    for (auto const& [name, tensor] : ep::read("data.safetensors"))
        std::printf("%s = %s\n", name.c_str(), ep::to_string(tensor).c_str());

    try {
        (void)ep::load<Net>("missing.pt");
    } catch (ep::file_error const& error) {
        std::printf("%s\n", error.what());
    }
}

// prints:
// the same answer: yes
// one more: yes
// labels = tensor([7, 2])
// pixels = tensor([[1., 2.],
//         [3., 4.]])
// half = tensor([0.1000, 0.1000], dtype=torch.float16)
// missing.pt: cannot be opened: No such file or directory
