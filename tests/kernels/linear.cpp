// SPDX-License-Identifier: BSL-1.0
#include <eponym/kernels/host/linear.hpp>

#include "support.hpp"

using kernels::activation;

namespace {

template<class T>
void check_linear(dim rows, dim in, dim out, bool with_bias, activation then) {
    guarded<T> const x(numbers<T>(rows * in, 1)), weight(numbers<T>(out * in, 2)), bias(numbers<T>(out, 3));
    guarded<T> y(std::vector<T>(std::size_t(rows * out), not_a_number<T>));
    workspace space(kernels::linear_workspace(rows, in, out, sizeof(T)));
    kernels::linear(x.data(), rows, in, weight.data(), with_bias ? bias.data() : nullptr, out, then, y.data(),
                    space.data());
    double worst = 0;
    for (dim i = 0; i < rows; ++i)
        for (dim j = 0; j < out; ++j) {
            double expected = with_bias ? double(bias[j]) : 0;
            for (dim k = 0; k < in; ++k) expected += double(x[i * in + k]) * double(weight[j * in + k]);
            if (then == activation::relu && expected < 0) expected = 0;
            double const difference = std::fabs(double(y[i * out + j]) - expected);
            worst = difference <= worst ? worst : difference;  // a NaN is worst
        }
    INFO("rows " << rows << " in " << in << " out " << out << " bias " << with_bias << " relu " << int(then));
    CHECK(worst <= tolerance<T>(in));
}

}  // namespace

TEST_CASE("linear equals the plain loop for all sizes around vectors and tiles", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim rows : {0, 1, 2, 5, 6, 7, 13})
            for (dim in : {0, 1, 3, 8, 15, 16, 17, 31, 32, 33, 100})
                for (dim out : {0, 1, 3, 4, 5, 8, 9, 31, 33})
                    for (bool bias : {false, true}) {
                        check_linear<float>(rows, in, out, bias, activation::none);
                        check_linear<double>(rows, in, out, bias, activation::relu);
                    }
    });
}

TEST_CASE("linear equals the plain loop where the sums are cut into parts", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim in : {1024, 1025, 2100})
            for (dim rows : {1, 2, 7}) {
                check_linear<float>(rows, in, 70, true, activation::relu);
                check_linear<double>(rows, in, 70, true, activation::none);
            }
        check_linear<float>(40, 300, 260, true, activation::relu);
        check_linear<double>(40, 300, 260, true, activation::relu);
    });
}

TEST_CASE("linear gives infinity and NaN where the plain loop does", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim in : {5, 17, 33, 40}) {
            // A zero met by an infinity is NaN; an infinity beside the summed range must not be met at all.
            guarded<float> x(std::vector<float>(std::size_t(2 * in), 1.0f));
            guarded<float> weight(std::vector<float>(std::size_t(3 * in), 1.0f));
            guarded<float> y(std::vector<float>(6));
            x.data()[0] = 0;
            weight.data()[in] = infinity<float>;
            workspace space(kernels::linear_workspace(2, in, 3, sizeof(float)));
            kernels::linear(x.data(), 2, in, weight.data(), nullptr, 3, activation::relu, y.data(), space.data());
            CHECK(y[0] == float(in - 1));
            CHECK(std::isnan(y[1]));
            CHECK(y[2] == float(in - 1));
            CHECK(y[3] == float(in));
            CHECK(y[4] == infinity<float>);
            CHECK(y[5] == float(in));
        }
    });
}

TEST_CASE("linear equals the plain loop where rows lie a multiple of a page apart", "[unit][kernels]") {
    with_each_instruction_set([] {
        for (dim rows : {1, 2, 6, 7, 14}) {
            check_linear<float>(rows, 1024, 70, true, activation::relu);
            check_linear<float>(rows, 3072, 5, true, activation::none);
            check_linear<double>(rows, 512, 70, true, activation::relu);
        }
    });
}
