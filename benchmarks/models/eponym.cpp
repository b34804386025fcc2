// SPDX-License-Identifier: BSL-1.0
#include <utility>

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
    return contender::serve(folder, [&](std::string const& model, long batch, float* inputs) {
        return model == "mlp" ? forward_of(mlp, ep::view<ep::dyn, 784>(inputs, batch))
                              : forward_of(lenet, ep::view<ep::dyn, 1, 28, 28>(inputs, batch));
    });
}
