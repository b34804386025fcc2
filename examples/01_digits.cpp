// SPDX-License-Identifier: BSL-1.0
// A network that Python trained and saved with torch.save(model.state_dict(), "lenet_digits.pt") runs in C++.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>

#include <eponym/eponym.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

struct LeNet {
    nn::Sequential<nn::Conv2d<1, 6, 5, nn::padding(2)>, nn::ReLU, nn::MaxPool2d<2>,
                   nn::Conv2d<6, 16, 5>, nn::ReLU, nn::MaxPool2d<2>> features;
    nn::Sequential<nn::Linear<400, 120>, nn::ReLU, nn::Linear<120, 84>, nn::ReLU, nn::Linear<84, 10>> classifier;

    auto operator()(auto const& x) const {                  // (B, 1, 28, 28)
        return classifier(ep::flatten<1>(features(x)));     // (B, 10)
    }
};

static_assert(ep::keys<LeNet>[0] == "features.0.weight");
static_assert(ep::parameter_count<LeNet> == 61'706);

using Images = ep::BasicTensor<std::uint8_t, ep::dyn, 8, 8>;

// Each pixel becomes 3x3 of them, with a border of two: (B, 8, 8) from 0 to 16 -> (B, 1, 28, 28) from 0 to 1.
ep::Tensor<ep::dyn, 1, 28, 28> enlarge(Images const& images) {
    auto enlarged = ep::zeros<ep::dyn, 1, 28, 28>(images.size(0));
    auto const from = images.view();
    auto const to = enlarged.view();
    for (ep::dim image = 0; image < images.size(0); ++image)
        for (ep::dim y = 0; y < 24; ++y)
            for (ep::dim x = 0; x < 24; ++x) to(image, 0, y + 2, x + 2) = float(from(image, y / 3, x / 3)) / 16;
    return enlarged;
}

void draw(Images const& images, ep::dim image, std::int64_t answer) {
    for (ep::dim y = 0; y < 8; ++y) {
        for (ep::dim x = 0; x < 8; ++x) std::printf("%c ", " .:-=+*#@"[images(image, y, x) / 2]);
        std::printf(y == 4 ? "  -> %d\n" : "\n", int(answer));
    }
}

int main() {
    std::string const folder = EPONYM_EXAMPLE_DATA "/";
    auto const net = ep::load<LeNet>(folder + "lenet_digits.pt");
    auto const test = ep::read(folder + "digits_test.safetensors");
    auto const images = Images(test.at("images"));                                       // (360, 8, 8)
    auto const labels = ep::BasicTensor<std::int64_t, ep::dyn>(test.at("labels"));       // (360,)
    auto const recorded = ep::Tensor<ep::dyn, 10>(test.at("logits"));                    // (360, 10)

    std::printf("%s\n\n", ep::to_string(net).c_str());
    std::printf("%s\n", ep::summary(net, ep::zeros<1, 1, 28, 28>()).text().c_str());

    auto const logits = net(enlarge(images));       // (360, 10)
    auto const answers = ep::argmax<1>(logits);     // (360,)
    for (ep::dim image : {0, 1}) draw(images, image, answers(image));

    int right = 0;
    float difference = 0;
    for (ep::dim image = 0; image < images.size(0); ++image) {
        right += answers(image) == labels(image) ? 1 : 0;
        for (ep::dim digit = 0; digit < 10; ++digit)
            difference = std::fmax(difference, std::fabs(logits(image, digit) - recorded(image, digit)));
    }
    std::printf("accuracy %.3f\n", double(right) / double(images.size(0)));
    std::printf("largest difference to the logits that PyTorch recorded: %.1e\n", double(difference));

    ep::save(net, "lenet_digits.safetensors");      // safetensors.torch.load_file(...) reads it in Python
    return difference < 1e-4f ? 0 : 1;
}

// prints:
// LeNet(
// ...
// layer         type       output           parameters  multiply-adds    bytes
// ...
// LeNet                                         61,706        416,520  305,232
//
//     . * @ =
//     * * - @ .
//     # .   @ :
//       : + @ -
//       * @ @ =     -> 7
//       : *
//       + =
//       @ :
//     : # -
//     + # .
//     @ +
//     * +
//   . @ * = .       -> 6
//   . @ # = * =
//     @ * : * *
//     - # @ *
// accuracy 0.997
// largest difference to the logits that PyTorch recorded: ...
