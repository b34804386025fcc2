// SPDX-License-Identifier: BSL-1.0
// ResNet-18 as plain structs, in models/resnet18.hpp. From the same seed it has torchvision's weights, bit for bit, and
// answers as torchvision's does:
//
//     torch.manual_seed(0)
//     net = torchvision.models.resnet18().eval()
//     torch.manual_seed(1)
//     net(torch.randn(1, 3, 224, 224)).topk(3)
//
// With an argument it reads trained weights: torch.save(net.state_dict(), "resnet18.pt").
#include <cstdio>

#include <eponym/eponym.hpp>

#include "models/resnet18.hpp"

namespace ep = eponym;

using models::ResNet18;

static_assert(ep::parameter_count<ResNet18> == 11'689'512);
static_assert(ep::keys<ResNet18>[6] == "layer1.0.conv1.weight");

int main(int count, char** arguments) {
    ep::manual_seed(0);
    ResNet18 net;
    models::draw_convolutions(net);
    if (count > 1) ep::load(net, arguments[1]);
    ep::eval(net);  // the batch normalizations use the statistics that they have gathered

    ep::manual_seed(1);
    auto const x = ep::randn<ep::dyn, 3, 224, 224>(1);
    auto logits = net(x);  // (1, 1000)

    std::printf("%s\n", ep::to_string(net.layer2.layer<0>()).c_str());
    std::printf("%s\n", ep::summary(net, x).text().c_str());
    for (int place = 0; place < 3; ++place) {
        auto const best = ep::argmax<1>(logits)(0);
        std::printf("class %3d: %.3f\n", int(best), double(logits(0, best)));
        logits(0, best) = 0;
    }
}

// prints:
// BasicBlock(
//   (conv1): Conv2d(64, 128, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1), bias=False)
//   (bn1): BatchNorm2d(128, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True)
//   (relu): ReLU()
//   (conv2): Conv2d(128, 128, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), bias=False)
//   (bn2): BatchNorm2d(128, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True)
//   (downsample): Sequential(
//     (0): Conv2d(64, 128, kernel_size=(1, 1), stride=(2, 2), bias=False)
//     (1): BatchNorm2d(128, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True)
//   )
// )
// layer                  type               output             parameters  multiply-adds       bytes
// ...
// fc                     Linear             (1, 1000)             513,000        512,000   2,056,000
// ResNet18                                                     11,689,512  1,814,073,344  76,668,992
//
// class 238: 5.854
// class  58: 5.342
// class 381: 5.236
