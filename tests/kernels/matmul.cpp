// SPDX-License-Identifier: BSL-1.0
#include <eponym/kernels/host/matmul.hpp>

#include "support.hpp"

namespace {

/// Both operands in either order of memory.
template<class T>
void check_matmul(dim m, dim k, dim n, bool transposed_a, bool transposed_b) {
    guarded<T> const a(numbers<T>(m * k, 1)), b(numbers<T>(k * n, 2));
    guarded<T> c(std::vector<T>(std::size_t(m * n), not_a_number<T>));
    kernels::matrix<T> const left{a.data(), transposed_a ? 1 : k, transposed_a ? m : 1};
    kernels::matrix<T> const right{b.data(), transposed_b ? 1 : n, transposed_b ? k : 1};
    workspace space(kernels::matmul_workspace(m, k, n, sizeof(T)));
    kernels::matmul(left, right, c.data(), m, k, n, space.data());
    double worst = 0;
    for (dim i = 0; i < m; ++i)
        for (dim j = 0; j < n; ++j) {
            double expected = 0;
            for (dim l = 0; l < k; ++l)
                expected += double(left.data[i * left.row_stride + l * left.column_stride]) *
                            double(right.data[l * right.row_stride + j * right.column_stride]);
            double const difference = std::fabs(double(c[i * n + j]) - expected);
            worst = difference <= worst ? worst : difference;
        }
    INFO("m " << m << " k " << k << " n " << n << " transposed " << transposed_a << transposed_b);
    CHECK(worst <= tolerance<T>(k));
}

}  // namespace

TEST_CASE("matmul equals the plain loop for all sizes and orders of memory", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim m : {0, 1, 2, 3, 5, 7, 8, 17})
            for (dim k : {0, 1, 7, 16, 33})
                for (dim n : {0, 1, 3, 5, 16, 31, 32, 33, 65})
                    for (int order = 0; order != 4; ++order) {
                        check_matmul<float>(m, k, n, order % 2 == 1, order / 2 == 1);
                        check_matmul<double>(m, k, n, order % 2 == 1, order / 2 == 1);
                    }
    });
}

TEST_CASE("matmul equals the plain loop where it works in blocks", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (int order = 0; order != 4; ++order) {
            check_matmul<float>(30, 600, 70, order % 2 == 1, order / 2 == 1);
            check_matmul<double>(30, 600, 70, order % 2 == 1, order / 2 == 1);
            check_matmul<float>(9, 300, 1100, order % 2 == 1, order / 2 == 1);
            check_matmul<float>(18, 20, 1100, order % 2 == 1, order / 2 == 1);
            check_matmul<float>(100, 1030, 2, order % 2 == 1, order / 2 == 1);
            check_matmul<float>(20, 1024, 70, order % 2 == 1, order / 2 == 1);
            check_matmul<float>(20, 1024, 3, order % 2 == 1, order / 2 == 1);
        }
    });
}
