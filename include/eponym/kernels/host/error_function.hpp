// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/exponential.hpp>

namespace eponym::inline EPONYM_ABI::kernels::detail {

/// p = ln(1 - erf(x)) for 1 <= x <= 4 (float) or 6 (double): Chebyshev interpolation, within 2^-30 or 2^-60 of 1 - erf.
template<int Bytes>
EPONYM_KERNEL_BODY void logarithm_of_complement(vector<float, Bytes>& p, vector<float, Bytes> const& x) {
    vector<float, Bytes> const z = (x - 2.5f) * (1 / 1.5f);
    polynomial<float, Bytes>(p, z, 4.13666337e-5f, -0.000227403412f, 0.000881570878f, -0.00319047281f, 0.0109611241f,
                             -0.0366474949f, -2.12376069f, -8.02902102f, -7.80681528f);
}

template<int Bytes>
EPONYM_KERNEL_BODY void logarithm_of_complement(vector<double, Bytes>& p, vector<double, Bytes> const& x) {
    vector<double, Bytes> const z = (x - 3.5) * (1 / 2.5);
    polynomial<double, Bytes>(p, z, 2.17803929218599848e-9, -7.22227301770651214e-9, 4.93380223948751447e-9,
                              4.60456089300470632e-9, -3.23184034556419147e-9, 1.9113448865115565e-8,
                              -1.28391883755026097e-7, 3.9151694241791881e-7, -9.18070414497483704e-7,
                              1.91303217961389627e-6, -3.41947538000849239e-6, 4.56820376496421287e-6,
                              -1.47846873752021435e-6, -0.0000184752162043174004, 0.0000909011235438306532,
                              -0.000307819419546917323, 0.00089357655299801112, -0.00237399729800801216,
                              0.00595370447904474671, -0.0143845483291089534, 0.0341284110796198595,
                              -0.0816509097178488081, -6.04220659213893639, -18.1652489709129768, -14.1124374021481738);
}

/// x = erf x: below 1 its Maclaurin series, sum of (-1)^k 2 x^(2k+1) / (sqrt(pi) k! (2k+1)), above from 1 - erf x.
template<class T, int Bytes>
EPONYM_KERNEL_BODY void error_function(vector<T, Bytes>& x) {
    using numbers = vector<T, Bytes>;
    constexpr T end = sizeof(T) == 4 ? T(4) : T(6);
    constexpr double root = 1.12837916709551257;  // 2 / sqrt(pi)
    numbers magnitude = x;
    take_sign<T, Bytes>(magnitude, numbers{});
    numbers const squared = x * x;
    numbers series;
    if constexpr (sizeof(T) == 4)
        polynomial<T, Bytes>(series, squared, T(root / 76204800), T(-root / 6894720), T(root / 685440), -root / 75600,
                             root / 9360, -root / 1320, root / 216, -root / 42, root / 10, -root / 3);
    else
        polynomial<T, Bytes>(series, squared, T(root / 236887827111936000), T(-root / 12449059983360000),
                             T(root / 690452066304000), -root / 40537905408000, root / 2528170444800,
                             -root / 168129561600, root / 11975040000, -root / 918086400, root / 76204800,
                             -root / 6894720, root / 685440, -root / 75600, root / 9360, -root / 1320, root / 216,
                             -root / 42, root / 10, -root / 3);
    // 2 / sqrt(pi) is 1 and a rest, so that the largest term is exact.
    numbers const near = magnitude + magnitude * (series * squared + T(root - 1));
    numbers least, most;
    fill<T, Bytes>(least, T(1));
    fill<T, Bytes>(most, end);
    numbers bounded = magnitude < least ? least : magnitude;
    keep_apart<T, Bytes>(bounded);
    bounded = bounded > most ? most : bounded;
    numbers far;
    logarithm_of_complement<Bytes>(far, bounded);
    exponential_minus_one<T, Bytes>(far);
    numbers result = magnitude < T(1) ? near : -far;
    take_sign<T, Bytes>(result, x);
    x = result;
}

}  // namespace eponym::inline EPONYM_ABI::kernels::detail
