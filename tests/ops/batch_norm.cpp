// SPDX-License-Identifier: BSL-1.0
#include <cmath>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/ops/batch_norm.hpp>

#include "support/golden_layers.hpp"

namespace ep = eponym;
using ep::dim;

namespace {

double number(test::golden_case const& one, char const* role) {
    return test::golden_layers().tensor(one.name + "." + role).item();
}

// Statistics of a channel as their definitions say, in double.
template<class T>
void check_training(ep::Shape const& shape) {
    ep::AnyTensor const x = test::scattered<T>(shape, 5);
    ep::AnyTensor const mean = test::scattered<T>({shape[1]}, 6);
    ep::AnyTensor const var = test::scattered<T>({shape[1]}, 7);
    ep::AnyTensor const old_mean = mean.clone(), old_var = var.clone();
    ep::AnyTensor const y = batch_norm(x, {.running_mean = &mean, .running_var = &var}, {1e-5, 0.25, true});
    double const count = double(x.numel() / shape[1]);
    double const allowed = sizeof(T) == 4 ? 2e-6 : 1e-14;
    for (dim c = 0; c < shape[1]; ++c) {
        double sum = 0, squares = 0;
        test::for_each_index(shape, [&](ep::Shape const& at) {
            if (at[1] == c) sum += test::element_at(x, at);
        });
        test::for_each_index(shape, [&](ep::Shape const& at) {
            double const distance = test::element_at(x, at) - sum / count;
            if (at[1] == c) squares += distance * distance;
        });
        REQUIRE(std::fabs(test::element_at(mean, {c}) -
                          (0.75 * test::element_at(old_mean, {c}) + 0.25 * sum / count)) <= allowed);
        REQUIRE(std::fabs(test::element_at(var, {c}) -
                          (0.75 * test::element_at(old_var, {c}) + 0.25 * squares / (count - 1))) <= allowed);
        test::for_each_index(shape, [&](ep::Shape const& at) {
            if (at[1] != c) return;
            double const expected = (test::element_at(x, at) - sum / count) / std::sqrt(squares / count + 1e-5);
            REQUIRE(std::fabs(test::element_at(y, at) - expected) <= 10 * allowed);
        });
    }
}

}  // namespace

TEST_CASE("batch_norm with running statistics gives PyTorch's values", "[ops]") {
    test::check_golden("batch_norm", [](auto const& one, ep::AnyTensor const& x) {
        ep::AnyTensor const mean = test::with_gaps(test::golden_layers().tensor(one.name + ".mean"));
        ep::AnyTensor const var = test::with_gaps(test::golden_layers().tensor(one.name + ".var"));
        test::optional_operand const weight(one, "weight"), bias(one, "bias");
        return batch_norm(x, {&mean, &var, weight.get(), bias.get()}, {.eps = number(one, "eps")});
    });
}

TEST_CASE("batch_norm while training gives PyTorch's values and brings the running statistics up to date", "[ops]") {
    test::check_golden("batch_norm_training", [](auto const& one, ep::AnyTensor const& x) {
        ep::AnyTensor const mean = test::with_gaps(test::golden_layers().tensor(one.name + ".mean"));
        ep::AnyTensor const var = test::with_gaps(test::golden_layers().tensor(one.name + ".var"));
        test::optional_operand const weight(one, "weight"), bias(one, "bias");
        ep::AnyTensor const y =
            batch_norm(x, {&mean, &var, weight.get(), bias.get()}, {number(one, "eps"), number(one, "momentum"), true});
        auto const allowed = test::rounding_of(x.type());
        CHECK(test::difference(mean, test::golden_layers().tensor(one.name + ".new_mean"), allowed) == "");
        CHECK(test::difference(var, test::golden_layers().tensor(one.name + ".new_var"), allowed) == "");
        return y;
    });
}

TEMPLATE_TEST_CASE("batch_norm's statistics are those of their definition, for planes around a vector's size", "[ops]",
                   float, double) {
    for (dim width : {1, 2, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 131, 300}) {
        INFO("width " << width);
        check_training<TestType>({3, 2, width});
        check_training<TestType>({width + 1, 3});
    }
    check_training<TestType>({3, 37, 1, 1});
    check_training<TestType>({1, 1, 90, 100});
}

TEST_CASE("batch_norm keeps its precision far away from zero", "[ops]") {
    ep::AnyTensor const x = test::scattered<float>({4, 1, 500}, 3);
    float* const values = x.mutable_data<float>();
    for (dim i = 0; i < x.numel(); ++i) values[i] = 1000 + values[i];
    double sum = 0, squares = 0;
    for (dim i = 0; i < x.numel(); ++i) sum += double(values[i]) / double(x.numel());
    for (dim i = 0; i < x.numel(); ++i) squares += (double(values[i]) - sum) * (double(values[i]) - sum);
    ep::AnyTensor const mean = ep::zeros<1>().any(), var = ep::zeros<1>().any();
    (void)batch_norm(x, {.running_mean = &mean, .running_var = &var}, {.momentum = 1, .training = true});
    CHECK(std::fabs(mean.item() - sum) < 1e-4);
    CHECK(std::fabs(var.item() - squares / double(x.numel() - 1)) < 1e-6);
}

TEST_CASE("batch_norm writes into the memory of an x that nobody else holds, and into no other", "[ops]") {
    auto x = test::scattered_tensor<2, 3, 21>(1);
    auto const mean = test::scattered_tensor<3>(2);
    auto const var = ep::full<3>(0.5);
    auto const before = x.clone();
    auto const y = ep::batch_norm(x, mean, var);
    CHECK(test::bit_difference(x.any(), before.any()) == "");
    auto const held = x;
    auto const z = ep::batch_norm(std::move(x), mean, var);
    CHECK(test::bit_difference(held.any(), before.any()) == "");
    CHECK(test::bit_difference(z.any(), y.any()) == "");
    auto own = before.clone();
    float const* const memory = std::as_const(own).data();
    auto const reused = ep::batch_norm(std::move(own), mean, var);
    CHECK(reused.data() == memory);
    CHECK(test::bit_difference(reused.any(), y.any()) == "");
}

TEST_CASE("batch_norm without running statistics uses those of x, and leaves nothing behind an empty batch", "[ops]") {
    ep::AnyTensor const x = test::scattered<float>({4, 2, 3}, 1);
    CHECK(test::bit_difference(batch_norm(x, {}), batch_norm(x, {}, {.training = true})) == "");
    ep::AnyTensor const mean = test::scattered<float>({2}, 1), var = test::scattered<float>({2}, 2);
    ep::AnyTensor const mean_before = mean.clone(), var_before = var.clone();
    ep::AnyTensor const nothing = ep::zeros<0, 2, 3>().any();
    CHECK(batch_norm(nothing, {.running_mean = &mean, .running_var = &var}, {.training = true}).shape() ==
          ep::Shape{0, 2, 3});
    CHECK(test::bit_difference(mean, mean_before) == "");
    CHECK(test::bit_difference(var, var_before) == "");
}

TEST_CASE("batch_norm keeps NaN in its channel", "[ops]") {
    auto x = test::scattered_tensor<2, 2, 20>(1);
    x(1, 0, 17) = NAN;
    auto const y = ep::batch_norm(x, nullptr, nullptr);
    CHECK(std::isnan(y(0, 0, 0)));
    CHECK_FALSE(std::isnan(y(0, 1, 0)));
    auto const mean = ep::zeros<2>();
    auto const one = ep::batch_norm(x, mean, ep::ones<2>());
    CHECK(std::isnan(one(1, 0, 17)));
    CHECK_FALSE(std::isnan(one(1, 0, 16)));
}

TEST_CASE("batch_norm says at run time what does not fit", "[ops]") {
    ep::AnyTensor const x = ep::zeros<2, 3, 8>().any();
    ep::AnyTensor const three = ep::ones<3>().any(), four = ep::ones<4>().any(), precise = ep::ones<double, 3>().any();
    CHECK(test::sentence_of([&] { (void)batch_norm(x, {.weight = &four}); }) ==
          "batch_norm(x): weight (4,) must be (3,), the channels of x (2, 3, 8)");
    CHECK(test::sentence_of([&] { (void)batch_norm(x, {.running_mean = &three}); }) ==
          "batch_norm(x): running_mean and running_var must be given both or neither");
    CHECK(test::sentence_of([&] { (void)batch_norm(three, {}); }) ==
          "batch_norm(x): x (3,) must be (batch, channels, ...)");
    CHECK(test::sentence_of([&] { (void)batch_norm(x.slice(0, 0, 1).slice(2, 0, 1), {}); }) ==
          "batch_norm(x): the statistics of a batch need more than one value per channel, and x (1, 3, 1) has one");
    CHECK(test::sentence_of([&] { (void)batch_norm(x, {.bias = &precise}); }) ==
          "batch_norm(x): element types must be the same, and are float32 and float64");
}
