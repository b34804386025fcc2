// SPDX-License-Identifier: BSL-1.0
// A model on the memory of a source: a mapped file's, for example.
#include <cstring>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/nn/linear.hpp>
#include <eponym/state/load_state_dict.hpp>
#include <eponym/state/model_state.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

namespace {

using layer = nn::Linear<2, 2>;

ep::StateDict source_over(std::vector<float>& weight, std::vector<float>& bias) {
    ep::StateDict source("mapped");
    source.insert("weight", ep::AnyTensor::borrow(weight.data(), ep::dtype::float32, {2, 2}, {2, 1}));
    source.insert("bias", ep::AnyTensor::borrow(bias.data(), ep::dtype::float32, {2}, {1}));
    return source;
}

}  // namespace

TEST_CASE("an adopted tensor is the source's memory, and is still the model's parameter", "[state]") {
    std::vector<float> weight{1, 2, 3, 4}, bias{5, 6};
    layer model;
    auto const report = ep::adopt_state_dict(model, source_over(weight, bias));
    CHECK(report.complete());
    CHECK(std::as_const(model.weight).data() == weight.data());
    weight[3] = 9;
    CHECK(model.weight(1, 1) == 9);
    CHECK(model.weight.any().impl().requires_grad);

    layer copy = model;
    weight[0] = -1;
    CHECK(copy.weight(0, 0) == 1);
}

TEST_CASE("what cannot be used where it lies is copied", "[state]") {
    std::vector<float> weight{1, 2, 3, 4}, bias{5, 6};
    std::vector<std::byte> odd(sizeof(float) * 2 + 1);
    std::memcpy(odd.data() + 1, bias.data(), sizeof(float) * 2);
    ep::StateDict source("mapped");
    source.insert("weight", ep::AnyTensor::borrow(weight.data(), ep::dtype::float32, {2, 2}, {1, 2}));
    source.insert("bias", ep::AnyTensor::borrow(odd.data() + 1, ep::dtype::float32, {2}, {1}));
    layer model;
    ep::adopt_state_dict(model, source);
    CHECK(model.weight(0, 1) == 3);
    CHECK(model.bias(1) == 6);
    weight[2] = 0;
    CHECK(model.weight(0, 1) == 3);

    std::vector<ep::float16> half{ep::float16(1.f), ep::float16(2.f)};
    ep::StateDict smaller("half");
    smaller.insert("weight", ep::AnyTensor::borrow(weight.data(), ep::dtype::float32, {2, 2}, {2, 1}));
    smaller.insert("bias", ep::AnyTensor::borrow(half.data(), ep::dtype::float16, {2}, {1}));
    ep::adopt_state_dict(model, smaller);
    CHECK(model.bias(1) == 2);
}

TEST_CASE("adoption is refused as a load is, with the model as it was", "[state]") {
    std::vector<float> weight{1, 2, 3, 4}, bias{5, 6};
    auto source = source_over(weight, bias);
    source.insert("extra", ep::AnyTensor::empty(ep::dtype::float32, {1}));
    layer model;
    float const* before = std::as_const(model.weight).data();
    CHECK_THROWS_AS(ep::adopt_state_dict(model, source), ep::load_error);
    CHECK(std::as_const(model.weight).data() == before);
}
