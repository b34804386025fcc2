// SPDX-License-Identifier: BSL-1.0
// Input widths that nobody types: the compiler computes them from the shape of the input, or the first call decides them.
#include <cstdio>
#include <type_traits>

#include <eponym/eponym.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

// By the compiler: `nn::infer` is replaced, and what is left is an ordinary Sequential.
using Inferred = nn::sequential_for<ep::Tensor<ep::dyn, 1, 28, 28>, nn::Conv2d<nn::infer, 6, 5>, nn::ReLU,
                                    nn::MaxPool2d<2>, nn::Flatten<>, nn::Linear<nn::infer, 10>>;
static_assert(std::is_same_v<Inferred, nn::Sequential<nn::Conv2d<1, 6, 5>, nn::ReLU, nn::MaxPool2d<2>, nn::Flatten<>,
                                                      nn::Linear<864, 10>>>);

// By the first call, or by a file: `ep::dyn`.
using Lazy = nn::Sequential<nn::Linear<ep::dyn, 8>, nn::ReLU, nn::Linear<8, 2>>;

int main() {
    std::printf("%lld parameters\n", static_cast<long long>(ep::parameter_count<Inferred>));

    ep::manual_seed(0);
    Lazy net;
    std::printf("%s\n", ep::to_string(net).c_str());
    try {
        ep::save(net, "lazy.pt");
    } catch (ep::error const& why) {
        std::printf("%s\n", why.what());
    }

    ep::set_log([](std::string_view message, void*) {
        std::printf("log: %.*s\n", int(message.size()), message.data());
    });
    auto const x = ep::rand<4, 5>();
    auto const y = net(x);
    ep::set_log(nullptr);
    std::printf("%s\n%s\n", ep::to_string(y.shape()).c_str(), ep::to_string(net).c_str());

    ep::save(net, "lazy.pt");
    auto const again = ep::load<Lazy>("lazy.pt");
    std::printf("the same answer: %s\n", again(x)(3, 1) == y(3, 1) ? "yes" : "no");
    try {
        again(ep::zeros<4, 6>());
    } catch (ep::shape_error const& why) {
        std::printf("%s\n", why.what());
    }
}

// prints:
// 8806 parameters
// Sequential(
//   (0): LazyLinear(in_features=0, out_features=8, bias=True)
//   (1): ReLU()
//   (2): Linear(in_features=8, out_features=2, bias=True)
// )
// Sequential: the parameter '0.weight' (8, ?) has no size yet; the first call of its layer or a load decides it
// log: the first call of a layer gave its weight the shape (8, 5)
// (4, 2)
// Sequential(
//   (0): Linear(in_features=5, out_features=8, bias=True)
//   (1): ReLU()
//   (2): Linear(in_features=8, out_features=2, bias=True)
// )
// the same answer: yes
// linear(x, weight, bias): the last dimension of x (4, 6) must be 5, the in_features of weight (8, 5)
