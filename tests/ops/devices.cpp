// SPDX-License-Identifier: BSL-1.0
// Operands that are not on one device.
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/arithmetic.hpp>
#include <eponym/ops/conv2d.hpp>
#include <eponym/ops/linear.hpp>
#include <eponym/ops/matmul.hpp>

#include "support/tensors.hpp"

namespace ep = eponym;

namespace {

// A tensor that says it is on a GPU. Its memory is the host's, and no operation may get as far as to touch it.
template<ep::dim... D>
ep::Tensor<D...> on_device(int index) {
    auto tensor = test::scattered_tensor<D...>();
    tensor.any().impl().storage->where = {ep::device_kind::cuda, index};
    return tensor;
}

}  // namespace

TEST_CASE("E3: operands on two devices are an error that names both", "[ops][E3]") {
    auto const here = test::scattered_tensor<2, 2>();
    auto const there = on_device<2, 2>(0);
    std::string const same = "expected all tensors to be on the same device, but found ";
    CHECK(test::sentence_of([&] { (void)(here + there); }) == "element-wise (a, b): " + same + "cpu and cuda:0");
    CHECK(test::sentence_of([&] { (void)(there * here); }) == "element-wise (a, b): " + same + "cuda:0 and cpu");
    CHECK(test::sentence_of([&] { (void)ep::matmul(there, on_device<2, 2>(1)); }) ==
          "matmul(a, b): " + same + "cuda:0 and cuda:1");
    CHECK(test::sentence_of([&] { (void)ep::linear(here, there); }) ==
          "linear(x, weight, bias): " + same + "cpu and cuda:0");
    CHECK(test::sentence_of([&] { (void)ep::linear(here, here, on_device<2>(0)); }) ==
          "linear(x, weight, bias): " + same + "cpu and cuda:0");
    CHECK(test::sentence_of([&] {
              (void)ep::conv2d(on_device<1, 2, 3, 3>(0), test::scattered_tensor<4, 2, 1, 1>());
          }) == "conv2d(x, weight, bias): " + same + "cuda:0 and cpu");
    auto changed = test::scattered_tensor<2, 2>();
    CHECK(test::sentence_of([&] { changed += there; }) == "a op= b: " + same + "cpu and cuda:0");
    CHECK(test::bit_difference(changed.any(), here.any()) == "");
}
