// SPDX-License-Identifier: BSL-1.0
// A model out of another one: a new head, fewer kernels, a projection taken apart, frozen layers. Between two models the
// compiler compares keys and shapes; a rule too few is an error that names the key.
#include <cstdio>

#include <eponym/eponym.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

struct Features {
    nn::Conv2d<1, 8, 3> conv;
    nn::ReLU            act;
};
struct Pretrained {
    Features         features;
    nn::Linear<4, 6> in_proj;
    nn::Linear<4, 9> head;
};
struct Mine {
    Features         features;
    nn::Linear<4, 2> q, k, v;
    nn::Linear<4, 3> head;  // another number of classes
};
struct Slim {
    nn::Conv2d<1, 5, 3> conv;
};

constexpr auto taken_apart = ep::only<"features.*", "in_proj.*"> |
                             ep::split_key<"in_proj.weight", "q.weight", "k.weight", "v.weight"> |
                             ep::split_key<"in_proj.bias", "q.bias", "k.bias", "v.bias">;

int main() {
    ep::manual_seed(0);
    Pretrained const pretrained;
    Mine             mine;
    auto const       report = ep::load(mine, pretrained | taken_apart);
    std::printf("%zu of %zu keys\n", report.matched, report.asked);
    std::printf("v is rows 4 and 5: %s\n", mine.v.weight(1, 3) == pretrained.in_proj.weight(5, 3) ? "yes" : "no");

    Slim slim;  // the first 5 of 8 kernels
    ep::load(slim, pretrained.features | ep::slice_key<"conv.*", 0, 5>);
    std::printf("the fifth kernel: %s\n",
                slim.conv.weight(4, 0, 2, 2) == pretrained.features.conv.weight(4, 0, 2, 2) ? "the same" : "another");

    std::printf("%zu parameters frozen\n", ep::freeze(mine, "features.*"));
    for (auto const& [key, parameter] : ep::named_parameters(mine))
        if (!parameter.impl().requires_grad) std::printf("    %s\n", key.c_str());

    ep::for_each<nn::Linear>(mine, [](auto& layer, std::string const& key) {
        ep::AnyTensor const& bias = layer.bias.any();
        std::printf("%s has %lld biases\n", key.c_str(), static_cast<long long>(bias.numel()));
    });
    ep::apply(mine, []<class Module>(Module const&) {
        auto const name = ep::class_name<Module>();
        std::printf("%.*s ", int(name.size()), name.data());
    });
    std::printf("\n%s\n", ep::find<nn::Linear<4, 3>>(mine, "head").extra_repr().c_str());
    try {
        ep::find_tensor(mine, "features.conv.wieght");
    } catch (ep::error const& why) {
        std::printf("%s\n", why.what());
    }
}

// prints:
// 8 of 8 keys
// v is rows 4 and 5: yes
// the fifth kernel: the same
// 2 parameters frozen
//     features.conv.weight
//     features.conv.bias
// q has 2 biases
// k has 2 biases
// v has 2 biases
// head has 3 biases
// Conv2d ReLU Features Linear Linear Linear Linear Mine
// in_features=4, out_features=3, bias=True
// Mine has no 'features.conv.wieght'; did you mean 'features.conv.weight'?
