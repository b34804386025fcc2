// SPDX-License-Identifier: BSL-1.0
// The names of a struct's members are the names of its parameters; the compiler knows them, and their shapes.
#include <cstdio>

#include <eponym/eponym.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

struct MLP {
    nn::Linear<784, 256> hidden;
    nn::ReLU             act;
    nn::Linear<256, 10>  output;

    auto operator()(auto const& x) const {  // (B, 784)
        return output(act(hidden(x)));      // (B, 10)
    }
};

static_assert(ep::keys<MLP> == ep::key_list{"hidden.weight", "hidden.bias", "output.weight", "output.bias"});
static_assert(ep::parameter_count<MLP> == 203'530);

// Shapes are part of the types: this is known before the program runs. "?" is a size known at run time, here the batch.
using Input = ep::Tensor<ep::dyn, 784>;
using Output = decltype(std::declval<MLP>()(std::declval<Input>()));
static_assert(std::is_same_v<Output, ep::Tensor<ep::dyn, 10>>);

int main() {
    ep::manual_seed(0);  // the initial values are those that PyTorch draws from this seed
    MLP net;
    std::printf("%s\n", ep::to_string(net).c_str());

    for (auto const& [name, tensor] : ep::named_parameters(net))
        std::printf("%-14s %s\n", name.c_str(), ep::to_string(tensor.shape()).c_str());

    auto const y = net(ep::ones<2, 784>());
    std::printf("y %s\n", ep::to_string(y.shape()).c_str());

    MLP copy = net;  // models are values: a copy has weights of its own
    copy.hidden.bias(0) = 7;
    std::printf("the copy's change is the copy's own: %s\n", net.hidden.bias(0) != 7 ? "yes" : "no");
}

// prints:
// MLP(
//   (hidden): Linear(in_features=784, out_features=256, bias=True)
//   (act): ReLU()
//   (output): Linear(in_features=256, out_features=10, bias=True)
// )
// hidden.weight  (256, 784)
// hidden.bias    (256,)
// output.weight  (10, 256)
// output.bias    (10,)
// y (2, 10)
// the copy's change is the copy's own: yes
