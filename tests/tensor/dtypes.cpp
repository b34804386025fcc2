// SPDX-License-Identifier: BSL-1.0
// The ten element types and the conversions between them.
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/tensor/create.hpp>

#include "support/tensors.hpp"

namespace ep = eponym;

namespace {

constexpr ep::dtype held_types[] = {ep::dtype::boolean, ep::dtype::uint8,  ep::dtype::int8,    ep::dtype::int16,
                                    ep::dtype::int32,   ep::dtype::int64,  ep::dtype::float16, ep::dtype::bfloat16,
                                    ep::dtype::float32, ep::dtype::float64};

// The value of a half from its definition: (-1)^s 2^(e - 15) 1.m, in double.
double value_of_half(std::uint16_t bits) {
    int const exponent = (bits >> 10) & 0x1F;
    int const mantissa = bits & 0x3FF;
    double const sign = bits & 0x8000 ? -1 : 1;
    if (exponent == 31) return mantissa != 0 ? std::numeric_limits<double>::quiet_NaN() : sign * INFINITY;
    if (exponent == 0) return sign * std::ldexp(mantissa, -24);
    return sign * std::ldexp(1024 + mantissa, exponent - 25);
}

double value_of_brain(std::uint16_t bits) { return double(std::bit_cast<float>(std::uint32_t(bits) << 16)); }

// A tensor of one type with the given values, written without a conversion of the library.
template<class T>
ep::AnyTensor tensor_with(std::vector<T> const& values) {
    ep::AnyTensor const tensor = ep::AnyTensor::empty(ep::dtype_of<T>, {ep::dim(values.size())});
    T* const data = tensor.mutable_data<T>();
    for (std::size_t i = 0; i < values.size(); ++i) data[i] = values[i];
    return tensor;
}

}  // namespace

TEST_CASE("all 65,536 halves become the float that their bits mean, and come back", "[tensor]") {
    for (std::uint32_t bits = 0; bits < 65536; ++bits) {
        auto const half = ep::float16::from_bits(std::uint16_t(bits));
        double const expected = value_of_half(std::uint16_t(bits));
        float const wide = half;
        if (std::isnan(expected)) {
            REQUIRE(std::isnan(wide));
            REQUIRE(std::isnan(float(ep::float16(wide))));
        } else {
            REQUIRE(double(wide) == expected);
            REQUIRE(std::signbit(wide) == std::signbit(expected));
            REQUIRE(ep::float16(wide).bits == bits);
        }
    }
}

TEST_CASE("all 65,536 bfloat16 values become the float that their bits mean, and come back", "[tensor]") {
    for (std::uint32_t bits = 0; bits < 65536; ++bits) {
        auto const brain = ep::bfloat16::from_bits(std::uint16_t(bits));
        float const wide = brain;
        if (std::isnan(value_of_brain(std::uint16_t(bits)))) {
            REQUIRE(std::isnan(wide));
            REQUIRE(std::isnan(float(ep::bfloat16(wide))));
        } else {
            REQUIRE(double(wide) == value_of_brain(std::uint16_t(bits)));
            REQUIRE(ep::bfloat16(wide).bits == bits);
        }
    }
}

// Between each two neighbours: the middle goes to the even one, what is beside the middle to the nearer one.
template<class Small>
void check_rounding(std::uint32_t infinity) {
    for (std::uint32_t bits = 0; bits + 1 < infinity; ++bits) {
        double const low = double(float(Small::from_bits(std::uint16_t(bits))));
        double const high = double(float(Small::from_bits(std::uint16_t(bits + 1))));
        float const middle = float((low + high) / 2);
        if (double(middle) != (low + high) / 2) continue;  // the lowest bfloat16 numbers have no float between them
        std::uint32_t const even = bits % 2 == 0 ? bits : bits + 1;
        REQUIRE(Small(middle).bits == even);
        REQUIRE(Small(-middle).bits == (even | 0x8000u));
        if (float const below = std::nextafter(middle, 0.0f); double(below) >= low) REQUIRE(Small(below).bits == bits);
        if (float const above = std::nextafter(middle, INFINITY); double(above) <= high)
            REQUIRE(Small(above).bits == bits + 1);
    }
}

TEST_CASE("float to half rounds to the nearest, ties to even", "[tensor]") {
    check_rounding<ep::float16>(0x7C00);
    CHECK(ep::float16(65519.996f).bits == 0x7BFF);
    CHECK(ep::float16(65520.0f).bits == 0x7C00);
    CHECK(ep::float16(-1e30f).bits == 0xFC00);
    CHECK(ep::float16(0x1p-25f).bits == 0);
    CHECK(ep::float16(std::nextafter(0x1p-25f, 1.0f)).bits == 1);
    CHECK(ep::float16(1e-45f).bits == 0);
    CHECK(ep::float16(-0.0f).bits == 0x8000);
}

TEST_CASE("float to bfloat16 rounds to the nearest, ties to even", "[tensor]") {
    check_rounding<ep::bfloat16>(0x7F80);
    CHECK(ep::bfloat16(std::numeric_limits<float>::max()).bits == 0x7F80);
    CHECK(ep::bfloat16(-INFINITY).bits == 0xFF80);
    CHECK(ep::bfloat16(-0.0f).bits == 0x8000);
    CHECK(ep::bfloat16(1e-45f).bits == 0);
    std::uint32_t const signalling = 0x7F800001;
    CHECK(std::isnan(float(ep::bfloat16(std::bit_cast<float>(signalling)))));
}

TEST_CASE("tensors convert between any two element types", "[tensor]") {
    std::vector<double> const values{0, 1, 2, 5, 100};
    for (ep::dtype from : held_types)
        for (ep::dtype to : held_types) {
            ep::AnyTensor const source = tensor_with(values).to(from);
            ep::AnyTensor const target = source.to(to);
            INFO(ep::name_of(from) << " to " << ep::name_of(to));
            CHECK(target.type() == to);
            for (std::size_t i = 0; i < values.size(); ++i) {
                bool const as_bool = from == ep::dtype::boolean || to == ep::dtype::boolean;
                CHECK(test::values_of(target)[i] == (as_bool && values[i] != 0 ? 1 : values[i]));
            }
        }
}

TEST_CASE("conversion to its own type is the tensor itself", "[tensor]") {
    auto const x = ep::ones<3>();
    CHECK(x.to<float>().data() == x.data());
    CHECK((x.to<double>().any().type() == ep::dtype::float64));
}

TEST_CASE("conversion works at every length and through strides", "[tensor]") {
    for (ep::dim size : {0, 1, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 1001}) {
        ep::AnyTensor const x = test::scattered({size});
        for (ep::dtype to : {ep::dtype::float16, ep::dtype::bfloat16, ep::dtype::float64}) {
            ep::AnyTensor const straight = x.to(to);
            ep::AnyTensor const strided = test::with_gaps(x).to(to);
            CHECK(test::bit_difference(strided, straight) == "");
            ep::AnyTensor const back = straight.to(ep::dtype::float32);
            for (ep::dim i = 0; i < size; ++i) {
                float const value = x.data<float>()[i];
                float const expected = to == ep::dtype::float16    ? float(ep::float16(value))
                                       : to == ep::dtype::bfloat16 ? float(ep::bfloat16(value))
                                                                   : value;
                REQUIRE(back.data<float>()[i] == expected);
            }
        }
    }
}

TEST_CASE("the vector conversion of halves agrees with the definition for all 65,536", "[tensor]") {
    std::vector<ep::float16> halves;
    std::vector<ep::bfloat16> brains;
    for (std::uint32_t bits = 0; bits < 65536; ++bits) {
        halves.push_back(ep::float16::from_bits(std::uint16_t(bits)));
        brains.push_back(ep::bfloat16::from_bits(std::uint16_t(bits)));
    }
    ep::AnyTensor const wide_half = tensor_with(halves).to(ep::dtype::float32);
    ep::AnyTensor const wide_brain = tensor_with(brains).to(ep::dtype::float32);
    ep::AnyTensor const half_again = wide_half.to(ep::dtype::float16);
    ep::AnyTensor const brain_again = wide_brain.to(ep::dtype::bfloat16);
    for (std::uint32_t bits = 0; bits < 65536; ++bits) {
        double const half = value_of_half(std::uint16_t(bits));
        double const brain = value_of_brain(std::uint16_t(bits));
        float const from_half = wide_half.data<float>()[bits];
        float const from_brain = wide_brain.data<float>()[bits];
        if (std::isnan(half)) {
            REQUIRE(std::isnan(from_half));
            REQUIRE(std::isnan(float(half_again.data<ep::float16>()[bits])));
        } else {
            REQUIRE(double(from_half) == half);
            REQUIRE(half_again.data<ep::float16>()[bits].bits == bits);
        }
        if (std::isnan(brain)) {
            REQUIRE(std::isnan(from_brain));
            REQUIRE(std::isnan(float(brain_again.data<ep::bfloat16>()[bits])));
        } else {
            REQUIRE(double(from_brain) == brain);
            REQUIRE(brain_again.data<ep::bfloat16>()[bits].bits == bits);
        }
    }
}

TEST_CASE("the vector conversion to halves rounds as the scalar one, ties and subnormals included", "[tensor]") {
    std::vector<float> values;
    for (std::uint32_t bits = 0; bits < 0xFFFF0000u; bits += 0x0000F7B5u) {  // coprime to the powers of two
        values.push_back(std::bit_cast<float>(bits));
        values.push_back(std::bit_cast<float>(bits & 0xFFFFF000u));              // middles between halves
        values.push_back(std::bit_cast<float>((bits & 0xFFFF0000u) | 0x8000u));  // middles between bfloat16
    }
    ep::AnyTensor const x = tensor_with(values);
    ep::AnyTensor const half = x.to(ep::dtype::float16);
    ep::AnyTensor const brain = x.to(ep::dtype::bfloat16);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i])) {
            REQUIRE(std::isnan(float(half.data<ep::float16>()[i])));
            REQUIRE(std::isnan(float(brain.data<ep::bfloat16>()[i])));
        } else {
            REQUIRE(half.data<ep::float16>()[i].bits == ep::float16(values[i]).bits);
            REQUIRE(brain.data<ep::bfloat16>()[i].bits == ep::bfloat16(values[i]).bits);
        }
    }
}

TEST_CASE("floating to integer cuts off, integers wrap, and bool is whether it is not zero", "[tensor]") {
    ep::AnyTensor const x = tensor_with<double>({-1.9, -0.5, 0.5, 1.5, 127.9});
    CHECK(test::values_of(x.to(ep::dtype::int8)) == std::vector<double>{-1, 0, 0, 1, 127});
    CHECK(test::values_of(x.to(ep::dtype::int64)) == std::vector<double>{-1, 0, 0, 1, 127});
    CHECK(test::values_of(x.to(ep::dtype::boolean)) == std::vector<double>{1, 1, 1, 1, 1});
    ep::AnyTensor const wide = tensor_with<std::int64_t>({300, -1, 65536 + 7, (std::int64_t(1) << 40) + 5});
    CHECK(test::values_of(wide.to(ep::dtype::uint8)) == std::vector<double>{44, 255, 7, 5});
    CHECK(test::values_of(wide.to(ep::dtype::int8)) == std::vector<double>{44, -1, 7, 5});
    CHECK(test::values_of(wide.to(ep::dtype::int16)) == std::vector<double>{300, -1, 7, 5});
    CHECK(test::values_of(wide.to(ep::dtype::int32)) == std::vector<double>{300, -1, 65543, 5});
    ep::AnyTensor const odd = tensor_with<float>({0.0f, -0.0f, NAN, 1e-45f, INFINITY});
    CHECK(test::values_of(odd.to(ep::dtype::boolean)) == std::vector<double>{0, 0, 1, 1, 1});
}

TEST_CASE("values that an integer cannot hold become some integer, without a crash", "[tensor]") {
    std::vector<float> values{NAN, INFINITY, -INFINITY, 3e38f, -3e38f, 1e10f, -1e20f, 300.0f, 40000.0f};
    for (int i = 0; i < 5; ++i) values.insert(values.end(), values.begin(), values.begin() + 9);
    ep::AnyTensor const x = tensor_with(values);
    for (ep::dtype to : {ep::dtype::uint8, ep::dtype::int8, ep::dtype::int16, ep::dtype::int32, ep::dtype::int64}) {
        CHECK(x.to(to).numel() == x.numel());
        CHECK(x.to(ep::dtype::float64).to(to).numel() == x.numel());
        CHECK(x.to(ep::dtype::float16).to(to).numel() == x.numel());
    }
}

TEST_CASE("large integers keep their value in double, and infinities in every floating type", "[tensor]") {
    ep::AnyTensor const large = tensor_with<std::int64_t>({std::int64_t(1) << 52, -(std::int64_t(1) << 53)});
    CHECK(test::values_of(large.to(ep::dtype::float64)) == std::vector<double>{0x1p52, -0x1p53});
    for (ep::dtype to : {ep::dtype::float16, ep::dtype::bfloat16, ep::dtype::float32, ep::dtype::float64}) {
        ep::AnyTensor const x = tensor_with<double>({INFINITY, -INFINITY, 1e300 * 1e10, NAN}).to(to);
        CHECK(test::values_of(x)[0] == INFINITY);
        CHECK(test::values_of(x)[1] == -INFINITY);
        CHECK(std::isnan(test::values_of(x)[3]));
    }
}

TEST_CASE("double to half rounds as PyTorch does, by way of float", "[tensor]") {
    double const just_above_a_tie = 1.0 + 0x1p-11 + 0x1p-40;  // in float it is the tie itself
    CHECK(tensor_with<double>({just_above_a_tie}).to(ep::dtype::float16).data<ep::float16>()[0].bits == 0x3C00);
    CHECK(tensor_with<double>({1.0 + 0x1p-8 + 0x1p-40}).to(ep::dtype::bfloat16).data<ep::bfloat16>()[0].bits == 0x3F80);
}

TEST_CASE("types that tensors cannot hold are refused with their name", "[tensor]") {
    ep::AnyTensor const x = ep::AnyTensor::empty(ep::dtype::complex64, {2});
    std::string said;
    try {
        (void)x.to(ep::dtype::float32);
    } catch (ep::error const& why) {
        said = why.what();
    }
    CHECK(said == "copy_from(source): elements of dtype complex64 cannot be converted to float32");
    CHECK_THROWS_AS(ep::ones<2>().any().to(ep::dtype::float8_e5m2), ep::error);
    CHECK_THROWS_AS(ep::AnyTensor::empty(ep::dtype::complex64, {1}).item(), ep::error);
}
