// SPDX-License-Identifier: BSL-1.0
// Tensors and operations in a file that nvcc compiles: the shape rules hold there, and the calls run on the host.
#include <cmath>
#include <cstdio>
#include <type_traits>

#include <eponym/ops/arithmetic.hpp>
#include <eponym/ops/conv2d.hpp>
#include <eponym/ops/linear.hpp>
#include <eponym/ops/log_softmax.hpp>
#include <eponym/ops/matmul.hpp>
#include <eponym/ops/max_pool2d.hpp>
#include <eponym/ops/reduce.hpp>
#include <eponym/ops/relu.hpp>
#include <eponym/ops/shaping.hpp>
#include <eponym/ops/softmax.hpp>
#include <eponym/tensor/create.hpp>
#include <eponym/tensor/parameter.hpp>
#include <eponym/tensor/tensor.hpp>

namespace ep = eponym;

template<class A, class B>
concept multiply = requires(A const& a, B const& b) {
    { ep::matmul(a, b) } -> ep::tensor_like;
};
static_assert(multiply<ep::Tensor<ep::dyn, 3>, ep::Tensor<3, 2>>);
static_assert(
    std::is_same_v<decltype(ep::matmul(ep::Tensor<ep::dyn, 3>(), ep::Tensor<3, 2>())), ep::Tensor<ep::dyn, 2>>);
static_assert(ep::static_shape_of<decltype(ep::Tensor<4, 1>() + ep::Tensor<5>())> == ep::Shape{4, 5});
static_assert(ep::static_shape_of<decltype(ep::sum<-1>(ep::Tensor<4, 5>()))> == ep::Shape{4});

// A kernel that takes its sizes from a tensor's type, and knows them when it is compiled.
template<ep::dim Rows, ep::dim Columns>
__global__ void transpose(float const* in, float* out, ep::Tensor<Rows, Columns> const*) {
    for (ep::dim i = threadIdx.x; i < Rows * Columns; i += blockDim.x) out[i % Columns * Rows + i / Columns] = in[i];
}
template __global__ void transpose<3, 2>(float const*, float*, ep::Tensor<3, 2> const*);

int main() {
    auto const a = ep::tensor({{1.f, 2.f, 3.f}, {4.f, 5.f, 6.f}});     // (2, 3)
    auto const b = ep::tensor({{1.f, 0.f}, {0.f, 1.f}, {1.f, -1.f}});  // (3, 2)
    auto const product = ep::relu(ep::matmul(a, b) - 1.f);             // (2, 2): 3 0, 9 0
    auto const rows = ep::sum<-1>(product);                            // (2,)
    auto const weights = ep::softmax<-1>(product);                     // (2, 2)
    bool const right = product(0, 0) == 3 && product(0, 1) == 0 && product(1, 0) == 9 && product(1, 1) == 0 &&
                       rows(0) == 3 && rows(1) == 9 && std::abs(weights(0, 0) + weights(0, 1) - 1) < 1e-6f &&
                       ep::argmax<-1>(product)(1) == 0;

    // What the compiler cannot see is found when the operation runs.
    bool refused = false;
    try {
        ep::matmul(ep::zeros<ep::dyn, ep::dyn>(2, 3), ep::zeros<ep::dyn, ep::dyn>(4, 5));
    } catch (ep::shape_error const& mistake) {
        std::printf("%s\n", mistake.what());
        refused = true;
    }
    std::printf("%s\n", right && refused ? "tensors and operations work under nvcc" : "wrong values");
    return right && refused ? 0 : 1;
}
