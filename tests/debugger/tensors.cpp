// SPDX-License-Identifier: BSL-1.0
// Stops in `shown` with tensors of every kind; gdb_output.py prints each variable and compares it with the comment.
#include <cstdint>

#include <eponym/nn/linear.hpp>
#include <eponym/tensor/create.hpp>
#include <eponym/tensor/parameter.hpp>

namespace ep = eponym;

int shown(int count) { return count + 1; }

int main() {
    ep::Parameter<2, 3> weight = ep::tensor({{0.5f, -1.f, 0.25f}, {2.f, 0.f, 1.f}});
    ep::Parameter<2> fixed = ep::ones<2>();
    fixed.any().impl().requires_grad = false;
    ep::Buffer<> scalar = ep::full(3);
    ep::BasicConstant<std::int64_t, 2> numbers;
    numbers(1) = -7;
    ep::Tensor<20> const many = ep::full<20>(1.5);
    ep::AnyTensor const transposed = weight.any().transpose(0, 1);
    ep::BasicTensor<ep::bfloat16, 2> const brain = ep::tensor({1.f, -2.5f}).to<ep::bfloat16>();
    ep::BasicTensor<ep::float16, 1> const half = ep::tensor({0.5f}).to<ep::float16>();
    ep::BasicTensor<bool, 2> const truth = ep::tensor({true, false});
    ep::Tensor<0, 4> const empty = ep::zeros<0, 4>();
    ep::Tensor<2> const nothing;
    [[maybe_unused]] ep::Shape const shape{4, ep::dyn};
    ep::nn::Linear<ep::dyn, 2> const lazy;
    return shown(scalar.numel() == 1 ? -1 : 0);
}

// prints:
// weight = Parameter float32 (2, 3) = {0.5, -1, 0.25, 2, 0, 1}
// fixed = frozen Parameter float32 (2,) = {1, 1}
// scalar = Buffer float32 () = {3}
// numbers = Constant int64 (2,) = {0, -7}
// many = Tensor float32 (20,) = {1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, ...}
// transposed = AnyTensor float32 (3, 2) = {0.5, 2, -1, 0, 0.25, 1}
// brain = Tensor bfloat16 (2,) = {1, -2.5}
// half = Tensor float16 (1,) = {0.5}
// truth = Tensor bool (2,) = {true, false}
// empty = Tensor float32 (0, 4) = {}
// nothing = Tensor without a value
// shape = (4, ?)
// lazy.weight = Parameter float32 (2, 0) = {}
