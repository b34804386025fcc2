// SPDX-License-Identifier: BSL-1.0
// Runs what this machine can run, and holds the two to the same answer where it can run both.
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "model.hpp"

float older_answer() { return answer(); }

int main() {
    float const older = older_answer();
    bool const both = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl");
    float const newer = both ? newer_answer() : older;
    std::printf("%.8f %.8f%s\n", double(older), double(newer), both ? "" : " (this machine runs the older one only)");
    // The mean square of ten probabilities lies between that of equal ones and that of a certain one.
    bool const plausible = older >= 0.0999f / 10 && older <= 0.1f;
    return plausible && std::abs(older - newer) < 1e-6f ? EXIT_SUCCESS : EXIT_FAILURE;
}
