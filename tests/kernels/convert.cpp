// SPDX-License-Identifier: BSL-1.0
#include <cstring>

#include <eponym/kernels/host/convert.hpp>

#include "support.hpp"

using eponym::bfloat16;
using eponym::dtype;
using eponym::float16;

namespace {

template<class From, class To>
To expected_element(From value) {
    if constexpr (std::is_same_v<To, bool>)
        return double(value) != 0;
    else if constexpr (std::is_same_v<To, float16> || std::is_same_v<To, bfloat16>)
        return To(float(value));
    else if constexpr (std::is_integral_v<From>)
        return To(value);
    else
        return To(double(value));
}

template<class From, class To>
void check_convert() {
    for (dim n : {0, 1, 31, 33, 511, 512, 513, 1500}) {
        std::vector<char> source(std::size_t(n) * sizeof(From) + 1), target(std::size_t(n) * sizeof(To) + 1);
        for (dim i = 0; i < n; ++i) {
            From value{};
            kernels::convert(&i, dtype::int64, &value, eponym::dtype_of<From>, 1);
            if constexpr (!std::is_same_v<From, bool>) value = From(static_cast<float>(i % 100) + 0.75f);
            std::memcpy(source.data() + 1 + i * dim(sizeof(From)), &value, sizeof(From));
        }
        CHECK(kernels::convert(source.data() + 1, eponym::dtype_of<From>, target.data() + 1, eponym::dtype_of<To>, n));
        dim wrong = 0;
        for (dim i = 0; i < n; ++i) {
            From value;
            To found;
            std::memcpy(&value, source.data() + 1 + i * dim(sizeof(From)), sizeof(From));
            std::memcpy(&found, target.data() + 1 + i * dim(sizeof(To)), sizeof(To));
            To const expected = expected_element<From, To>(value);
            if (std::memcmp(&found, &expected, sizeof(To)) != 0) ++wrong;
        }
        INFO(eponym::name_of(eponym::dtype_of<From>) << " to " << eponym::name_of(eponym::dtype_of<To>) << " n " << n);
        CHECK(wrong == 0);
    }
}

template<class From>
void check_convert_from() {
    check_convert<From, bool>();
    check_convert<From, std::uint8_t>();
    check_convert<From, std::int8_t>();
    check_convert<From, std::int16_t>();
    check_convert<From, std::int32_t>();
    check_convert<From, std::int64_t>();
    check_convert<From, float16>();
    check_convert<From, bfloat16>();
    check_convert<From, float>();
    check_convert<From, double>();
}

}  // namespace

TEST_CASE("convert equals a C++ cast between all element types", "[unit][kernels]") {
    check_convert_from<bool>();
    check_convert_from<std::uint8_t>();
    check_convert_from<std::int8_t>();
    check_convert_from<std::int16_t>();
    check_convert_from<std::int32_t>();
    check_convert_from<std::int64_t>();
    check_convert_from<float16>();
    check_convert_from<bfloat16>();
    check_convert_from<float>();
    check_convert_from<double>();
}

TEST_CASE("convert knows every half and brain float", "[unit][kernels]") {
    for (std::uint32_t bits = 0; bits != 0x10000; ++bits) {
        std::uint16_t const word = std::uint16_t(bits);
        float value = 0;
        std::uint16_t back = 0;
        kernels::convert(&word, dtype::float16, &value, dtype::float32, 1);
        kernels::convert(&value, dtype::float32, &back, dtype::float16, 1);
        bool const right = std::isnan(value) ? std::isnan(float(float16::from_bits(word))) && (back & 0x7C00) == 0x7C00
                                             : value == float(float16::from_bits(word)) && back == word;
        if (!right) FAIL("float16 with bits " << bits);
        kernels::convert(&word, dtype::bfloat16, &value, dtype::float32, 1);
        kernels::convert(&value, dtype::float32, &back, dtype::bfloat16, 1);
        if (!std::isnan(value) && back != word) FAIL("bfloat16 with bits " << bits);
    }
    // Ties go to even, and what is too large to infinity.
    for (float value : {1.00048828125f, 1.00146484375f, 65519.0f, 65520.0f, 3e-8f, 2.98023224e-8f, 6e-5f, -1e-9f}) {
        float16 found;
        kernels::convert(&value, dtype::float32, &found, dtype::float16, 1);
        CHECK(found.bits == float16(value).bits);
    }
}

TEST_CASE("convert keeps integers beyond 2^53 and refuses types that tensors cannot hold", "[unit][kernels]") {
    std::int64_t const large = (std::int64_t(1) << 62) + 1;
    std::int32_t low = 0;
    float nearest = 0;
    kernels::convert(&large, dtype::int64, &low, dtype::int32, 1);
    kernels::convert(&large, dtype::int64, &nearest, dtype::float32, 1);
    CHECK(low == 1);
    CHECK(nearest == float(large));
    CHECK_FALSE(kernels::convert(&large, dtype::complex64, &low, dtype::int32, 1));
    CHECK_FALSE(kernels::convert(&large, dtype::int64, &low, dtype::float8_e5m2, 1));
    CHECK(low == 1);
}

TEST_CASE("copy_strided equals the plain loop for every element size", "[unit][kernels]") {
    for (std::size_t size : {1u, 2u, 4u, 8u, 16u})
        for (int rank : {0, 1, 2, 3, 4}) {
            dim const shape[4] = {3, 2, 5, 4};
            dim const plans[5][4] = {{40, 20, 4, 1}, {1, 3, 6, 30}, {0, 20, 1, 5}, {80, 40, 8, 2}, {40, 20, 4, 0}};
            std::vector<char> source(512 * size);
            for (std::size_t i = 0; i != source.size(); ++i) source[i] = char(i * 7 + i / 251);
            for (auto const& strides : plans) {
                dim count = 1;
                for (int i = 0; i < rank; ++i) count *= shape[i];
                std::vector<char> target(std::size_t(count) * size);
                kernels::copy_strided(target.data(), source.data(), shape, strides, rank, size);
                dim wrong = 0;
                for (dim at = 0; at < count; ++at) {
                    dim offset = 0, rest = at;
                    for (int i = rank - 1; i >= 0; --i) {
                        offset += rest % shape[i] * strides[i];
                        rest /= shape[i];
                    }
                    if (std::memcmp(&target[std::size_t(at) * size], &source[std::size_t(offset) * size], size) != 0)
                        ++wrong;
                }
                INFO("element size " << size << " rank " << rank);
                CHECK(wrong == 0);
            }
        }
    dim const empty[2] = {3, 0}, strides[2] = {1, 1};
    kernels::copy_strided(nullptr, nullptr, empty, strides, 2, 4);
}
