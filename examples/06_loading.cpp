// SPDX-License-Identifier: BSL-1.0
// A file that does not fit is refused as a whole, and the error says what would fit. What two models share is checked
// by the compiler. Key rules translate names: the same ones for files and for models.
#include <cstdio>

#include <eponym/eponym.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

struct MLP {  // mlp_digits.pt: hidden.weight (32, 64), hidden.bias, output.weight (10, 32), output.bias
    nn::Linear<64, 32> hidden;
    nn::ReLU           act;
    nn::Linear<32, 10> output;

    auto operator()(auto const& x) const { return ep::in_order(*this, x); }  // (B, 64) -> (B, 10)
};

struct OtherNames {
    nn::Linear<64, 32> hidden;
    nn::Linear<32, 10> head;
};

struct NewHead {  // two classes instead of ten
    nn::Linear<64, 32> hidden;
    nn::ReLU           act;
    nn::Linear<32, 2>  output;

    auto operator()(auto const& x) const { return ep::in_order(*this, x); }  // (B, 64) -> (B, 2)
};

// Facts about models, decided while this compiles.
static_assert(ep::loads_from<MLP, MLP>);
static_assert(!ep::loads_from<NewHead, MLP>);

int main() {
    std::string const file = EPONYM_EXAMPLE_DATA "/mlp_digits.pt";
    auto const        mlp = ep::load<MLP>(file);

    try {
        (void)ep::load<OtherNames>(file);
    } catch (ep::load_error const& error) {
        std::printf("%s\n", error.what());
    }

    OtherNames renamed;
    ep::load(renamed, file, ep::rename_key<"output", "head">);
    std::printf("same weight: %s\n", renamed.head.weight(3, 4) == mlp.output.weight(3, 4) ? "yes" : "no");

    // Transfer learning: everything but the head, checked by the compiler.
    NewHead fresh;
    ep::load(fresh, mlp | ep::only<"hidden.*">);
    std::printf("same hidden layer: %s\n", fresh.hidden.bias(5) == mlp.hidden.bias(5) ? "yes" : "no");

    // From a file the same rule works when it is loaded; and the state dict is there to be looked at.
    ep::load(fresh, file, ep::only<"hidden.*">);
    for (auto const& [name, tensor] : ep::read(file))
        std::printf("%-14s %s\n", name.c_str(), ep::to_string(tensor.shape()).c_str());
    auto const weight = ep::state_dict(mlp).get<"output.weight">();  // Tensor<10, 32>, the model's own memory
    std::printf("%s\n", ep::to_string(weight.shape()).c_str());
}

// prints:
// ...mlp_digits.pt does not fit OtherNames: 2 keys missing, 2 unexpected, 0 mismatched; 2 of 4 keys match
//     missing 'head.weight'
//     missing 'head.bias'
//     unexpected 'output.weight'
//     unexpected 'output.bias'
// same weight: yes
// same hidden layer: yes
// hidden.weight  (32, 64)
// hidden.bias    (32,)
// output.weight  (10, 32)
// output.bias    (10,)
// (10, 32)
