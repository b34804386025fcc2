// SPDX-License-Identifier: BSL-1.0
// One mistake in a model is one error, wherever it is.
#include <eponym/nn/conv2d.hpp>
#include <eponym/nn/dropout.hpp>
#include <eponym/nn/flatten.hpp>
#include <eponym/nn/in_order.hpp>
#include <eponym/nn/linear.hpp>
#include <eponym/nn/max_pool2d.hpp>
#include <eponym/nn/relu.hpp>
#include <eponym/nn/sequential.hpp>
#include <eponym/ops/arithmetic.hpp>
#include <eponym/ops/reduce.hpp>
#include <eponym/ops/softmax.hpp>
#include <eponym/tensor/create.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

template<ep::dim Flat>
struct LeNet {
    nn::Sequential<nn::Conv2d<3, 6, 5>, nn::ReLU, nn::MaxPool2d<2>, nn::Conv2d<6, 16, 5>, nn::ReLU, nn::MaxPool2d<2>>
        features;
    nn::Sequential<nn::Linear<Flat, 120>, nn::ReLU, nn::Dropout, nn::Linear<120, 84>, nn::ReLU, nn::Linear<84, 10>>
        classifier;

    auto operator()(auto const& x) const { return ep::softmax<-1>(classifier(ep::flatten<1>(features(x))) * 2 - 1); }
};

struct MLP {
    nn::Linear<784, 256> hidden;
    nn::ReLU act;
    nn::Linear<256, 10> output;
    auto operator()(auto const& x) const { return output(act(hidden(x))); }
};

struct Chain {
    nn::Linear<4, 8> first;
    nn::ReLU act;
    nn::Linear<8, 4> second;
    auto operator()(auto const& x) const { return ep::in_order(*this, x); }
};

auto run(LeNet<400> const& net, ep::Tensor<ep::dyn, 3, 32, 32> const& x) { return net(x); }
auto run(MLP const& net, ep::Tensor<ep::dyn, 784> const& x) { return net(x); }
auto run(Chain const& net, ep::Tensor<ep::dyn, 4> const& x) { return net(x); }

#ifdef EPONYM_CASE_A8_flat_size
auto wrong(LeNet<401> const& net, ep::Tensor<ep::dyn, 3, 32, 32> const& x) {
    return ep::argmax<1>(net(x));
    // error: the last dimension of x \(\?, 400\) must be 401, the in_features of weight \(120, 401\)
}
#endif

#ifdef EPONYM_CASE_image_size
auto wrong(LeNet<400> const& net, ep::Tensor<ep::dyn, 3, 28, 28> const& x) {
    return net(x);
    // error: the last dimension of x \(\?, 256\) must be 400, the in_features of weight \(120, 400\)
}
#endif

#ifdef EPONYM_CASE_channels
auto wrong(LeNet<400> const& net, ep::Tensor<ep::dyn, 1, 32, 32> const& x) {
    return net(x);
    // error: x \(\?, 1, 32, 32\) must have 3 channels, the in_channels of weight \(6, 3, 5, 5\) in 1 group
}
#endif

#ifdef EPONYM_CASE_input_width
auto wrong(MLP const& net, ep::Tensor<ep::dyn, 782> const& x) {
    return net(x);
    // error: the last dimension of x \(\?, 782\) must be 784, the in_features of weight \(256, 784\)
}
#endif

#ifdef EPONYM_CASE_in_order
auto wrong(Chain const& net, ep::Tensor<ep::dyn, 5> const& x) {
    return net(x) + 1;
    // error: the last dimension of x \(\?, 5\) must be 4, the in_features of weight \(8, 4\)
}
#endif

#ifdef EPONYM_CASE_between_layers
auto wrong(nn::Sequential<nn::Linear<4, 8>, nn::ReLU, nn::Linear<9, 4>, nn::ReLU, nn::Linear<5, 4>> const& net,
           ep::Tensor<ep::dyn, 4> const& x) {
    return net(x);  // error: the last dimension of x \(\?, 8\) must be 9, the in_features of weight \(4, 9\)
}
#endif

#ifdef EPONYM_CASE_not_a_layer
struct Settings {
    int depth = 3;
};
auto wrong(nn::Sequential<nn::Linear<4, 8>, Settings, nn::ReLU> const& net, ep::Tensor<ep::dyn, 4> const& x) {
    return net(x);
    // error: a layer in a Sequential or in in_order\(model, x\) must be callable with the result before it
}
#endif

#ifdef EPONYM_CASE_same_as_itself
auto wrong(nn::Sequential<nn::Linear<4, 4>, nn::same_as<1>> const& net, ep::Tensor<ep::dyn, 4> const& x) {
    return net(x);  // error: same_as<I>: must come after the layer at position I
}
#endif

#ifdef EPONYM_CASE_no_such_layer
auto wrong(nn::Sequential<nn::Linear<4, 4>, nn::ReLU>& net) {
    return &net.layer<2>();  // error: the Sequential has no layer at that position
}
#endif
