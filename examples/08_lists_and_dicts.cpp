// SPDX-License-Identifier: BSL-1.0
// Lists and dicts of layers and of parameters. What the type tells is checked by the compiler: the keys of a std::array
// or a struct. The length of a list and the names in a dict belong to the model, and are compared when it is loaded.
#include <array>
#include <cstdio>
#include <optional>
#include <string_view>

#include <eponym/eponym.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

struct Fixed {
    std::array<nn::Linear<4, 4>, 2> linears;

    auto operator()(auto const& x) const {  // (B, 4) -> (B, 4)
        return linears[1](ep::relu(linears[0](x)));
    }
};
static_assert(ep::keys<Fixed> == ep::key_list{"linears.0.weight", "linears.0.bias", "linears.1.weight",
                                              "linears.1.bias"});

struct Growing {
    nn::ModuleList<nn::Linear<4, 4>>              linears{3};
    std::optional<nn::Linear<4, 4>>               shortcut;
    nn::ModuleDict<nn::Linear<4, 2>>              heads{{"colour", {}}, {"shape", {}}};
    nn::ParameterDict<ep::Parameter<2, ep::dyn>>  mixes{{"one", ep::ones<2, 1>()}};

    ep::Tensor<ep::dyn, 2> operator()(ep::Tensor<ep::dyn, 4> const& x, std::string_view head) const {
        ep::Tensor<ep::dyn, 4> h = x;
        for (auto const& linear : linears) h = ep::relu(linear(h));
        if (shortcut) h = h + (*shortcut)(x);
        return heads[head](h);
    }
};
static_assert(ep::key_patterns<Growing>[0] == "linears.*.weight");

int main() {
    ep::manual_seed(0);
    Growing net;
    net.linears.append();
    net.linears[-1].bias(0) = 1;
    net.heads.insert("size");
    net.mixes.update({{"two", ep::ones<2, 2>()}});
    std::printf("%s\n", ep::to_string(net).c_str());

    auto const x = ep::rand<3, 4>();
    for (auto const& [name, head] : net.heads)
        std::printf("%s: %s\n", name.c_str(), ep::to_string(net(x, name).shape()).c_str());
    try {
        net(x, "weight");
    } catch (ep::error const& why) {
        std::printf("%s\n", why.what());
    }

    Growing longer = net;
    longer.linears.append();
    longer.shortcut.emplace();
    try {
        ep::load(net, longer);
    } catch (ep::load_error const& why) {
        std::printf("%zu keys too many\n", why.report().unexpected.size());
    }
    std::printf("mean of %s: %.2f\n", ep::to_string(x.shape()).c_str(), double(ep::mean(Fixed{}(x)).item()));
}

// prints:
// Growing(
//   (linears): ModuleList(
//     (0-3): 4 x Linear(in_features=4, out_features=4, bias=True)
//   )
//   (heads): ModuleDict(
//     (colour): Linear(in_features=4, out_features=2, bias=True)
//     (shape): Linear(in_features=4, out_features=2, bias=True)
//     (size): Linear(in_features=4, out_features=2, bias=True)
//   )
//   (mixes): ParameterDict(
//       (one): Parameter containing: [torch.FloatTensor of size 2x1]
//       (two): Parameter containing: [torch.FloatTensor of size 2x2]
//   )
// )
// colour: (3, 2)
// shape: (3, 2)
// size: (3, 2)
// the ModuleDict has no 'weight'; it has 'colour', 'shape', 'size'
// 4 keys too many
// mean of (3, 4): ...
