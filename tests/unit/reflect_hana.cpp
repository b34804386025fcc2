// SPDX-License-Identifier: BSL-1.0
// Structs that Boost.Hana reflects are models.
#include <string>
#include <vector>

#include <boost/hana/adapt_struct.hpp>
#include <boost/hana/define_struct.hpp>
#include <catch2/catch_test_macros.hpp>
#include <eponym/nn/linear.hpp>
#include <eponym/reflect/hana.hpp>
#include <eponym/state/model_state.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

namespace foreign {

struct Defined {
    Defined() {}
    BOOST_HANA_DEFINE_STRUCT(Defined, (nn::Linear<3, 2>, hidden), (nn::Linear<2, 1>, output_));
};

struct Adapted {
    explicit Adapted(int) {}
    nn::Linear<2, 2> first, not_adapted, second;
};

}  // namespace foreign

BOOST_HANA_ADAPT_STRUCT(foreign::Adapted, second, first);

struct Outer {
    foreign::Defined inner;
};

static_assert(ep::keys<foreign::Defined> ==
              ep::key_list{"hidden.weight", "hidden.bias", "output.weight", "output.bias"});
static_assert(ep::keys<foreign::Adapted> == ep::key_list{"second.weight", "second.bias", "first.weight", "first.bias"});
static_assert(ep::keys<Outer>[0] == "inner.hidden.weight");

TEST_CASE("the members of a Hana struct are reached by reference", "[reflect]") {
    Outer model;
    model.inner.hidden.weight(1, 2) = 5;
    CHECK(ep::state_dict(model).get<"inner.hidden.weight">()(1, 2) == 5);
    CHECK(ep::keys_of(model).size() == 4);
}
