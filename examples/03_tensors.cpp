// SPDX-License-Identifier: BSL-1.0
// Tensors: sizes the compiler knows and sizes it learns later, views without copies, arithmetic with broadcasting.
#include <cstdio>

#include <eponym/eponym.hpp>

namespace ep = eponym;

int main() {
    auto const a = ep::tensor({{1.f, 2.f, 3.f}, {4.f, 5.f, 6.f}});  // (2, 3)
    auto const b = ep::tensor({10.f, 20.f, 30.f});                  // (3,)
    auto const sum = a + b * 2;                                     // (2, 3), b for each row
    static_assert(std::is_same_v<decltype(sum), ep::Tensor<2, 3> const>);
    std::printf("%s\n", ep::to_string(sum).c_str());

    auto const product = ep::matmul(a, ep::transpose<0, 1>(a));  // (2, 2); transposing copies nothing
    std::printf("%s\n", ep::to_string(product).c_str());
    std::printf("%s\n", ep::to_string(ep::sum<1>(a)).c_str());  // (2,)

    // A window over memory of the program's own: three pixels of four channels, of which the last is left out.
    unsigned char pixels[] = {1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 255};
    auto const    rgb = ep::view(pixels, {3, 3}, {4, 1});
    std::printf("%s\n", ep::to_string(rgb).c_str());

    // A size that is known at run time only is `dyn`. What can be checked is checked by the compiler, the rest when it
    // runs, with the same sentence.
    auto const batch = ep::ones<ep::dyn, 3>(4);   // (4, 3)
    auto const open = ep::zeros<ep::dyn, ep::dyn>(5, 2);
    try {
        (void)ep::matmul(batch, open);
    } catch (ep::shape_error const& error) {
        std::printf("%s\n", error.what());
    }
}

// prints:
// tensor([[21., 42., 63.],
//         [24., 45., 66.]])
// tensor([[14., 32.],
//         [32., 77.]])
// tensor([ 6., 15.])
// tensor([[1, 2, 3],
//         [4, 5, 6],
//         [7, 8, 9]], dtype=torch.uint8)
// matmul(a, b): columns of a must equal rows of b; a (4, 3) has 3, b (5, 2) has 5
