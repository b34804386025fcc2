// SPDX-License-Identifier: BSL-1.0
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <eponym/meta/exception.hpp>
#include <eponym/tensor/create.hpp>
#include <eponym/tensor/device.hpp>

namespace ep = eponym;

TEST_CASE("E1: the answers about GPUs fit together, and without one there are none", "[tensor][E1]") {
    int const count = ep::cuda::device_count();
    CHECK(ep::cuda::is_available() == (count > 0));
    if (count == 0) {
        CHECK_THROWS_AS(ep::cuda::current_device(), ep::error);
        CHECK_THROWS_AS(ep::cuda::device_name(), ep::error);
        CHECK_THROWS_AS(ep::cuda::device_name(0), ep::error);
    } else {
        CHECK(ep::cuda::current_device() >= 0);
        CHECK(ep::cuda::current_device() < count);
        CHECK_FALSE(ep::cuda::device_name(0).empty());
    }
    CHECK_THROWS_AS(ep::cuda::device_name(count), ep::error);
    CHECK_THROWS_AS(ep::cuda::device_name(-1), ep::error);
}

TEST_CASE("devices print as PyTorch's do", "[tensor]") {
    CHECK(to_string(ep::cpu) == "cpu");
    CHECK(to_string(ep::device{ep::device_kind::cuda, 1}) == "cuda:1");
}

TEST_CASE("tensors are on the host unless they are sent elsewhere", "[tensor]") {
    CHECK(ep::zeros<2>().where() == ep::cpu);
    float value = 1;
    CHECK(ep::view<1>(&value).where() == ep::cpu);
}
