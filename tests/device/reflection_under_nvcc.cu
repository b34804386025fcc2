// SPDX-License-Identifier: BSL-1.0
// Must not compile: nvcc cannot name members, and says so once.
#include <eponym/reflect/reflection.hpp>

struct Model {
    int hidden;
    float output;
};
auto const count = eponym::member_count<Model>;
