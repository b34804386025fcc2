// SPDX-License-Identifier: BSL-1.0
// Any callable struct is a layer. What it holds decides what it saves: a Parameter is trained, a Buffer is only saved,
// a Constant neither; everything else is configuration.
#include <cstdio>

#include <eponym/eponym.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

struct Centred {  // no parameters
    auto operator()(auto const& x) const { return x - ep::mean(x); }
};

template<ep::dim Width>
struct Scaled {
    ep::Parameter<Width> scale = ep::ones<Width>();
    ep::Buffer<Width>    offset;  // zeros
    ep::Constant<Width>  unit = ep::full<Width>(0.5);
    float                floor = 0;

    auto operator()(auto const& x) const {  // (..., Width)
        return ep::maximum(x * scale * unit + offset, floor);
    }
};

struct Net {
    nn::Sequential<nn::Linear<8, 128>, Centred> centred;
    Scaled<128>                                 scaled;
    nn::Linear<128, 2, nn::bias(false)>         head;

    auto operator()(auto const& x) const { return ep::in_order(*this, x); }  // (B, 8) -> (B, 2)
};

static_assert(ep::keys<Net> == ep::key_list{"centred.0.weight", "centred.0.bias", "scaled.scale", "scaled.offset",
                                            "head.weight"});

int main() {
    ep::manual_seed(0);
    Net net;
    std::printf("%s\n", ep::to_string(net).c_str());

    auto const x = ep::rand<4, 8>();
    auto const y = net.centred(x);
    std::printf("the mean of %s is %.3f\n", ep::to_string(y.shape()).c_str(), double(ep::mean(y).item()) + 0.0);
    std::printf("%s\n", ep::to_string(net(x).shape()).c_str());
}

// prints:
// Net(
//   (centred): Sequential(
//     (0): Linear(in_features=8, out_features=128, bias=True)
//     (1): Centred()
//   )
//   (scaled): Scaled()
//   (head): Linear(in_features=128, out_features=2, bias=False)
// )
// the mean of (4, 128) is ...0.000
// (4, 2)
