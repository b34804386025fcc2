// SPDX-License-Identifier: BSL-1.0
// nn::init writes what torch.nn.init writes, bit for bit from the same seed, whatever the tensor's layout.
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <eponym/nn/initialization_matrix.hpp>
#include <eponym/nn/linear.hpp>
#include <eponym/nn/relu.hpp>
#include <eponym/nn/sequential.hpp>
#include <eponym/state/model_state.hpp>
#include <eponym/state/rules.hpp>
#include <eponym/tensor/generator.hpp>

#include "random_flags/sha256.hpp"
#include "support/golden.hpp"
#include "support/tensors.hpp"

namespace ep = eponym;
namespace nn = eponym::nn;
namespace init = eponym::nn::init;
using ep::dim;

namespace {

test::golden_file const& golden() {
    static test::golden_file const file("initializers.safetensors");
    return file;
}

std::string metadata(std::string const& group, std::string const& name) {
    for (auto const& one : golden().cases(group))
        if (one.name == group + "." + name) return one.parameters;
    return "none";
}

// Uninitialised, in the layouts of make_initializers.py; what is there is no number.
ep::AnyTensor memory(ep::Shape const& shape, ep::dtype type, std::string const& layout) {
    ep::AnyTensor const empty = ep::AnyTensor::empty(type, shape);
    ep::detail::fill(empty, NAN);
    if (layout == "packed") return empty;
    if (layout == "gaps") return test::with_gaps(empty);
    std::vector<dim> order;
    ep::Shape reversed;
    for (int i = shape.rank() - 1; i >= 0; --i) {
        order.push_back(i);
        reversed.push_back(shape[i]);
    }
    ep::AnyTensor const whole = ep::AnyTensor::empty(type, reversed);
    ep::detail::fill(whole, NAN);
    return whole.permute(order);
}

// One initialiser against PyTorch's, for every shape, type and layout that the golden file has, and what the generator
// gives afterwards.
template<class Initialiser>
void check(std::string const& name, Initialiser const& initialiser, double tolerance_float = 0,
           double tolerance_double = 0) {
    int checked = 0;
    for (ep::Shape const& shape : std::vector<ep::Shape>{{7},
                                                         {40},
                                                         {3, 5},
                                                         {6, 4},
                                                         {5, 1},
                                                         {17, 9},
                                                         {1, 33},
                                                         {4, 2, 3},
                                                         {6, 4, 3, 2},
                                                         {2, 3, 1, 2, 2},
                                                         {0, 4},
                                                         {3, 0},
                                                         {20, 20},
                                                         {33, 50},
                                                         {20, 4}})
        for (ep::dtype type : {ep::dtype::float32, ep::dtype::float64})
            for (std::string const layout : {"packed", "transposed", "gaps"}) {
                std::string text = name + "/";
                for (int i = 0; i < shape.rank(); ++i) text += (i != 0 ? "x" : "") + std::to_string(shape[i]);
                text += "/" + std::string(ep::name_of(type)) + "/" + layout;
                if (!golden().has(text)) continue;
                ++checked;
                INFO(text);
                ep::AnyTensor const both = golden().tensor(text);
                ep::AnyTensor const x = memory(shape, type, layout);
                std::uint64_t const version = x.impl().storage->version.load();
                ep::manual_seed(0);
                initialiser(x);
                double const allowed = type == ep::dtype::float32 ? tolerance_float : tolerance_double;
                ep::AnyTensor const expected = both.slice(0, 0, shape.numel()).reshape(shape);
                CHECK(test::difference(x, expected, {allowed, allowed}) == "");
                if (allowed == 0) CHECK(test::bit_difference(x, expected) == "");
                ep::AnyTensor const after =
                    type == ep::dtype::float32 ? ep::rand<1>().any() : ep::rand<double, 1>().any();
                CHECK(test::bit_difference(after, both.slice(0, -1, shape.numel() + 1)) == "");
                if (shape.numel() != 0) CHECK(x.impl().storage->version.load() > version);
                if (layout != "gaps" || shape.numel() == 0) continue;
                // What lies beside the first element is untouched: with_gaps fills it with bits that are NaN.
                std::size_t const size = std::size_t(ep::bits_of(type)) / 8;
                CHECK(x.const_bytes()[size] == std::byte(0xFF));
            }
    INFO(name);
    CHECK(std::to_string(checked) == metadata("count", name));
}

struct Net {
    nn::Sequential<nn::Linear<4, 8>, nn::ReLU, nn::Linear<8, 1>> net;
};

}  // namespace

TEST_CASE("B4: the distributions draw PyTorch's bits in every layout", "[nn][B4]") {
    check("uniform", init::uniform{});
    check("uniform_-10_10", init::uniform{-10, 10});
    check("normal", init::normal{});
    check("normal_0.5_0.01", init::normal{.mean = 0.5, .standard_deviation = 0.01});
    check("constant", init::constant{0.3});
    check("zeros", init::zeros);
    check("ones", init::ones);
}

TEST_CASE("B4: trunc_normal draws PyTorch's bits, where it draws again and where it accepts from uniforms",
          "[nn][B4]") {
    check("trunc_normal", init::trunc_normal{});
    check("trunc_normal_0.02", init::trunc_normal{.standard_deviation = 0.02});
    check("trunc_normal_near", init::trunc_normal{0.5, 2, -1, 1});
    check("trunc_normal_tail", init::trunc_normal{.from = 2.5, .to = 4});
    check("trunc_normal_peak", init::trunc_normal{0.1, 3, -0.3, 0.2});
}

TEST_CASE("B4: a hundred thousand values of trunc_normal are PyTorch's to the last bit", "[nn][B4]") {
    auto const check_hash = [](std::string const& name, init::trunc_normal const& initialiser) {
        for (ep::dtype type : {ep::dtype::float32, ep::dtype::float64}) {
            ep::AnyTensor const x = ep::AnyTensor::empty(type, {100003});
            ep::manual_seed(0);
            initialiser(x);
            std::string const expected = metadata("hash", name + "/" + std::string(ep::name_of(type)));
            INFO(name << " " << ep::name_of(type));
            CHECK(test::sha256_beginning(x.const_bytes(), x.bytes()) == std::strtoull(expected.c_str(), nullptr, 16));
        }
    };
    check_hash("trunc_normal", init::trunc_normal{});
    check_hash("trunc_normal_0.02", init::trunc_normal{.standard_deviation = 0.02});
    check_hash("trunc_normal_near", init::trunc_normal{0.5, 2, -1, 1});
    check_hash("trunc_normal_tail", init::trunc_normal{.from = 2.5, .to = 4});
    check_hash("trunc_normal_peak", init::trunc_normal{0.1, 3, -0.3, 0.2});
}

TEST_CASE("B4: the variances of Glorot and of He are PyTorch's to the last bit", "[nn][B4]") {
    check("xavier_uniform", init::xavier_uniform{});
    check("xavier_uniform_tanh", init::xavier_uniform{init::calculate_gain(init::tanh)});
    check("xavier_normal", init::xavier_normal{});
    check("kaiming_uniform", init::kaiming_uniform{});
    check("kaiming_uniform_0.2_out", init::kaiming_uniform{.a = 0.2, .mode = init::fan_out});
    check("kaiming_normal", init::kaiming_normal{});
    check("kaiming_normal_out_relu", init::kaiming_normal{.mode = init::fan_out, .nonlinearity = init::relu});
    check("kaiming_normal_selu", init::kaiming_normal{.nonlinearity = init::selu});
}

TEST_CASE("B4: identity matrices, handing-on convolutions and sparse columns are PyTorch's", "[nn][B4]") {
    check("eye", init::eye);
    check("dirac", init::dirac{});
    check("dirac_2", init::dirac{2});
    check("sparse_0.3", init::sparse{0.3});
    check("sparse_0.9", init::sparse{.sparsity = 0.9, .standard_deviation = 2});
}

TEST_CASE("B4: orthogonal matrices equal PyTorch's up to rounding, signs included", "[nn][B4]") {
    // Both round; the last vectors of a square matrix follow from all the others.
    check("orthogonal", init::orthogonal{}, 2e-6, 1e-13);
    check("orthogonal_2.5", init::orthogonal{2.5}, 2e-6, 1e-13);
}

TEST_CASE("orthogonal rows or columns are orthogonal to rounding", "[nn]") {
    for (auto [rows, columns] : {std::pair<dim, dim>{96, 96}, {130, 64}, {31, 200}, {1, 5}, {5, 1}, {2, 2}}) {
        ep::AnyTensor const x = ep::AnyTensor::empty(ep::dtype::float32, {rows, columns});
        init::orthogonal{3}(x);
        bool const wide = rows < columns;
        double most = 0;
        for (dim a = 0; a < (wide ? rows : columns); ++a)
            for (dim b = 0; b <= a; ++b) {
                double product = 0;
                for (dim i = 0; i < (wide ? columns : rows); ++i)
                    product += test::element_at(x, wide ? ep::Shape{a, i} : ep::Shape{i, a}) *
                               test::element_at(x, wide ? ep::Shape{b, i} : ep::Shape{i, b});
                most = std::max(most, std::fabs(product - (a == b ? 9 : 0)));
            }
        INFO(rows << " x " << columns);
        CHECK(most < 4e-6);
    }
}

TEST_CASE("B4: the recommended gains are PyTorch's", "[nn][B4]") {
    auto const gain = [](std::string const& name) { return std::strtod(metadata("gain", name).c_str(), nullptr); };
    CHECK(init::calculate_gain(init::linear) == gain("linear"));
    CHECK(init::calculate_gain(init::sigmoid) == gain("sigmoid"));
    CHECK(init::calculate_gain(init::tanh) == gain("tanh"));
    CHECK(init::calculate_gain(init::relu) == gain("relu"));
    CHECK(init::calculate_gain(init::selu) == gain("selu"));
    CHECK(init::calculate_gain(init::leaky_relu) == gain("leaky_relu"));
    CHECK(init::calculate_gain(init::leaky_relu, 0.2) == gain("leaky_relu.0.2"));
    CHECK(init::calculate_gain(init::leaky_relu, std::sqrt(5.0)) == gain("leaky_relu.2.23607"));
}

TEST_CASE("B4: initialisers are applied by name, to the model's own memory", "[nn][B4]") {
    Net net;
    for (auto const& [key, tensor] : ep::named_parameters(net))
        ep::matches("*.weight", key) ? init::normal{0, 0.01}(tensor) : init::zeros(tensor);
    CHECK(test::values_of(net.net.layer<0>().bias.any()) == std::vector<double>(8, 0.0));
    for (double value : test::values_of(net.net.layer<0>().weight.any())) {
        CHECK(value != 0);
        CHECK(std::fabs(value) < 0.06);
    }
    init::constant{2020}(net.net.layer<2>().weight);
    CHECK(test::values_of(net.net.layer<2>().weight.any()) == std::vector<double>(8, 2020.0));
    CHECK(net.net.layer<2>().weight.any().impl().requires_grad);
}

TEST_CASE("an initialiser gives a member its first values, unless initialisation is skipped", "[nn]") {
    struct Recurrent {
        ep::Parameter<6, 6> weight = init::orthogonal{};
        ep::Parameter<6, 6> identity = init::eye;
        ep::BasicParameter<double, 6> bias = init::constant{0.25};
        ep::Buffer<4, 3> fixed = init::xavier_normal{.gain = 2};
    };
    ep::manual_seed(5);
    Recurrent const model;
    ep::manual_seed(5);
    auto const weight = ep::empty<6, 6>();
    init::orthogonal{}(weight);
    auto const fixed = ep::empty<4, 3>();
    init::xavier_normal{.gain = 2}(fixed);
    CHECK(test::bit_difference(model.weight.any(), weight.any()) == "");
    CHECK(test::bit_difference(model.fixed.any(), fixed.any()) == "");
    CHECK(model.identity(2, 2) == 1);
    CHECK(model.identity(2, 3) == 0);
    CHECK(model.bias(5) == 0.25);
    ep::manual_seed(5);
    (void)ep::no_init<Recurrent>();
    auto const after = ep::rand<1>();
    ep::manual_seed(5);
    CHECK(ep::rand<1>()(0) == after(0));
}

TEST_CASE("B5: an initialiser of one's own writes values without recording", "[nn][B5]") {
    Net net;
    ep::manual_seed(0);
    for (auto const& [key, tensor] : ep::named_parameters(net)) {
        if (!ep::matches("*.weight", key)) continue;
        init::uniform{-10, 10}(tensor);
        float* const values = tensor.mutable_data<float>();
        for (dim i = 0; i < tensor.numel(); ++i) values[i] *= std::fabs(values[i]) >= 5 ? 1.0f : 0.0f;
    }
    int zeros = 0;
    for (double value : test::values_of(net.net.layer<0>().weight.any())) {
        zeros += value == 0 ? 1 : 0;
        CHECK((value == 0 || (std::fabs(value) >= 5 && std::fabs(value) <= 10)));
    }
    CHECK(zeros > 8);
    CHECK(zeros < 24);
    CHECK_FALSE(net.net.layer<0>().weight.grad().defined());
    CHECK(net.net.layer<0>().weight.any().impl().requires_grad);
}

TEST_CASE("constants of every type, and a refusal to draw what is no float", "[nn]") {
    auto const truths = ep::empty<bool, 3>();
    init::ones(truths);
    CHECK(test::values_of(truths.any()) == std::vector<double>{1, 1, 1});
    auto const numbers = ep::empty<std::int64_t, 2, 2>();
    init::eye(numbers);
    CHECK(test::values_of(numbers.any()) == std::vector<double>{1, 0, 0, 1});
    auto const halves = ep::empty<ep::bfloat16, 2>();
    init::constant{0.5}(halves);
    CHECK(test::values_of(halves.any()) == std::vector<double>{0.5, 0.5});
    CHECK(test::sentence_of([&] { init::normal{}(numbers.any()); }) ==
          "init::normal(x): computes in float32 and float64, not in int64; convert with x.to<float>()");
}

TEST_CASE("initialisers say which shapes they need", "[nn]") {
    ep::AnyTensor const vector = ep::zeros<3>().any();
    ep::AnyTensor const matrix = ep::zeros<4, 3>().any();
    ep::AnyTensor const kernels = ep::zeros<5, 3, 2>().any();
    CHECK(test::sentence_of([&] { init::eye(vector); }) ==
          "init::eye(x): x must have 2 dimensions, and has shape (3,)");
    CHECK(test::sentence_of([&] { init::sparse{0.5}(kernels); }) ==
          "init::sparse(x): x must have 2 dimensions, and has shape (5, 3, 2)");
    CHECK(test::sentence_of([&] { init::xavier_uniform{}(vector); }) ==
          "init::xavier_uniform(x): x must have 2 or more dimensions, and has shape (3,)");
    CHECK(test::sentence_of([&] { init::orthogonal{}(vector); }) ==
          "init::orthogonal(x): x must have 2 or more dimensions, and has shape (3,)");
    CHECK(test::sentence_of([&] { init::dirac{}(matrix); }) ==
          "init::dirac(x): x must have 3, 4 or 5 dimensions, and has shape (4, 3)");
    CHECK(test::sentence_of([&] { init::dirac{2}(kernels); }) ==
          "init::dirac(x): dimension 0 of x (5, 3, 2) must be divisible by the groups, which are 2");
    CHECK(test::values_of(vector) == std::vector<double>(3, 0.0));
}

TEST_CASE("numbers that no distribution has are refused before anything is written", "[nn]") {
    auto const x = ep::full<4, 4>(7);
    CHECK_THROWS_AS((init::uniform{1, 0}(x)), ep::error);
    CHECK_THROWS_AS((init::normal{0, -1}(x)), ep::error);
    CHECK_THROWS_AS((init::trunc_normal{0, 0}(x)), ep::error);
    CHECK_THROWS_AS((init::trunc_normal{0, 1, 2, 1}(x)), ep::error);
    CHECK_THROWS_AS((init::trunc_normal{0, 1, 2, 2}(x)), ep::error);
    CHECK_THROWS_AS((init::trunc_normal{0, 1, 3, INFINITY}(x)), ep::error);
    CHECK_THROWS_AS((init::trunc_normal{0, 1, 8, 8 + 1e-9}(x)), ep::error);
    CHECK_THROWS_AS((init::trunc_normal{NAN, 1}(x)), ep::error);
    CHECK_THROWS_AS((init::sparse{1.5}(x)), ep::error);
    CHECK(test::values_of(x.any()) == std::vector<double>(16, 7.0));
}
