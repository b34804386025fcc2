// SPDX-License-Identifier: BSL-1.0
#include <utility>

#include "../../examples/models/resnet18.hpp"
#include "contender.hpp"
#include "networks.hpp"

namespace {

contender::forward forward_of(auto const& net, auto x) {
    return [&net, x, result = net(x)]() mutable {
        result = net(x);
        return std::as_const(result).data();
    };
}

}  // namespace

int main(int, char** arguments) {
    std::string const folder = arguments[1];
    auto const mlp = ep::load<MLP>(folder + "/mlp.pt");
    auto const lenet = ep::load<LeNet>(folder + "/lenet.pt");
    auto resnet18 = ep::load<models::ResNet18>(folder + "/resnet18.pt");
    ep::eval(resnet18);
    return contender::serve(folder, [&](std::string const& model, long batch, float* inputs) {
        return model == "mlp"     ? forward_of(mlp, ep::view<ep::dyn, 784>(inputs, batch))
               : model == "lenet" ? forward_of(lenet, ep::view<ep::dyn, 1, 28, 28>(inputs, batch))
                                  : forward_of(resnet18, ep::view<ep::dyn, 3, 224, 224>(inputs, batch));
    });
}
